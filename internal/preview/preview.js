// The live preview's side in the browser. Nothing of it is part of a site: the preview
// adds one script tag to what it serves.
//
// One tab of the browser listens for all (a Web Lock elects it, a BroadcastChannel passes
// events on), since a browser opens few connections to one server. Where there are no
// locks, which is where the page is no secure context, each tab asks again and again.
(() => {
  const EDITOR_TEMPLATE = "EDITOR"; // the server fills it in
  const OWN = "/_preview/";
  const born = Number(document.currentScript.dataset.generation);
  const here = location.pathname.replace(/\/index\.html$/, "/");
  let seen = born;       // the latest generation that this tab knows of
  let more = false;      // another event of that generation is to come
  let touched = 0;       // the latest one that changed this page

  const el = (tag, cls, ...kids) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    node.append(...kids);
    return node;
  };
  const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  // ── What the server sent ──────────────────────────────────────────────────
  // Each node that came from the server is tied to its original. What scripts added has
  // none and is left alone; what scripts and readers changed on a node (an open details,
  // a class) stays unless the server's own version of it changes.
  const origin = new WeakMap();
  const fromServer = (node) => [...node.childNodes].filter((kid) => origin.has(kid));

  function tie(node, sent) {
    origin.set(node, sent);
    const kids = [...sent.childNodes];
    [...node.childNodes].forEach((kid, i) => { if (kids[i]) tie(kid, kids[i]); });
  }

  // retie lets go of earlier versions of the page.
  function retie(node, sent) {
    origin.set(node, sent);
    const kids = fromServer(node);
    if (kids.length === sent.childNodes.length) kids.forEach((kid, i) => retie(kid, sent.childNodes[i]));
  }

  // ── From one version to the next ──────────────────────────────────────────
  let news = [];         // elements to be marked

  function update(node, next) {
    const before = origin.get(node);
    if (before.isEqualNode(next)) return;
    origin.set(node, next);
    if (node.nodeType !== Node.ELEMENT_NODE) {
      if (node.data !== next.data) retext(node, next.data);
      if (next.data.trim() || before.data.trim()) note(node);
      return;
    }
    for (const { name, value } of next.attributes) {
      if (before.getAttribute(name) !== value) node.setAttribute(name, value);
    }
    for (const { name } of before.attributes) {
      if (!next.hasAttribute(name)) node.removeAttribute(name);
    }
    updateChildren(node, next);
  }

  // retext replaces only the characters that differ, so that a selection stays on its words.
  function retext(node, data) {
    const old = node.data, most = Math.min(old.length, data.length);
    let from = 0, end = 0;
    while (from < most && old[from] === data[from]) from++;
    while (end < most - from && old[old.length - 1 - end] === data[data.length - 1 - end]) end++;
    node.replaceData(from, old.length - from - end, data.slice(from, data.length - end));
  }

  function updateChildren(parent, next) {
    const olds = fromServer(parent), fresh = [...next.childNodes];
    const tail = olds.length ? olds[olds.length - 1].nextSibling : null;
    const same = (a, b) => origin.get(a).isEqualNode(b);
    let from = 0, end = 0;
    const most = Math.min(olds.length, fresh.length);
    while (from < most && same(olds[from], fresh[from])) from++;
    while (end < most - from && same(olds[olds.length - 1 - end], fresh[fresh.length - 1 - end])) end++;

    const leaving = olds.slice(from, olds.length - end), coming = fresh.slice(from, fresh.length - end);
    const pairs = match(leaving, coming), staying = new Set(pairs.values());
    for (const node of leaving) {
      if (staying.has(node)) continue;
      if (node.textContent.trim() && !coming.length) note(parent, true);
      node.remove();
    }
    let after = end ? olds[olds.length - end] : tail;
    for (const kid of coming.reverse()) {
      let node = pairs.get(kid);
      if (node) {
        update(node, kid);
      } else {
        node = document.importNode(kid, true);
        tie(node, kid);
        parent.insertBefore(node, after);
        if (node.nodeType === Node.ELEMENT_NODE || node.textContent.trim()) note(node);
      }
      after = node;
    }
  }

  // match pairs nodes with what they became, in order: those that are most alike.
  function match(olds, fresh) {
    const pairs = new Map(), rows = olds.length, columns = fresh.length;
    if (rows * columns > 3600) {           // too many to compare each with each
      let i = 0;
      for (const kid of fresh) {
        let j = i;
        while (j < rows && (olds[j].nodeName !== kid.nodeName || (olds[j].id || "") !== (kid.id || ""))) j++;
        if (j < rows) { pairs.set(kid, olds[j]); i = j + 1; }
      }
      return pairs;
    }
    const score = olds.map((old) => fresh.map((kid) => likeness(origin.get(old), kid)));
    const best = Array.from({ length: rows + 1 }, () => new Float64Array(columns + 1));
    for (let i = rows - 1; i >= 0; i--) {
      for (let j = columns - 1; j >= 0; j--) {
        const pair = score[i][j] ? score[i][j] + best[i + 1][j + 1] : 0;
        best[i][j] = Math.max(pair, best[i + 1][j], best[i][j + 1]);
      }
    }
    for (let i = 0, j = 0; i < rows && j < columns;) {
      if (score[i][j] && best[i][j] === score[i][j] + best[i + 1][j + 1]) pairs.set(fresh[j++], olds[i++]);
      else if (best[i][j] === best[i + 1][j]) i++;
      else j++;
    }
    return pairs;
  }

  function likeness(a, b) {
    if (a.nodeName !== b.nodeName) return 0;
    if (a.isEqualNode(b)) return 4;
    if (a.id && a.id === b.id) return 3;
    const x = a.textContent, y = b.textContent, most = Math.min(x.length, y.length);
    let from = 0, end = 0;
    while (from < most && x[from] === y[from]) from++;
    while (end < most - from && x[x.length - 1 - end] === y[y.length - 1 - end]) end++;
    return .01 + (from + end) / Math.max(x.length, y.length, 1) + (a.className === b.className ? .1 : 0);
  }

  // ── The block that changed ────────────────────────────────────────────────
  const TEXT = "p, li, h1, h2, h3, h4, h5, h6, dt, dd, tr, figcaption, pre, summary";
  const BLOCK = `${TEXT}, figure, blockquote, table, section, div, header, dl, ol, ul`;
  const MARK = "preview-changed", SHOWN = 2500;

  function note(node, textOnly) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const block = element?.closest(textOnly ? TEXT : BLOCK);
    if (block && !news.includes(block)) news.push(block);
  }

  function showNews() {
    const main = document.querySelector("main");
    const blocks = news.filter((block) => block.isConnected && main?.contains(block) && block !== main)
      .sort((a, b) => a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
    news = [];
    for (const block of blocks) {
      block.classList.remove(MARK);
      void block.offsetWidth;              // so that the mark begins anew
      block.classList.add(MARK);
      setTimeout(() => block.classList.remove(MARK), SHOWN);
    }
    const first = blocks.find((block) => block.closest(".prose, .head")) || blocks[0];
    const floor = innerHeight - (dock?.offsetHeight || 0);
    const seen = (block) => { const { top, bottom } = block.getBoundingClientRect(); return bottom > 0 && top < floor; };
    if (first && !blocks.some((block) => block.closest(".prose, .head") && seen(block)) && !seen(first)) {
      first.scrollIntoView({ block: "center", behavior: still() ? "auto" : "smooth" });
    }
  }

  // ── Styles, in place ──────────────────────────────────────────────────────
  const plainName = (href) => new URL(href, location).pathname.replace(/\.[0-9a-f]{10}(?=\.css$)/, "");
  const sheets = (doc) => [...doc.querySelectorAll('head link[rel="stylesheet"]')].filter((link) => !link.getAttribute("href").startsWith(OWN));

  // swap puts a stylesheet beside the one whose place it takes, which goes once it is there.
  function swap(href) {
    const rivals = sheets(document).filter((link) => plainName(link.href) === plainName(href));
    if (rivals.some((link) => link.getAttribute("href") === href)) return;
    const link = el("link");
    link.rel = "stylesheet";
    link.href = href;
    link.onload = () => { for (const rival of rivals) rival.remove(); };
    link.onerror = () => link.remove();
    const last = rivals.at(-1) || sheets(document).at(-1);
    if (last) last.after(link); else document.head.append(link);
  }

  function syncStyles(next) {
    const wanted = sheets(next).map((link) => link.getAttribute("href")), names = wanted.map(plainName);
    wanted.forEach(swap);
    for (const link of sheets(document)) {
      if (!names.includes(plainName(link.href))) link.remove();
    }
  }

  // ── Loading this page's latest version ────────────────────────────────────
  const scripts = (doc) => [...doc.querySelectorAll("script[src]")].map((script) => script.getAttribute("src")).filter((src) => !src.startsWith(OWN)).join();
  let loading = false, again = false;

  async function refresh() {
    if (loading) { again = true; return; }
    loading = true;
    try {
      do {
        again = false;
        await load();
      } while (again);
    } catch {
      setTimeout(refresh, 1000);           // the server is away
    }
    loading = false;
  }

  async function load() {
    const response = await fetch(location.pathname + location.search, { cache: "no-store" });
    if (response.redirected) { location.replace(response.url + location.hash); return; }
    const next = new DOMParser().parseFromString(await response.text(), "text/html");
    if (scripts(next) !== scripts(document)) { location.reload(); return; }
    syncStyles(next);
    if (document.title !== next.title) document.title = next.title;
    for (const name of ["lang", "dir"]) {
      const value = next.documentElement.getAttribute(name);
      if (value === null) document.documentElement.removeAttribute(name); else document.documentElement.setAttribute(name, value);
    }
    update(document.body, next.body);
    retie(document.body, next.body);
    document.dispatchEvent(new CustomEvent("gloss:swap"));
    showNews();
  }

  // ── Another page changed ──────────────────────────────────────────────────
  let toast = null, fading = 0;

  function showToast(pages) {
    const link = (page) => { const a = el("a", "", decodeURI(page)); a.href = page; return a; };
    const named = pages.slice(0, 3).flatMap((page, i) => i ? [", ", link(page)] : [link(page)]);
    toast?.remove();
    toast = el("aside", "preview-toast", "Changed: ", ...named, pages.length > 3 ? ` and ${pages.length - 3} more` : "");
    toast.setAttribute("role", "status");
    document.body.append(toast);
    const fade = () => {
      if (toast.matches(":hover, :focus-within")) fading = setTimeout(fade, 2000);
      else toast.remove();
    };
    clearTimeout(fading);
    fading = setTimeout(fade, 6000);
  }

  // ── What is wrong ─────────────────────────────────────────────────────────
  const MOST = 30;       // messages shown: the terminal has them all
  let dock = null, said = "";

  const editorLink = ({ path, line, column }) => EDITOR_TEMPLATE
    .replaceAll("{path}", () => path.split("/").map(encodeURIComponent).join("/"))
    .replaceAll("{line}", line).replaceAll("{column}", column);

  // message is the terminal's text, to the letter; its first words are the link.
  function message(problem) {
    const where = `${problem.path}:${problem.line}:${problem.column}`;
    const pre = el("pre", "");
    pre.tabIndex = 0;
    if (EDITOR_TEMPLATE && problem.text.startsWith(where)) {
      const link = el("a", "", where);
      link.href = editorLink(problem);
      pre.append(link, problem.text.slice(where.length));
    } else {
      pre.append(problem.text);
    }
    return pre;
  }

  function showDock({ errors, diagnostics }) {
    const wrong = diagnostics.filter(({ severity }) => severity === "error");
    const says = JSON.stringify(wrong);
    if (says === said) return;
    said = says;
    if (!wrong.length) {
      dock?.remove();
      dock = null;
      return;
    }
    if (!dock) {
      dock = el("section", "preview-dock", el("details", "", el("summary", ""), el("div", "preview-problems")));
      dock.setAttribute("aria-label", "Preview messages");
      dock.firstChild.open = true;
      dock.lastChild.lastChild.setAttribute("role", "status");
      document.body.append(dock);
    }
    const [summary, list] = dock.firstChild.children;
    summary.replaceChildren(el("strong", "", errors === 1 ? "1 error" : `${errors} errors`), el("span", "", "Pages in trouble show their last good version"));
    list.replaceChildren(...wrong.slice(0, MOST).map(message));
    if (wrong.length > MOST) list.append(el("p", "", `and ${wrong.length - MOST} more: the terminal has them all`));
  }

  // ── What an event does to this tab ────────────────────────────────────────
  function receive(event) {
    showDock(event);
    more = event.pending > 0;
    if (event.generation === born && seen === born) return;   // this page was served with it
    const missed = event.generation > seen + 1 || event.generation < seen;
    const mine = event.changed.includes(here) || event.removed.includes(here);
    const styled = event.styles.some((href) => !sheets(document).some((link) => link.getAttribute("href") === href));
    seen = event.generation;
    if (event.reload) { location.reload(); return; }
    event.styles.forEach(swap);
    if (missed || mine || styled) {
      touched = seen;
      refresh();
    } else if (event.changed.length && touched !== seen && !event.styles.length) {   // who changed for a stylesheet is no news
      showToast(event.changed);
    }
  }

  // catchUp takes the state of things, where events may have been missed.
  function catchUp(state, lost) {
    showDock(state);
    const fresh = state.generation !== seen;
    if (lost || fresh) refresh();
    if (fresh && state.changed.length && !state.changed.includes(here) && !state.styles.length) showToast(state.changed);
    seen = state.generation;
    more = state.pending > 0;
  }

  const ask = async () => (await fetch(`${OWN}state?page=${encodeURIComponent(here)}`, { cache: "no-store" })).json();

  // ── One stream for all tabs ───────────────────────────────────────────────
  const MOST_PAGES = 60;

  function share() {
    const channel = new BroadcastChannel("gloss-preview");
    const id = `${Math.random()}`;
    const tabs = new Map();              // of the tab that leads: who is there, and where
    let leading = false, source = null, listening = new Set(), lost = false, opening = 0;
    let heard = null;                    // what was known when the stream before was given up

    const hello = () => channel.postMessage({ tab: id, page: here });
    const pass = (what) => { channel.postMessage(what); take(what); };
    const take = ({ event, state, lost }) => {
      if (event) receive(event);
      if (state) catchUp(state, lost);
    };

    channel.onmessage = ({ data }) => {
      take(data);
      if (data.whoIsThere) hello();
      if (!leading) return;
      if (data.tab) {
        tabs.set(data.tab, data.page);
        if (!listening.has(data.page)) openSoon();
      }
      if (data.gone) tabs.delete(data.gone);
    };

    function openSoon(ms = 50) {
      clearTimeout(opening);
      opening = setTimeout(open, ms);
    }

    function open() {
      source?.close();
      heard ??= { seen, more };
      listening = new Set([here, ...tabs.values()].slice(0, MOST_PAGES));
      const mine = source = new EventSource(`${OWN}events?${[...listening].map((page) => `page=${encodeURIComponent(page)}`).join("&")}`);
      source.addEventListener("build", ({ data }) => pass({ event: JSON.parse(data) }));
      source.onopen = async () => {
        const before = heard || { seen, more }, was = lost;
        lost = false;
        try {
          const state = await ask();
          if (mine !== source) { lost ||= was; return; }   // the next one asks too
          pass({ state, lost: was || before.more || before.seen !== state.generation });
          heard = null;
        } catch { lost = true; }
      };
      source.onerror = () => {
        lost = true;
        if (mine === source && mine.readyState === EventSource.CLOSED) openSoon(1000);
      };
    }

    addEventListener("pagehide", () => channel.postMessage({ gone: id }));
    hello();
    navigator.locks.request("gloss-preview", () => new Promise(() => {    // held as long as the tab is there
      leading = true;
      channel.postMessage({ whoIsThere: true });
      openSoon(0);
    }));
    ask().then((state) => catchUp(state)).catch(() => {});
  }

  // ── Or asking again and again ─────────────────────────────────────────────
  function poll() {
    let lost = false;
    const once = async () => {
      try {
        catchUp(await ask(), lost);
        lost = false;
      } catch { lost = true; }
    };
    const round = async () => {
      if (!document.hidden) await once();
      setTimeout(round, 1000);
    };
    document.addEventListener("visibilitychange", () => { if (!document.hidden) once(); });
    round();
  }

  const look = el("link");
  look.rel = "stylesheet";
  look.href = `${OWN}preview.css`;
  document.head.append(look);
  tie(document.body, document.body.cloneNode(true));
  if (navigator.locks && window.BroadcastChannel) share(); else poll();
})();
