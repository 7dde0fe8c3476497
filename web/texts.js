// What the page itself says, in the reader's language. The catalogue's "page." texts are written here by the build.
const catalogue = {/* page texts */};

const parts_of = (tag) => tag.toLowerCase().split(/[-_.@]/);

// The language whose tag has most parts in common with this one, as i18n/text.h has it: "zh-CN" → "zh". English where
// none fits.
export function language_of(tag) {
  const wanted = parts_of(tag);
  const common = (language) => {
    const differs = parts_of(language).findIndex((part, i) => part !== wanted[i]);
    return differs < 0 ? parts_of(language).length : differs;
  };
  return Object.keys(catalogue).reduce((best, language) => (common(language) > common(best) ? language : best), 'en');
}

// The text of an id, {0}, {1} … filled in.
export function text(language, id, ...values) {
  return catalogue[language][id].replace(/\{(\d)\}/g, (_, index) => values[index]);
}
