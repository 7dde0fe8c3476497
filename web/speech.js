// The two live regions that assistive technology reads: one waits for a pause, one does not.

// Words that are there already would not be read again: every sentence is an element of its own, so that the same one twice is
// heard twice.
export function say(region, sentence) {
  const said = document.createElement('span');
  said.textContent = sentence;
  region.replaceChildren(said);
}
