// Runs static/search.js without a browser: run.mjs SCRIPT FOLDER < asked > answered.
// Asked are {words: [text…], queries: [text…]}; answered are the words of each text and,
// for each query on an index that nothing of was fetched before, what the script finds: the
// first results, how many there are, whether they have every word, and the files that it
// fetched until there was a first result and until there was the last of the first ten.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [script, folder] = process.argv.slice(2);
let fetched = [];
globalThis.location = { href: "https://example.org/search/" };
globalThis.fetch = async (url) => {
  const path = decodeURIComponent(new URL(url).pathname);
  if (!fetched.includes(path)) fetched.push(path);
  return { ok: true, json: async () => JSON.parse(readFileSync(join(folder, path), "utf8")) };
};
(0, eval)(readFileSync(script, "utf8"));

const asked = JSON.parse(readFileSync(0, "utf8"));
const answered = { words: (asked.words || []).map((text) => glossSearch.words(text).join(" ")), found: [] };
for (const query of asked.queries || []) {
  fetched = [];
  const index = glossSearch.open("/search/index.json");
  let early = null;
  const result = await index.find(query, async (soon) => { await index.record(soon.ids[0], soon.start); early ||= [...fetched]; });
  const titles = [];
  for (const id of result.ids.slice(0, 10)) {
    const record = await index.record(id, result.start);
    titles.push(`${record.kind}: ${record.t}`);
    early ||= [...fetched];
  }
  answered.found.push({ query, titles, count: result.ids.length, all: result.all, guessed: result.guessed, marked: [...result.marked].sort(), first: early || [...fetched], files: fetched });
}
console.log(JSON.stringify(answered));
