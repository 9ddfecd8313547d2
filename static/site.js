// Hover cards, reading settings, filters, and help on the page that says "not found".
// Everything works without this file, and nothing here fetches: a card is a copy of what
// the page already holds. Listeners sit on the document, so that a preview may swap the
// page's main part at any time.
(() => {
  const root = document.documentElement;
  const store = {
    get(key) { try { return localStorage.getItem(`gloss.${key}`); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(`gloss.${key}`, value); } catch { /* storage is closed to us */ } },
  };

  const el = (tag, cls, ...kids) => {
    const node = document.createElement(tag);
    if (cls) node.className = cls;
    node.append(...kids);
    return node;
  };
  const words = (node) => node ? node.textContent.replace(/\s+/g, " ").trim() : "";
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  // ── Reading settings ──────────────────────────────────────────────────────
  // A reader who saves data gets no cards unless they asked for them.
  const settings = {
    theme: { value: store.get("theme") || "auto", apply: (value) => root.dispatchEvent(new CustomEvent("gloss:theme", { detail: value })) },
    cards: { value: store.get("cards") || (navigator.connection?.saveData ? "off" : "on"), apply(value) { root.dataset.cards = value; hide(); } },
  };

  function choose(name, value) {
    settings[name].value = value;
    settings[name].apply(value);
    for (const input of document.querySelectorAll(`.settings input[name="${name}"]`)) input.checked = input.value === value;
  }

  document.addEventListener("change", (event) => {
    const { name, value } = event.target;
    if (!event.target.closest(".settings") || !settings[name]) return;
    store.set(name, value);
    choose(name, value);
  });
  // Another tab has changed its mind.
  addEventListener("storage", (event) => {
    const name = event.key?.replace("gloss.", "");
    if (settings[name] && event.newValue) choose(name, event.newValue);
  });

  // ── What a card says ──────────────────────────────────────────────────────
  const LINKS = "main a.term, main a.cite, main .fn a, main .fact a";
  const linkAt = (node) => node instanceof Element ? node.closest(LINKS) : null;
  const entryOf = (link) => document.getElementById(`term-${link.dataset.term}`);

  // describe answers null where the page holds nothing to show; the link is then a plain link.
  function describe(link) {
    if (link.matches(".term")) {
      const dt = entryOf(link), group = dt?.closest("div");
      if (!group) return null;
      return { name: words(dt.querySelector("a") || dt), kind: group.dataset.label, body: words(group.querySelector("dd")),
               also: group.dataset.also && `also: ${group.dataset.also}`, lang: group.lang, dir: group.dir, open: "Open the page", href: link.href };
    }
    const fact = link.closest(".fact");
    if (fact) return describeFact(link, document.getElementById(`fact-${fact.dataset.fact}`));
    const item = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!item) return null;
    const copy = item.cloneNode(true);
    const sub = copy.querySelector(".sub");
    for (const extra of copy.querySelectorAll(".sub, .fn-back, .vh")) extra.remove();
    const cite = link.matches(".cite");
    return { kind: cite ? link.dataset.locator || "Source" : "Footnote", body: words(copy), also: words(sub),
             open: cite ? "Go to the reference" : "Go to the footnote", href: link.hash };
  }

  // A fact's card is its table: what is said, and who says it. Few rows, for a card
  // never scrolls.
  const MOST_ROWS = 5;
  function describeFact(link, entry) {
    if (!entry) return null;
    const all = [...entry.querySelectorAll("tbody tr")];
    const rows = all.slice(0, MOST_ROWS).map((row) => {
      const said = row.querySelector(".said").cloneNode(true);
      for (const extra of said.querySelectorAll(".remark")) extra.remove();
      return [words(said), words(row.querySelector("th"))];
    });
    return { name: words(entry.querySelector("h3")), kind: words(entry.querySelector(".box-label")), differ: entry.matches(".differ"), rows,
             also: all.length > rows.length && `and ${all.length - rows.length} more`, open: "See every value", href: link.href };
  }

  function tableOf(rows) {
    const table = el("table", "card-rows");
    for (const [said, who] of rows) {
      const row = table.insertRow(), th = el("th", "", who);
      row.insertCell().append(said);
      th.scope = "row";
      row.append(th);
    }
    return table;
  }

  function fill(box, { name, kind, body, also, lang, dir, rows, differ }) {
    box.classList.toggle("differ", !!differ);
    for (const [attr, value] of [["lang", lang], ["dir", dir]]) {
      if (value) box.setAttribute(attr, value); else box.removeAttribute(attr);
    }
    box.replaceChildren();
    for (const [cls, text] of [["card-name", name], ["card-kind", kind], ["card-body", body], ["card-also", also]]) {
      if (cls === "card-also" && rows) box.append(tableOf(rows));
      if (text) box.append(el("p", cls, text));
    }
  }

  // A screen reader is pointed to the entry in the list, where there is one to be read.
  function relate() {
    for (const link of document.querySelectorAll("main a.term:not([aria-details])")) {
      const entry = entryOf(link);
      if (entry && !entry.closest("[hidden]")) link.setAttribute("aria-details", entry.id);
    }
  }

  // ── Mouse and keyboard: a card beside the line ────────────────────────────
  const REST = 400, LINGER = 300, FOCUS = 700, GAP = 8, EDGE = 16, INSET = 20;
  const card = el("div", "card");
  card.id = "card";
  card.popover = "manual";
  let owner = null;       // the link whose card is open
  let muted = null;       // the link whose card Escape closed, until it is left
  let hovering = 0, focusing = 0;   // timers: a page that scrolls under the mouse must not stop the keyboard's
  let closedAt = -LINGER;

  const rest = () => clearTimeout(hovering);
  const after = (ms, act) => { rest(); hovering = setTimeout(act, ms); };
  const focused = (link) => link.matches(":focus-visible");

  // place puts the card below the link's last line, or above its first: never over the link.
  function place(link) {
    const lines = link.getClientRects(), first = lines[0], last = lines[lines.length - 1];
    const { offsetWidth: width, offsetHeight: height } = card;
    const below = last.bottom + GAP + height <= innerHeight || first.top < height + GAP;
    const line = below ? last : first;
    const start = getComputedStyle(link).direction === "rtl" ? line.right + INSET - width : line.left - INSET;
    const left = Math.max(EDGE, Math.min(start, root.clientWidth - width - EDGE));
    const top = below ? line.bottom + GAP : line.top - GAP - height;
    card.dataset.side = below ? "below" : "above";
    card.style.left = `${Math.round(left + scrollX)}px`;
    card.style.top = `${Math.round(top + scrollY)}px`;
  }

  function show(link) {
    if (link === owner || !link.isConnected || settings.cards.value === "off" || !getSelection().isCollapsed) return;
    const content = describe(link);
    if (!content || !card.showPopover) return;
    hide();
    const main = link.closest("main");
    if (card.parentNode !== main) main.append(card);
    fill(card, content);
    card.style.left = card.style.top = "0";
    card.showPopover();
    place(link);
    owner = link;
    link.classList.add("is-open");
  }

  function hide() {
    rest();
    clearTimeout(focusing);
    if (!owner) return;
    owner.classList.remove("is-open");
    owner = null;
    closedAt = performance.now();
    if (card.isConnected) card.hidePopover();
  }

  // moving tells that the pointer comes straight from another card.
  const moving = () => owner ? !focused(owner) : performance.now() - closedAt < LINGER;
  function leave() {
    rest();
    if (owner && !focused(owner)) after(LINGER, hide);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || event.buttons) return;
    const link = linkAt(event.target);
    if (muted && link !== muted && !focused(muted)) muted = null;
    if (link && link === owner || card.contains(event.target)) rest();
    else if (link && link !== muted) after(moving() ? 0 : REST, () => show(link));
    else leave();
  });
  root.addEventListener("pointerleave", leave);
  document.addEventListener("pointerdown", (event) => { if (!card.contains(event.target)) hide(); });

  document.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (link && link !== muted && focused(link)) { clearTimeout(focusing); focusing = setTimeout(() => show(link), FOCUS); }
  });
  document.addEventListener("focusout", (event) => {
    if (event.target === muted) muted = null;
    hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || sheet.open) return;
    muted = owner || linkAt(document.activeElement);
    hide();
  });
  addEventListener("resize", hide);
  // A table that scrolls takes the link along, and the card stays.
  document.addEventListener("scroll", (event) => { if (event.target !== document) hide(); }, true);
  addEventListener("pagehide", hide);

  // ── Under a thumb: a sheet at the foot of the screen ──────────────────────
  // It has an entry of its own in the history, so that Back closes it.
  const sheet = el("dialog", "sheet");
  let source = null;      // the link that opened the sheet
  let leaving = false;    // we have asked for Back and it has not come yet
  let touch = false;

  document.addEventListener("pointerdown", (event) => { touch = event.pointerType === "touch"; }, true);
  document.addEventListener("click", (event) => {
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const link = touch && event.detail && plain && settings.cards.value !== "off" && linkAt(event.target);
    const content = link && sheet.showModal && describe(link);
    if (!content) return;
    event.preventDefault();
    if (leaving) addEventListener("popstate", () => openSheet(link, content), { once: true });
    else openSheet(link, content);
  });

  function openSheet(link, content) {
    fill(sheet, content);
    sheet.firstChild.id = "sheet-title";
    sheet.setAttribute("aria-labelledby", "sheet-title");
    const open = el("a", "btn primary", content.open), close = el("button", "btn", "Close");
    open.href = content.href;
    open.addEventListener("click", follow);
    close.type = "button";
    close.addEventListener("click", () => sheet.close());
    sheet.append(el("div", "sheet-actions", open, close));
    if (!sheet.isConnected) document.body.append(sheet);
    source = link;
    link.classList.add("is-open");
    history.pushState({ sheet: true }, "");
    sheet.showModal();
  }

  // follow lets the page take the sheet's place in the history: Back then leads to the text.
  function follow(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const href = event.currentTarget.href;
    history.replaceState(null, "");
    sheet.close();
    location.replace(href);
  }

  sheet.addEventListener("close", () => {
    if (history.state?.sheet) { leaving = true; history.back(); }
    source.classList.remove("is-open");
    hide();
    muted = source;       // giving focus back must not open a card
    source.focus({ preventScroll: true });
  });
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet && event.clientY < sheet.getBoundingClientRect().top) sheet.close();
  });
  addEventListener("popstate", () => {
    leaving = false;
    if (sheet.open) sheet.close();
  });

  // ── Filters of the glossary and the questions ─────────────────────────────
  let folded = new WeakMap();
  const textOf = (node) => {
    if (!folded.has(node)) folded.set(node, fold(node.textContent));
    return folded.get(node);
  };

  function filter() {
    const input = document.querySelector("[data-filter]");
    if (!input) return;
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    const kind = document.querySelector('.kinds input:checked')?.value || "all";
    let shown = 0;
    for (const entry of document.querySelectorAll(".entry")) {
      const hit = (kind === "all" || entry.dataset.kind === kind) && wanted.every((word) => textOf(entry).includes(word));
      entry.hidden = !hit;
      shown += hit;
    }
    for (const group of document.querySelectorAll(".letter, .group")) group.hidden = !group.querySelector(".entry:not([hidden])");
    const count = document.querySelector("[data-count]");
    count.textContent = `${shown} ${shown === 1 ? count.dataset.one : count.dataset.many}`;
  }
  document.addEventListener("input", (event) => { if (event.target.matches("[data-filter], .kinds input")) filter(); });

  // ── The citation of a page, to copy ───────────────────────────────────────
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-copy]");
    if (!button) return;
    const text = button.parentNode.querySelector("p"), state = button.nextElementSibling;
    try {
      await navigator.clipboard.writeText(words(text));
      state.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(text);
      state.textContent = "Selected";
    }
  });

  // ── Not found: the nearest addresses ──────────────────────────────────────
  // distance counts the letters to change, add or drop on the way from a to b.
  function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] !== b[j - 1]));
      }
      row = next;
    }
    return row[b.length];
  }

  const slug = (path) => fold(path.replace(/\/(index\.(html|md))?$/, "").split("/").pop().replace(/\.html$/, ""));

  // nearness is 1 for the same slug and sinks to 0; a shared word counts for something too.
  function nearness(wanted, place) {
    const longest = Math.max(wanted.length, place.length) || 1;
    const theirs = place.split("-"), shared = wanted.split("-").filter((word) => word.length > 2 && theirs.includes(word));
    return Math.max(1 - distance(wanted, place) / longest, shared.length && .5 + shared.join("").length / (4 * longest));
  }

  function suggest() {
    const section = document.getElementById("nearest");
    if (!section) return;
    let path = location.pathname;
    try { path = decodeURIComponent(path); } catch { /* as it stands */ }
    const wanted = slug(path).slice(0, 100);
    const near = [...document.querySelectorAll("#places a")]
      .map((link) => ({ link, score: nearness(wanted, slug(link.pathname)) }))
      .filter(({ score }) => score >= .5)
      .sort((a, b) => b.score - a.score)
      .slice(0, 5);
    section.querySelector("ul").replaceChildren(...near.map(({ link }) => el("li", "", link.cloneNode(true))));
    section.hidden = !wanted || !near.length;
  }

  // ── Search: its script and styles come when somebody is about to search ──
  function seek(form) {
    if (!form || seek.done) return;
    seek.done = true;
    const style = el("link"), script = el("script");
    style.rel = "stylesheet";
    style.href = form.dataset.css;
    style.onload = style.onerror = () => document.head.append(script);
    script.src = form.dataset.js;
    document.head.append(style);
  }
  document.addEventListener("focusin", (event) => seek(event.target.closest("form[data-js]")));

  function start() {
    const searching = new URLSearchParams(location.search).get("q") && document.querySelector("form[data-js]");
    if (searching) {
      seek(searching);
      document.querySelector(".ways").hidden = true;
    }
    for (const name of Object.keys(settings)) choose(name, settings[name].value);
    if (history.state?.sheet) history.replaceState(null, "");
    relate();
    filter();
    suggest();
  }
  start();
  // The preview has put another version of the page in place.
  document.addEventListener("gloss:swap", () => { folded = new WeakMap(); hide(); relate(); filter(); suggest(); });
})();
