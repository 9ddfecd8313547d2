// Runs before the first paint, so that a chosen theme never flashes the other one.
(() => {
  const root = document.documentElement;

  // "auto" leaves the choice to the system; the browser's own bars follow the page.
  const apply = (theme) => {
    const forced = theme === "light" || theme === "dark";
    if (forced) root.dataset.theme = theme; else delete root.dataset.theme;
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      const own = meta.dataset.scheme;
      meta.media = forced ? (own === theme ? "all" : "not all") : `(prefers-color-scheme: ${own})`;
    }
  };

  root.classList.add("js");
  root.addEventListener("gloss:theme", (event) => apply(event.detail));
  try { apply(localStorage.getItem("gloss.theme")); } catch { /* storage is closed to us */ }
})();
