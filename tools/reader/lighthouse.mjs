// Runs Lighthouse over pages, in one Chromium that is at hand, and prints a line
// of JSON for each page and form (phone, desktop): its scores, performance of every
// run, and what failed.  node lighthouse.mjs MODULES CHROMIUM RUNS FORMS URL…
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, chromePath, runs, forms, ...urls] = process.argv.slice(2);
const from = createRequire(`${modules}/`);
const load = (name) => import(pathToFileURL(from.resolve(name)));
const { default: lighthouse, desktopConfig } = await load("lighthouse");
const { launch } = await load("chrome-launcher");

const chrome = await launch({ chromePath, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic"], logLevel: "error" });

// The page that says "not found" comes with its status, and is a page all the same.
async function run(url, config, flags) {
  const { lhr } = await lighthouse(url, { port: chrome.port, output: "json", logLevel: "error", disableFullPageScreenshot: true, ignoreStatusCode: true, ...flags }, config);
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  return lhr;
}

const score = (category) => category.score === null ? -1 : Math.round(category.score * 100);

try {
  for (const url of urls) {
    for (const form of forms.split(",")) {
      const config = form === "desktop" ? desktopConfig : undefined;
      const { categories, audits } = await run(url, config);
      const scores = {}, failed = [], performance = [score(categories.performance)];
      for (const category of Object.values(categories)) {
        scores[category.id] = score(category);
        if (category.id === "performance") continue;
        for (const { id: audit, weight } of category.auditRefs) {
          const { score, title, details } = audits[audit];
          if (weight > 0 && score !== null && score < 1) {
            failed.push({ category: category.id, audit, title, where: JSON.stringify(details?.items ?? []).slice(0, 600) });
          }
        }
      }
      while (performance.length < +runs) {
        performance.push(score((await run(url, config, { onlyCategories: ["performance"] })).categories.performance));
      }
      console.log(JSON.stringify({ url, form, scores, performance, failed }));
    }
  }
} finally {
  chrome.kill();
}
