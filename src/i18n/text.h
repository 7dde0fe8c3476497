// Every string a person sees, by id, in each language. A language is its catalogue, <tag>.json beside this file:
// the tables are generated from all there are (generate.py).
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lab::i18n {

// The place of its row in languages(). English is always there, and the first.
enum class Language : std::size_t { english };

struct LanguageRow {
  Language language{};
  std::string_view tag;    // its catalogue's name and its word in a link: "en", "zh"
  bool needs_cjk = false;  // whether its texts can be drawn only with the CJK faces
};

struct TextRow {
  std::string_view id;
  const std::string_view* texts;  // one per language, in the order of languages(); empty: not linked
};

extern const LanguageRow kLanguages[];  // English, then by tag
extern const std::size_t kLanguageCount;
extern const TextRow kTextRows[];  // sorted by id
extern const std::size_t kTextRowCount;

std::span<const LanguageRow> languages();
std::string_view tag(Language);
bool needs_cjk(Language);
Language next_language(Language);  // the one after it; after the last, the first

// A page links English alone, without its explanations (the ids that end in .body, .help, .note or .text, empty until then, see generate.py), and of other
// languages the names by which they are offered; the rest comes when it is asked for, one text after the other in the order of the
// ids, each ended by a zero byte. Until then English stands for the others.
bool has_texts(Language);
bool has_all_texts(Language);  // with the explanations
// False, and nothing is changed, when these are not the texts of this program.
bool add_texts(Language, std::span<const unsigned char>);

// The text of an id, UTF-8 and zero-terminated; the id itself when there is no such text (a test makes sure
// there is).
std::string_view tr(Language, std::string_view id);

// The text with {0}, {1} … replaced by the arguments.
std::string format(Language, std::string_view id, std::span<const std::string> args);
std::string format(Language, std::string_view id, std::initializer_list<std::string> args);

// The last parts of the ids "<group>.<part>", sorted:
// a room has a word in links when it has a name "view.<word>".
std::vector<std::string_view> parts_of(std::string_view group);

// The language whose tag has most parts in common with this one, from the first on: "zh_TW.UTF-8" is "zh", and so
// is "zh-TW" unless there is a catalogue of that name. English where not even the first part fits.
Language language_of(std::string_view tag);

// Numbers for the screen: a real minus sign (U+2212), at most `digits` significant digits, no trailing zeros.
std::string number(double value, int digits = 4);
// The same with very large and small ones as on paper, −6.14·10⁻⁹, 10⁴⁰: for what nobody types again.
std::string power_of_ten(double value, int digits);
std::string fixed(double value, int decimals);    // e.g. 0.30; real minus sign
std::string percent(double share, int decimals);  // 0.987 → "98.7 %" with a thin no-break space
std::string grouped(long long value);             // 1204 → "1,204"

}  // namespace lab::i18n
