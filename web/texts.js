// What the page itself says, in the reader's language. The catalogue's "page." texts are written here by the build.
const catalogue = {/* page texts */};

// "zh-CN", "zh_TW" → "zh"; all else "en".
export function language_of(tag) {
  return /^zh\b/i.test(tag.replace('_', '-')) ? 'zh' : 'en';
}

// The text of an id, {0}, {1} … filled in.
export function text(language, id, ...values) {
  return catalogue[language][id].replace(/\{(\d)\}/g, (_, index) => values[index]);
}
