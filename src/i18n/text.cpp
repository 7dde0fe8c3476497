#include "i18n/text.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>

namespace lab::i18n {

namespace {

// Where a row stands by its id: a frame asks for hundreds of texts.
class Places {
 public:
  Places() : rows_(std::bit_ceil(2 * kTextRowCount)) {
    for (const TextRow& row : std::span(kTextRows, kTextRowCount)) rows_[place(row.id)] = &row;
  }

  const TextRow* find(std::string_view id) const { return rows_[place(id)]; }

 private:
  // That of the row with this id, or the free one where it would be.
  std::size_t place(std::string_view id) const {
    const std::size_t last = rows_.size() - 1;
    std::size_t at = std::hash<std::string_view>()(id) & last;
    while (rows_[at] != nullptr && rows_[at]->id != id) at = (at + 1) & last;
    return at;
  }

  std::vector<const TextRow*> rows_;
};

const TextRow* find_row(std::string_view id) {
  static const Places places;
  return places.find(id);
}

// The texts of a language that came after the program.
struct Later {
  std::string bytes;
  std::vector<std::string_view> texts;  // by row
};

std::vector<Later>& later() {
  static std::vector<Later> by_language(kLanguageCount);
  return by_language;
}

// All of a language's.
bool are_linked(std::size_t place) {
  static const std::vector<bool> by_language = [] {
    std::vector<bool> linked(kLanguageCount, true);
    for (const TextRow& row : std::span(kTextRows, kTextRowCount)) {
      for (std::size_t i = 0; i < kLanguageCount; ++i) linked[i] = linked[i] && !row.texts[i].empty();
    }
    return linked;
  }();
  return by_language[place];
}

// Of two language tags, how many parts are the same, from the first on: 1 for "zh-CN" and "zh_TW.UTF-8".
int common_parts(std::string_view a, std::string_view b) {
  const auto take_part = [](std::string_view& tag) {
    const std::size_t end = std::min(tag.find_first_of("-_.@"), tag.size());
    std::string part(tag.substr(0, end));
    for (char& c : part) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    tag.remove_prefix(std::min(end + 1, tag.size()));
    return part;
  };
  int parts = 0;
  while (!a.empty() && !b.empty() && take_part(a) == take_part(b)) ++parts;
  return parts;
}

std::string with_real_minus(std::string text) {
  if (!text.empty() && text[0] == '-') {
    const bool is_zero =
        text.find_first_of("123456789") == std::string::npos && text.find("inf") == std::string::npos;
    text.replace(0, 1, is_zero ? "" : "\u2212");
  }
  return text;
}

}  // namespace

std::string_view tr(Language language, std::string_view id) {
  const TextRow* row = find_row(id);
  if (row == nullptr) return id;
  const auto place = static_cast<std::size_t>(language);
  const std::vector<std::string_view>& texts = later()[place].texts;
  if (!row->texts[place].empty() || texts.empty()) return row->texts[row->texts[place].empty() ? 0 : place];
  return texts[static_cast<std::size_t>(row - kTextRows)];
}

bool has_texts(Language language) { return language == Language::english || has_all_texts(language); }

bool has_all_texts(Language language) {
  const auto place = static_cast<std::size_t>(language);
  return !later()[place].texts.empty() || are_linked(place);
}

bool add_texts(Language language, std::span<const unsigned char> bytes) {
  Later come{{bytes.begin(), bytes.end()}, {}};
  for (std::string_view rest = come.bytes; !rest.empty();) {
    const std::size_t end = rest.find('\0');
    if (end == std::string_view::npos) return false;
    come.texts.push_back(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  if (come.texts.size() != kTextRowCount) return false;
  Later& place = later()[static_cast<std::size_t>(language)];
  place = std::move(come);  // a string this long keeps its bytes where they are
  return true;
}

std::string format(Language language, std::string_view id, std::span<const std::string> args) {
  const std::string_view text = tr(language, id);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_place = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' && text[i + 1] >= '0' &&
                          static_cast<std::size_t>(text[i + 1] - '0') < args.size();
    if (is_place) {
      out += args[static_cast<std::size_t>(text[i + 1] - '0')];
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string format(Language language, std::string_view id, std::initializer_list<std::string> args) {
  return format(language, id, std::span<const std::string>(args.begin(), args.size()));
}

std::vector<std::string_view> parts_of(std::string_view group) {
  std::vector<std::string_view> parts;
  for (const TextRow& row : std::span(kTextRows, kTextRowCount)) {
    const bool is_below = row.id.size() > group.size() && row.id.substr(0, group.size()) == group &&
                          row.id[group.size()] == '.';
    const std::string_view part = is_below ? row.id.substr(group.size() + 1) : std::string_view();
    if (!part.empty() && part.find('.') == std::string_view::npos) parts.push_back(part);
  }
  return parts;
}

std::span<const LanguageRow> languages() { return {kLanguages, kLanguageCount}; }

std::string_view tag(Language language) { return kLanguages[static_cast<std::size_t>(language)].tag; }

bool needs_cjk(Language language) { return kLanguages[static_cast<std::size_t>(language)].needs_cjk; }

Language next_language(Language language) {
  return languages()[(static_cast<std::size_t>(language) + 1) % kLanguageCount].language;
}

Language language_of(std::string_view tag) {
  const LanguageRow* best = kLanguages;
  for (const LanguageRow& row : languages()) {
    if (common_parts(row.tag, tag) > common_parts(best->tag, tag)) best = &row;
  }
  return best->language;
}

std::string number(double value, int digits) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "∞" : "−∞";
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%.*g", digits, value);
  return with_real_minus(buffer);
}

std::string power_of_ten(double value, int digits) {
  static constexpr std::string_view kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text = number(value, digits);
  const std::size_t e = text.find('e');
  if (e == std::string::npos) return text;
  const int exponent = std::atoi(text.c_str() + e + 1);
  std::string result = text.substr(0, e);
  const bool is_one = result == "1" || result == "−1";
  result = is_one ? result.substr(0, result.size() - 1) + "10" : result + "·10";
  if (exponent < 0) result += "⁻";
  for (const char digit : std::to_string(std::abs(exponent))) {
    result += kRaised[static_cast<std::size_t>(digit - '0')];
  }
  return result;
}

std::string fixed(double value, int decimals) {
  if (!std::isfinite(value)) return number(value);
  char buffer[400];  // %.f of the largest double has 309 digits
  std::snprintf(buffer, sizeof buffer, "%.*f", decimals, value);
  return with_real_minus(buffer);
}

std::string percent(double share, int decimals) { return fixed(share * 100.0, decimals) + "\u202F%"; }

std::string grouped(long long value) {
  std::string digits = std::to_string(value < 0 ? -value : value);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return value < 0 ? "\u2212" + digits : digits;
}

}  // namespace lab::i18n
