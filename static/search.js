// Search: what /search/ does, and a door for themes that search elsewhere (glossSearch).
// The index is a set of small files; docs/design/search.md tells their form. The rules by
// which words are cut and folded are those of internal/search/fold.go; one table holds both.
(() => {
  // ── Words ─────────────────────────────────────────────────────────────────
  const WORD = "\\p{L}\\p{M}\\p{Nd}\\u200c\\u200d\\u00ad";
  const SPACELESS = ["Han", "Hiragana", "Katakana", "Thai", "Lao", "Khmer", "Myanmar", "Tibetan", "Bopomofo", "Yi"].map((s) => `\\p{Script=${s}}`).join("") + "ー";
  const RUN = new RegExp(`((?:(?=[${WORD}])[${SPACELESS}])+)|(?:(?![${SPACELESS}])[${WORD}])+`, "gu");
  const ENDS = new RegExp(`[${WORD}]$`, "u");
  const ACCENT = /[\u0300-\u036f\u0483-\u0489\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]|(?=\p{M})[\u0591-\u05c7]/gu;
  const ALIKE = { ß: "ss", ς: "σ", æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ħ: "h", ł: "l", ı: "i", þ: "th",
                  "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": "", "ʻ": "", "ʼ": "", "ʽ": "", "ʾ": "", "ʿ": "" };
  const ALIKES = new RegExp(`[${Object.keys(ALIKE).join("")}]`, "gu");
  const MOST = 32;

  const fold = (run) => /^[\x00-\x7f]*$/.test(run) ? run.toLowerCase() : run.normalize("NFKD").toLowerCase()
    .replace(ACCENT, "").replace(/[^\p{L}\p{M}\p{Nd}]/gu, "")
    .replace(/[٠-٩۰-۹]/g, (digit) => digit.charCodeAt(0) & 15)
    .replace(ALIKES, (letter) => ALIKE[letter]).normalize("NFC");
  const limit = (word) => word.length > MOST ? [...word].slice(0, MOST).join("") : word;
  const length = (text) => [...text].length;

  function stem(word) {
    if (!/^[a-z]{3,}s$/.test(word)) return word;
    if (/..ies$/.test(word)) return word.slice(0, -3) + "y";
    if (/(sses|shes|ches|xes|zes)$/.test(word)) return word.slice(0, -2);
    return /(ss|us|is)$/.test(word) ? word : word.slice(0, -1);
  }

  // groups cuts a text: a group is one word or several that hyphens or full stops tie,
  // each with its place; raw is folded, and whole is all of them as one.
  function groups(text) {
    const runs = [...text.matchAll(RUN)].map((m) => ({ text: m[0], from: m.index, to: m.index + m[0].length, spaceless: !!m[1] }));
    const all = [];
    let group, letters;
    const part = (run) => { const raw = fold(run.text); if (raw) group.push({ raw, from: run.from, to: run.to }); };
    const extend = (run) => {
      const raw = fold(run.text), last = group[group.length - 1];
      if (!last) part(run); else if (raw) { last.raw += raw; last.to = run.to; }
    };
    for (let i = 0; i < runs.length; i++) {
      const run = runs[i];
      if (run.spaceless) {
        const chars = [...fold(run.text)], exact = chars.length === length(run.text) && chars.join("").length === run.text.length;
        for (let j = 0, at = run.from; j < Math.max(1, chars.length - 1); at += chars[j].length, j++) {
          const raw = chars.slice(j, j + 2).join("");
          all.push([exact ? { raw, from: at, to: at + raw.length } : { raw, from: run.from, to: run.to }]);
        }
        continue;
      }
      group = [];
      part(run);
      letters = length(run.text);
      while (i + 1 < runs.length && runs[i + 1].from === runs[i].to + 1 && !runs[i + 1].spaceless) {
        const left = runs[i].text, next = runs[i + 1], right = next.text, tie = text[runs[i].to];
        if (tie === "'" || tie === "’") {
          if (letters <= 2) break;
          if (!/^s$/i.test(right)) { extend(next); letters += length(right); }
        } else if (tie === ",") {
          if (!/^\d{1,3}$/.test(left) || !/^\d{3}$/.test(right)) break;
          extend(next);
        } else if (/[-\u2010\u2011]/.test(tie)) {
          part(next);
          letters = length(right);
        } else if (tie === "." && /^\p{L}$/u.test(left) && /^\p{L}$/u.test(right)) {
          part(next);
          letters = 1;
        } else break;
        i++;
      }
      if (!group.length) continue;
      const whole = group.map((p) => p.raw).join("");
      if (group.length > 1 && /\P{Nd}/u.test(whole)) group.whole = limit(whole);
      all.push(group);
    }
    for (const g of all) for (const p of g) { p.raw = limit(p.raw); p.word = stem(p.raw); }
    return all;
  }

  const words = (text) => groups(text).flatMap((g) => [...g.map((p) => p.word), ...g.whole ? ["=" + stem(g.whole)] : []]);

  const COMMON = new Set(`a about an and are as at be been by can did do does for from had has have he how i if in is it
    its of on or she so than that the their them there they this to was we were what when where which who why will with would you`.split(/\s+/).flatMap((w) => [w, stem(w)]));

  // ── A query ───────────────────────────────────────────────────────────────
  // A slot is a word that is looked for. The last one may go on, unless something follows it.
  // key is how names that begin as the query does are written in the index.
  function parse(text) {
    const all = groups(text).slice(0, 12), last = all[all.length - 1], open = ENDS.test(text);
    const slots = all.map((g) => ({ raw: g.whole || g[0].raw, word: stem(g.whole || g[0].raw), parts: g.length > 1 ? g : null, open: open && g === last, common: g.length < 2 && COMMON.has(g[0].word) }));
    if (slots.every((s) => s.common)) for (const s of slots) s.common = false;
    const first = slots.findIndex((s) => !s.common);
    const named = all.slice(Math.max(first, 0)).flat();
    const before = named.slice(0, -1).map((p) => p.word + " ").join(""), end = named[named.length - 1];
    return { slots, lead: first, open, key: end ? before + end.word : "", begins: end ? before + end.raw : "" };
  }

  const LEVELS = "!#$%()*+,./:;=?@";
  const VALUES = [0, 1, 1.4, 1.8, 2.2, 2.6, 4, 5, 6, 9, 10.5, 12, 14, 16, 18, 24];
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const DIGIT = Object.fromEntries([...DIGITS].map((c, i) => [c, i]));
  // What a name is worth that is the query, that answers it as a question, or begins as it does.
  const GUESS = .4;                  // and one that may be a typing error
  const WHOLE = 15, SAME = 1000, ASKED = 100, BEGINS = 40;

  // each calls back for every record that a word stands in, with the word's level there.
  function each(where, call) {
    for (let i = 0, level = 0, number = -1, gap = 0, shift = 0; i < where.length; i++) {
      const mark = LEVELS.indexOf(where[i]);
      if (mark >= 0) { level = mark; number = -1; continue; }
      const digit = DIGIT[where[i]];
      gap |= (digit & 31) << shift;
      if (digit & 32) { shift += 5; continue; }
      number += gap + 1;
      gap = shift = 0;
      call(number, level);
    }
  }

  // near tells whether one letter more, less, other or two changed places make b of a.
  function near(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let i = 0, j = 0;
    while (i < a.length && a[i] === b[i]) i++;
    while (j < a.length - i && j < b.length - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
    const left = a.slice(i, a.length - j), right = b.slice(i, b.length - j);
    return left.length <= 1 && right.length <= 1 || left.length === 2 && left === [...right].reverse().join("");
  }

  // ── The index ─────────────────────────────────────────────────────────────
  function open(address) {
    const base = new URL(address, location.href);
    let ready, files = new Map();
    const get = async (url, cache) => {
      const response = await fetch(url, { cache });
      if (!response.ok) throw Object.assign(new Error(`${url}: ${response.status}`), { gone: response.status === 404 });
      return response.json();
    };
    const begin = () => ready ||= get(base, "no-cache").catch((error) => { ready = null; throw error; });
    const file = (name) => {
      if (!files.has(name)) {
        const promise = get(new URL(`shards/${name}.json`, base)).then((data) => { promise.data = data; return data; }, (error) => { files.delete(name); throw error; });
        files.set(name, promise);
      }
      return files.get(name);
    };

    // shards are the files that hold the words from one to another: the first few of them.
    const MOST_SHARDS = 3;
    function shards(start, from, to) {
      let i = 0;
      while (i + 1 < start.words.length && start.words[i + 1][0] <= from) i++;
      const names = [];
      for (; i < start.words.length && names.length < MOST_SHARDS && (!names.length || start.words[i][0] <= to); i++) names.push(start.words[i][1]);
      return names;
    }
    const AFTER = "\uffff";
    const ofWord = (start, raw, word, open) => [...new Set([...shards(start, word, word), ...open ? shards(start, raw, raw + AFTER) : []])];
    const ofSlot = (start, slot) => ofWord(start, slot.raw, slot.word, slot.open);
    const ofParts = (start, slot) => (slot.parts || []).flatMap((p, i) => ofWord(start, p.raw, p.word, slot.open && i === slot.parts.length - 1));
    const ofNames = (start, query) => shards(start, query.key < query.begins ? query.key : query.begins, query.begins + (query.open ? AFTER : ""));

    // candidates are the words of some shards that a word of the query may mean, each with
    // how sure that is.
    function candidates(dicts, raw, word, open) {
      const found = new Map();
      const begin = (prefix) => {
        for (const dict of dicts) for (const key of Object.keys(dict)) {
          if (key.startsWith(prefix) && !key.includes(" ") && !found.has(key)) found.set(key, .5 + .4 * prefix.length / key.length);
        }
      };
      if (dicts.some((dict) => Object.hasOwn(dict, word))) found.set(word, 1);
      if (open) begin(raw);
      else if (!found.size && word.length > 2) begin(word);
      if (!found.size && word.length > 3) {
        for (const dict of dicts) for (const key of Object.keys(dict)) if (!key.includes(" ") && near(word, key)) found.set(key, GUESS);
      }
      return found;
    }

    // best gives for each record the most that any of the words is worth in it.
    function best(dicts, found) {
      const worth = new Map();
      for (const [word, sure] of found) {
        for (const dict of dicts) if (Object.hasOwn(dict, word)) {
          each(dict[word], (number, level) => worth.set(number, Math.max(worth.get(number) || 0, sure * VALUES[level])));
        }
      }
      return worth;
    }

    const at = (names) => names.map((name) => files.get(name)?.data).filter(Boolean);

    // rank orders the records for a query by the files that are at hand. A word that none
    // of them can have does not count.
    function rank(start, query) {
      const score = new Map(), hits = new Map(), names = new Map(), marked = new Set();
      const add = (map, number, value) => map.set(number, (map.get(number) || 0) + value);
      let needed = 0, guessed = false;
      const count = (dicts, raw, word, open, common) => {
        const found = candidates(dicts, raw, word, open), worth = best(dicts, found);
        for (const [key, sure] of found) if (!common) { marked.add(key); guessed ||= sure === GUESS; }
        const rare = Math.log(1 + start.count / worth.size);
        for (const [number, value] of worth) {
          add(score, number, value * rare);
          if (!common) add(hits, number, 1);
        }
        return worth.size;
      };
      for (const slot of query.slots) {
        const dicts = at(ofSlot(start, slot));
        if (!dicts.length) continue;
        if (!slot.common) needed++;
        if (count(dicts, slot.raw, slot.word, slot.open, slot.common) || !slot.parts) continue;
        needed--;   // nobody writes it as one word: then each of its parts
        slot.parts.forEach((p, i) => {
          const last = slot.open && i === slot.parts.length - 1, own = at(ofWord(start, p.raw, p.word, last));
          if (own.length) { needed++; count(own, p.raw, p.word, last, false); }
        });
      }
      for (const dict of at(ofNames(start, query))) {
        for (const key of Object.keys(dict)) {
          const same = key === query.key || key === query.begins;
          if (!same && !(query.open && key.startsWith(query.begins))) continue;
          each(dict[key], (number, level) => {
            if (level < WHOLE) return;
            const asked = same && query.lead > 0 && kind(start, number) === "question" ? ASKED : 0;
            names.set(number, Math.max(names.get(number) || 0, same ? SAME + asked : BEGINS * query.begins.length / key.length));
          });
        }
      }
      for (const [number, value] of names) {
        add(score, number, value);
        hits.set(number, Math.max(needed, hits.get(number) || 0));
      }
      const most = Math.max(0, ...hits.values());
      const ids = [...hits].filter(([, n]) => n === most).map(([number]) => number);
      const points = new Map(ids.map((number) => [number, Math.round(1000 * score.get(number))]));
      ids.sort((a, b) => points.get(b) - points.get(a) || a - b);
      return { ids, all: most >= needed, guessed, marked };
    }

    const kind = (start, number) => start.kinds.findLast(({ from }) => from <= number).kind;
    const part = (start, number) => start.rows ? [start.rows, number] : [start.parts[Math.floor(number / start.size)], number % start.size];

    // find gives the numbers of what a query finds, best first. Where that takes more than two
    // files of words, first learns what the first of them finds.
    async function find(text, first) {
      const start = await begin(), query = parse(text);
      if (!query.slots.length) return { ids: [], all: true, guessed: false, marked: new Set(), start };
      const lead = query.lead < 0 ? [] : ofSlot(start, query.slots[query.lead]).slice(0, 1);
      const wanted = [...new Set([...lead, ...ofNames(start, query), ...query.slots.flatMap((slot) => ofSlot(start, slot))])];
      if (first && wanted.filter((name) => !files.get(name)?.data).length > 1) {
        await Promise.all(lead.map(file));
        const soon = rank(start, query);
        if (soon.ids.length) await first({ ...soon, start });
      }
      await Promise.all(wanted.map(file));
      const parts = query.slots.filter((slot) => slot.parts && !candidates(at(ofSlot(start, slot)), slot.raw, slot.word, slot.open).size).flatMap((slot) => ofParts(start, slot));
      await Promise.all(parts.map(file));
      return { ...rank(start, query), start };
    }

    async function record(number, start) {
      const [where, at] = part(start, number);
      const rows = typeof where === "string" ? await file(where) : where;
      return { ...rows[at], kind: kind(start, number) };
    }

    // fresh tries again with a new beginning where a file has gone: the site was published anew.
    async function fresh(work) {
      try { return await work(); } catch (error) {
        if (!error.gone) throw error;
        ready = null;
        files = new Map();
        return work();
      }
    }
    // renew asks, before the next query, whether there is another index by now.
    const renew = () => { ready = null; };
    return { begin, renew, find: (text, first) => fresh(() => find(text, first)), record, kind };
  }

  globalThis.glossSearch = { words, open };

  // ── The page ──────────────────────────────────────────────────────────────
  const el = (tag, cls, ...kids) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    node.append(...kids);
    return node;
  };

  // mark gives a text as nodes, with the words in <mark> that were found.
  function mark(text, found) {
    const spots = groups(text).flatMap((g) => g.whole && found.has(stem(g.whole)) ? [[g[0].from, g[g.length - 1].to]] : g.filter((p) => found.has(p.word)).map((p) => [p.from, p.to]));
    const nodes = [];
    let done = 0;
    for (let i = 0; i < spots.length; i++) {
      let [from, to] = spots[i];
      while (spots[i + 1] && /^[\s\u00a0-]*$/.test(text.slice(to, spots[i + 1][0]))) to = Math.max(to, spots[++i][1]);
      if (to <= done) continue;
      nodes.push(text.slice(done, Math.max(done, from)), el("mark", "", text.slice(Math.max(done, from), to)));
      done = to;
    }
    return { nodes: [...nodes, text.slice(done)], hit: spots.length > 0 };
  }

  const page = 10;                    // how many results are shown at first, and more by each press
  const EXCERPT = 150, QUIET = 300;   // characters; milliseconds

  function start(form) {
    const input = form.elements.q, list = document.querySelector(".results"), more = document.querySelector(".more"), status = document.getElementById("count");
    const filter = document.querySelector(".only"), ways = document.querySelector(".ways");
    const index = open(form.dataset.index), title = document.title, excerpts = new Map();
    let turn = 0, shown = page, result = null, waiting = 0, telling = 0;

    const kind = () => filter.querySelector("input:checked").value;
    function say(text) {
      clearTimeout(telling);
      if (!status.textContent) status.textContent = text;
      else telling = setTimeout(() => { status.textContent = text; }, QUIET / 2);
    }

    // The address says what is looked for, so that it can be kept and sent.
    function remember() {
      const query = input.value.trim(), url = new URL(location.href);
      if (query) url.searchParams.set("q", query); else url.searchParams.delete("q");
      if (kind()) url.searchParams.set("kind", kind()); else url.searchParams.delete("kind");
      document.title = query ? `${query} · ${title}` : title;
      if (url.href !== location.href) history.replaceState(history.state, "", url);
    }

    const ofKind = (number) => index.kind(result.start, number);
    const wanted = () => kind() ? result.ids.filter((number) => ofKind(number) === kind()) : result.ids;

    function count() {
      const counts = { "": result.ids.length };
      for (const number of result.ids) counts[ofKind(number)] = (counts[ofKind(number)] || 0) + 1;
      for (const radio of filter.querySelectorAll("input")) {
        radio.parentNode.hidden = radio.value && !counts[radio.value] && !radio.checked;
        radio.parentNode.querySelector("span span").textContent = counts[radio.value] || 0;
      }
      filter.hidden = Object.keys(counts).length < 3 && !kind();
    }

    function tell() {
      const n = wanted().length, query = `“${input.value.trim()}”`;
      if (!n) say(`Nothing found for ${query}`);
      else if (result.guessed) say(`${n} ${n === 1 ? "result" : "results"} for words like ${query}`);
      else if (result.all) say(`${n} ${n === 1 ? "result" : "results"} for ${query}`);
      else say(`Nothing has all words of ${query}; ${n} ${n === 1 ? "result has" : "results have"} some`);
    }

    function item(record, found) {
      const label = filter.querySelector(`[value="${record.kind}"]`).dataset.label;
      const name = mark(record.t, found), short = mark(record.s || "", found);
      const also = (record.n || []).map((text) => mark(text, found)).filter(({ hit }) => hit);
      const link = el("a", "", ...name.nodes);
      link.href = record.u;
      const box = el("div", "", el("h2", "", link));
      if (record.l) { box.lang = record.l; box.dir = record.d; }
      if (also.length) box.append(el("p", "in", "also: ", ...also.flatMap(({ nodes }, i) => i ? [", ", ...nodes] : nodes)));
      if (record.w) box.append(el("p", "in", ...mark(record.w, found).nodes));
      if (record.s) box.append(el("p", "", ...short.nodes));
      const li = el("li", "", el("p", "kind", label), box);
      if (!name.hit && !short.hit && !also.length) box.append(el("p", "excerpt"));
      return li;
    }

    // show puts results up one by one, in their order, as their files come.
    async function show(from, mine) {
      const numbers = wanted().slice(from, shown), found = result.marked;
      const records = numbers.map((number) => index.record(number, result.start));
      for (const r of records) r.catch(() => {});
      if (!numbers.length) list.replaceChildren();
      for (let i = 0; i < records.length; i++) {
        const record = await records[i];
        if (mine !== turn) return;
        if (!from && !i) list.replaceChildren();
        list.append(item(record, found));
      }
      more.hidden = wanted().length <= shown;
      list.removeAttribute("aria-busy");
      clearTimeout(waiting);
      waiting = setTimeout(quote, QUIET, mine);
    }

    // quote fills in, for results that are found by their text alone, the words around: the
    // page itself is asked, which the reader may open next.
    function quote(mine) {
      if (navigator.connection?.saveData) return;
      for (const p of list.querySelectorAll(".excerpt:empty")) {
        const url = new URL(p.parentNode.querySelector("a").href), found = result.marked;
        const address = url.origin + url.pathname;
        if (!excerpts.has(address)) excerpts.set(address, fetch(address).then((r) => r.ok ? r.text() : "").then((text) => new DOMParser().parseFromString(text, "text/html"), () => null));
        excerpts.get(address).then((doc) => {
          if (mine === turn && doc && p.isConnected) p.append(...excerpt(url.hash ? doc.getElementById(decodeURIComponent(url.hash.slice(1))) : doc.querySelector(".prose"), found));
        });
      }
    }

    // excerpt is the words around the best place of a text.
    function excerpt(prose, found) {
      if (!prose) return [];
      const copy = prose.cloneNode(true);
      for (const aside of copy.querySelectorAll(".cite, .cites, .sidenote, .fn, .permalink, .vh, h2")) aside.remove();
      let top = 0, text = "", at = 0;
      for (const block of copy.querySelectorAll("p, li, dd, td, figcaption")) {
        const words = block.textContent.replace(/\s+/g, " ").trim(), hits = groups(words).flat().filter((p) => found.has(p.word));
        const different = new Set(hits.map((p) => p.word)).size;
        if (different > top) { top = different; text = words; at = hits[0].from; }
      }
      if (!top) return [];
      let from = Math.max(0, Math.min(at - EXCERPT / 3, text.length - EXCERPT)), to = Math.min(text.length, from + EXCERPT);
      if (from > 0) from = text.indexOf(" ", from) + 1;
      if (to < text.length) to = text.lastIndexOf(" ", to);
      if (to <= from) { from = at; to = Math.min(text.length, at + EXCERPT); }
      return mark(`${from ? "… " : ""}${text.slice(from, to)}${to < text.length ? " …" : ""}`, found).nodes;
    }

    function clear() {
      result = null;
      list.replaceChildren();
      list.removeAttribute("aria-busy");
      filter.hidden = more.hidden = true;
      ways.hidden = false;
      clearTimeout(telling);
      status.textContent = "";
    }

    async function run() {
      const mine = ++turn, query = input.value.trim();
      shown = page;
      clearTimeout(waiting);
      if (!query) { remember(); clear(); return; }
      list.setAttribute("aria-busy", "true");
      ways.hidden = true;
      try {
        const soon = list.children.length ? null : async (first) => {
          const record = await index.record(first.ids[0], first.start);
          if (mine !== turn) return;
          say("Searching …");
          list.replaceChildren(item(record, first.marked));
        };
        const found = await index.find(input.value.trimStart(), soon);
        if (mine !== turn) return;
        result = found;
        count();
        tell();
        ways.hidden = wanted().length > 0;
        await show(0, mine);
        if (mine === turn) remember();
      } catch {
        if (mine !== turn) return;
        clear();
        say("Search cannot be reached just now. Try again, or browse:");
      }
    }

    const links = () => [...list.querySelectorAll("h2 a")];
    function move(by) {
      const all = links(), at = all.indexOf(document.activeElement) + by;
      if (at < 0) input.focus(); else all[Math.min(at, all.length - 1)]?.focus();
    }

    input.addEventListener("input", (event) => { if (!event.isComposing) run(); });
    input.addEventListener("compositionend", run);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      await run();
      links()[0]?.focus();
    });
    filter.addEventListener("change", () => {
      if (!result) return;
      shown = page;
      remember();
      tell();
      show(0, ++turn);
    });
    more.addEventListener("click", async () => {
      const from = shown;
      shown += page;
      await show(from, turn);
      links()[from]?.focus();
    });
    document.addEventListener("keydown", (event) => {
      const inside = event.target === input || event.target.closest?.(".results");
      if (!inside || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (event.key === "ArrowDown" && links().length) { event.preventDefault(); move(1); }
      else if (event.key === "ArrowUp" && event.target !== input) { event.preventDefault(); move(-1); }
      else if (event.key === "Escape" && input.value) { event.preventDefault(); input.value = ""; input.focus(); run(); }
    });

    addEventListener("focus", index.renew);

    const asked = new URLSearchParams(location.search);
    if (asked.get("q") && !input.value) input.value = asked.get("q");
    const chosen = [...filter.querySelectorAll("input")].find((radio) => radio.value === (asked.get("kind") || ""));
    if (chosen) chosen.checked = true;
    index.begin().catch(() => {});
    if (input.value) run();
  }

  const form = globalThis.document?.querySelector("form[data-index]");
  if (form) start(form);
})();
