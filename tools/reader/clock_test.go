package reader

import (
	"fmt"

	"gloss/tools/chrome"
)

// frozen puts a clock into a page that stands still until it is wound: cards are
// tried to the millisecond, on a machine of any speed. Events and painting go on.
const frozen = `(() => {
	let now = 1000, last = 0;
	const due = new Map();
	const wait = (act, ms, args, again) => { due.set(++last, { at: now + Math.max(0, +ms || 0), act, args, again }); return last; };
	window.setTimeout = (act, ms, ...args) => wait(act, ms, args);
	window.setInterval = (act, ms, ...args) => wait(act, ms, args, Math.max(1, +ms || 0));
	window.clearTimeout = window.clearInterval = (id) => { due.delete(id); };
	performance.now = () => now;
	const begun = Date.now();
	Date.now = () => begun + now;
	Object.defineProperty(Event.prototype, "timeStamp", { get: () => now });
	window.wind = (ms) => {
		for (const end = now + ms; ;) {
			const [id, next] = [...due].filter(([, d]) => d.at <= end).sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0] || [];
			if (!next) { now = end; return true; }
			now = Math.max(now, next.at);
			if (next.again) next.at += next.again; else due.delete(id);
			next.act(...next.args);
		}
	};
})();`

// frame lets the browser paint, and bring to the page what the mouse did.
const frame = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`

// wait winds the clock of a page that was opened with it.
func (p *page) wait(ms int) {
	p.Helper()
	chrome.Eval[bool](p.Tab, frame+fmt.Sprintf(`.then(() => wind(%d)).then(() => %s)`, ms, frame))
}
