// The two live regions that assistive technology reads: one waits for a pause, one does not.

const fresh = new Set();  // regions that something was said in just now: what comes with it does not take its place

// Words that are there already would not be read again: every sentence is an element of its own, so that the same one twice is
// heard twice.
export function say(region, sentence) {
  const said = document.createElement('span');
  said.textContent = `${sentence} `;
  if (!fresh.has(region)) region.replaceChildren();
  region.append(said);
  fresh.add(region);
  setTimeout(() => fresh.delete(region));
}
