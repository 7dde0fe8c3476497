// Every string a person sees, by id, in each language. The table is generated from en.json and zh.json.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lab::i18n {

enum class Language { english, chinese };

struct TextRow {
  std::string_view id, en, zh;
};

extern const TextRow kTextRows[];  // sorted by id
extern const std::size_t kTextRowCount;

// The text of an id, UTF-8 and zero-terminated;
// the id itself when there is no such text (a test makes sure there is).
std::string_view tr(Language, std::string_view id);

// The text with {0}, {1} … replaced by the arguments.
std::string format(Language, std::string_view id, std::span<const std::string> args);
std::string format(Language, std::string_view id, std::initializer_list<std::string> args);

// The last parts of the ids "<group>.<part>", sorted:
// a room has a word in links when it has a name "view.<word>".
std::vector<std::string_view> parts_of(std::string_view group);

std::string_view tag(Language);              // "en", "zh": the word in a link
Language language_of(std::string_view tag);  // "zh-CN", "zh_TW.UTF-8", "zh" → chinese; all else english

// Numbers for the screen: a real minus sign (U+2212), at most `digits` significant digits, no trailing zeros.
std::string number(double value, int digits = 4);
// The same with very large and small ones as on paper, −6.14·10⁻⁹, 10⁴⁰: for what nobody types again.
std::string power_of_ten(double value, int digits);
std::string fixed(double value, int decimals);    // e.g. 0.30; real minus sign
std::string percent(double share, int decimals);  // 0.987 → "98.7 %" with a thin no-break space
std::string grouped(long long value);             // 1204 → "1,204"

}  // namespace lab::i18n
