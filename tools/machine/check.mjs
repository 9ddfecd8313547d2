// Reads the files that machines read with parsers that are not ours, and says
// what they do not like: node check.mjs FOLDER… (each a built site).
import { readFile, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { Cite } from '@citation-js/core'
import csl from '@citation-js/core/lib/plugins/input/csl.js'
import '@citation-js/plugin-bibtex'
import { parseAllHeaders } from '@netlify/headers-parser'
import { parseAllRedirects } from '@netlify/redirect-parser'
import { parseFeed } from '@rowanmanning/feed-parser'
import jsonld from 'jsonld'
import robotsParser from 'robots-parser'

// What each type of schema.org may have, and must, written from its own pages.
const page = 'url name description inLanguage isPartOf breadcrumb mainEntity hasPart datePublished dateModified lastReviewed author citation correction'
const work = 'url name author datePublished publisher isPartOf license'
const types = {
  WebSite: ['url name description inLanguage publisher license', 'url name'],
  WebPage: [page + ' publisher', 'name'],
  BreadcrumbList: ['itemListElement', 'itemListElement'],
  ListItem: ['position name item', 'position name item'],
  Article: ['url headline description inLanguage mainEntityOfPage datePublished dateModified author publisher citation correction hasPart articleSection', 'headline url'],
  NewsArticle: [work, 'name'],
  Question: ['url name acceptedAnswer', 'url name'],
  Answer: ['text url', 'text'],
  DefinedTerm: ['url name description alternateName sameAs inDefinedTermSet', 'url name'],
  DefinedTermSet: ['url name hasDefinedTerm', 'url name'],
  Event: ['url name description startDate endDate sameAs', 'name'],
  CorrectionComment: ['text datePublished', 'text datePublished'],
  Person: ['name', 'name'],
  Organization: ['name url', 'name'],
}
for (const t of 'CreativeWork ScholarlyArticle Book Chapter Dataset Legislation Map BlogPosting Report Thesis'.split(' ')) types[t] = [work, 'name']

const faults = []
let file = ''
const fault = (...words) => faults.push(`${file}: ${words.join(' ')}`)

async function filesOf(dir) {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.filter((e) => e.isFile()).map((e) => relative(dir, join(e.parentPath ?? e.path, e.name))).sort()
}

const schema = 'https://schema.org/'
const context = { '@vocab': schema }
for (const term of 'url item sameAs license'.split(' ')) context[term] = { '@type': '@id' }
async function documentLoader(url) {
  if (url !== 'https://schema.org') throw new Error(`no other context than schema.org's: ${url}`)
  return { documentUrl: url, document: { '@context': context } }
}

async function structuredData(html, address) {
  const blocks = [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)]
  if (blocks.length !== 1) return fault(`${blocks.length} blocks of JSON-LD`)
  const expanded = await jsonld.expand(JSON.parse(blocks[0][1]), { documentLoader, safe: true, base: address })
  const nodes = expanded[0]?.['@graph'] ?? expanded
  const known = new Set()
  nodes.forEach((n) => collect(n, known))
  nodes.forEach((n) => check(n, known))
  if (!nodes.some((n) => n['@type']?.includes(schema + 'WebPage'))) fault('no WebPage')
}

function collect(node, known) {
  if (node['@type']) known.add(node['@id'])
  children(node).forEach((n) => collect(n, known))
}

const children = (node) => Object.entries(node).flatMap(([name, values]) => (name.startsWith('@') ? [] : values)).filter((v) => typeof v === 'object' && !('@value' in v))

function check(node, known) {
  if (!node['@type']) {
    const only = Object.keys(node).join()
    if (only !== '@id') fault(`a node without a type: ${JSON.stringify(node)}`)
    else if (!/^(https?|mailto):/.test(node['@id'])) fault(`${node['@id']} is no address`)
    else if (node['@id'].includes('#') && !known.has(node['@id']) && !node['@id'].match(/^https?:\/\/[^/]*wikidata/)) fault(`nothing is called ${node['@id']}`)
  }
  for (const full of node['@type'] ?? []) {
    const type = full.slice(schema.length)
    if (!types[type]) { fault(`the type ${type}`); continue }
    const [may, must] = types[type].map((s) => s.split(' '))
    const has = Object.keys(node).filter((k) => !k.startsWith('@')).map((k) => k.slice(schema.length))
    has.filter((k) => !may.includes(k)).forEach((k) => fault(`${type} has ${k}`))
    must.filter((k) => !has.includes(k)).forEach((k) => fault(`${type} lacks ${k}`))
  }
  children(node).forEach((n) => check(n, known))
}

function feed(text, self) {
  const parsed = parseFeed(text)
  if (parsed.self !== self) fault(`self is ${parsed.self}, not ${self}`)
  if (!parsed.title || !parsed.url) fault('no title or address')
  const ids = new Set(parsed.items.map((i) => i.id))
  if (ids.size !== parsed.items.length) fault('an id stands twice')
  parsed.items.forEach((item, i) => {
    if (!item.url || !item.title || !item.content || !item.published) fault(`an entry lacks something: ${item.id}`)
    if (i > 0 && item.published > parsed.items[i - 1].published) fault(`${item.id} is newer than the one before it`)
  })
  return parsed.items.map((i) => [i.id, i.url, i.title, +i.published].join('\n')).join('\n')
}

// jsonFeed holds what version 1.1 of JSON Feed asks for.
function jsonFeed(text, self) {
  const f = JSON.parse(text)
  if (f.version !== 'https://jsonfeed.org/version/1.1' || !f.title || f.feed_url !== self || !Array.isArray(f.items)) fault('is no JSON Feed 1.1')
  for (const i of f.items) {
    if (typeof i.id !== 'string' || !i.content_html || !i.url) fault(`an item lacks something: ${i.id}`)
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(i.date_published)) fault(`${i.date_published} is no date`)
  }
  return f.items.map((i) => [i.id, i.url, i.title, +new Date(i.date_published)].join('\n')).join('\n')
}

async function site(dir) {
  const files = await filesOf(dir)
  const read = (name) => readFile(join(dir, name), 'utf8')
  const counts = { folder: dir, pages: 0 }

  file = 'sitemap.xml'
  const locs = [...(await read(file)).matchAll(/<loc>(.*?)<\/loc>/g)].map((m) => m[1])
  const home = locs.reduce((a, b) => (a.length < b.length ? a : b))
  const base = new URL(home).pathname

  file = 'robots.txt'
  const robots = robotsParser(home + file, await read(file))
  if (robots.getSitemaps().join() !== home + 'sitemap.xml') fault(`sitemaps: ${robots.getSitemaps()}`)
  locs.filter((l) => !robots.isAllowed(l, 'any')).forEach((l) => fault(`${l} is not allowed`))

  file = 'feed.xml'
  const atom = feed(await read(file), home + file)
  file = 'feed.json'
  if (jsonFeed(await read(file), home + file) !== atom) fault('differs from feed.xml')

  file = '_headers'
  const { headers, errors } = await parseAllHeaders({ headersFiles: [join(dir, file)], netlifyConfigPath: undefined, configHeaders: [], minimal: false })
  errors.forEach((e) => fault(e.message))
  const all = headers.find((h) => h.for === base + '*')?.values ?? {}
  if (!/^default-src 'none';/.test(all['Content-Security-Policy']) || all['X-Content-Type-Options'] !== 'nosniff' || !all['Referrer-Policy']) fault(`of all pages: ${JSON.stringify(all)}`)
  const hashed = files.filter((f) => /\.[0-9a-f]{10}\.(css|js)$/.test(f))
  for (const f of hashed) {
    if (!headers.find((h) => h.for === base + f)?.values['Cache-Control']?.includes('immutable')) fault(`${f} is not kept`)
  }
  counts.headers = headers.length

  file = '_redirects'
  const parsed = await parseAllRedirects({ redirectsFiles: [join(dir, file)], netlifyConfigPath: undefined, configRedirects: [], minimal: false })
  parsed.errors.forEach((e) => fault(e.message))
  for (const r of parsed.redirects) {
    const at = (path) => join(path.slice(base.length), 'index.html')
    if (!files.includes(at(r.to)) || !files.includes(at(r.from))) fault(`${r.from} to ${r.to}: a page is missing`)
    if (r.status !== 301 || !r.force) fault(`${r.from}: status ${r.status}, force ${r.force}`)
  }
  counts.redirects = parsed.redirects.length

  file = 'sources.json'
  const records = JSON.parse(await read(file))
  for (const [i, kept] of csl.clean(structuredClone(records), false).entries()) { // without what is no CSL
    for (const [field, value] of Object.entries(records[i])) {
      if (JSON.stringify(value) !== JSON.stringify(kept[field])) fault(`${records[i].id}: ${field} is read as ${JSON.stringify(kept[field])}`)
    }
  }
  file = 'sources.bib'
  const text = await read(file)
  const bib = text ? new Cite(text, { forceType: '@bibtex/text' }).data : []
  if (bib.length !== records.length) fault(`${bib.length} of ${records.length} entries were read`)
  for (const r of records) {
    const b = bib.find((b) => b.id === r.id)
    const same = (name, x, y) => { if (JSON.stringify(x) !== JSON.stringify(y)) fault(`${r.id}: ${name} is ${JSON.stringify(y)}, not ${JSON.stringify(x)}`) }
    if (!b) { fault(`no ${r.id}`); continue }
    same('title', r.title, b.title)
    same('URL', r.URL, b.URL)
    same('DOI', r.DOI, b.DOI)
    same('authors', r.author?.length, b.author?.length)
    same('first author', r.author?.[0].family ?? r.author?.[0].literal, b.author?.[0].family ?? b.author?.[0].literal)
    same('year', r.issued?.['date-parts']?.[0][0], b.issued?.['date-parts']?.[0][0])
    counts.types = { ...counts.types, [b.type]: (counts.types?.[b.type] ?? 0) + 1 }
  }

  const listed = new Set(locs)
  for (file of files.filter((f) => f.endsWith('index.html'))) {
    const html = await read(file)
    if (html.includes('http-equiv="refresh"')) continue
    counts.pages++
    const address = home + file.slice(0, -'index.html'.length)
    if (!listed.delete(address)) fault('is not in sitemap.xml')
    if (!files.includes(file.replace(/html$/, 'md'))) fault('has no Markdown beside it')
    await structuredData(html, address)
  }
  file = 'sitemap.xml'
  listed.forEach((l) => fault(`there is no ${l}`))
  file = 'glossary.json'
  const glossary = JSON.parse(await read(file))
  if (glossary.version !== 1) fault(`version ${glossary.version}`)
  counts.terms = glossary.terms.length
  console.log(JSON.stringify(counts))
}

for (const dir of process.argv.slice(2)) await site(dir)
faults.forEach((f) => console.error(f))
if (process.argv.length < 3 || faults.length) process.exit(1)
