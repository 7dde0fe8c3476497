#include "base/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace lab::base {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// printf's "%.*g", with the decimal point of the "C" locale whatever the process has set, and with the
// exponent as short as it can be: printf writes at least two digits.
std::string general(double value, int digits) {
  std::array<char, 40> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.*g", digits, value);
  std::string text;
  bool in_exponent = false;
  for (const char* c = buffer.data(); *c != '\0'; ++c) {
    const bool is_plain = is_digit(*c) || *c == '-' || *c == '+' || *c == 'e';
    if (*c == 'e') in_exponent = true;
    if (in_exponent && *c == '+') continue;
    const bool is_leading_zero = in_exponent && *c == '0' && !is_digit(text.back()) && is_digit(c[1]);
    if (is_leading_zero) continue;
    if (is_plain) {
      text += *c;
    } else if (text.empty() || text.back() != '.') {
      text += '.';
    }
  }
  return text;
}

// "3e1" is 30: an exponent of 0 to 6 is written out.
std::string with_short_exponent_written_out(const std::string& text) {
  const std::size_t e = text.find('e');
  if (e == std::string::npos || text[e + 1] == '-') return text;
  const int exponent = std::atoi(text.c_str() + e + 1);
  if (exponent > 6) return text;
  const std::size_t point = std::min(text.find('.'), e);
  const std::size_t decimals = point < e ? e - point - 1 : 0;
  std::string plain = text.substr(0, point);
  if (decimals > 0) plain += text.substr(point + 1, decimals);
  // %g uses the exponent only when there are fewer digits than places, so no point remains.
  return plain + std::string(static_cast<std::size_t>(exponent) - decimals, '0');
}

// strtod reads the locale's decimal point, so the text is given to it without one: the digits as an integer
// and the place of the point in the exponent.
double value_of_decimal(std::string_view text) {
  std::string digits;
  int exponent = 0;
  bool is_after_point = false;
  std::size_t i = 0;
  for (; i < text.size() && text[i] != 'e' && text[i] != 'E'; ++i) {
    if (text[i] == '.') {
      is_after_point = true;
      continue;
    }
    digits += text[i];
    if (is_after_point) --exponent;
  }
  int written = 0;
  if (i < text.size()) {
    const bool is_negative = text[i + 1] == '-';
    for (const char c : text.substr(i + 1)) {
      if (is_digit(c) && written < 100000) written = written * 10 + (c - '0');
    }
    if (is_negative) written = -written;
  }
  digits += 'e' + std::to_string(exponent + written);
  return std::strtod(digits.c_str(), nullptr);
}

std::string non_finite(double value) {
  if (std::isnan(value)) return "nan";
  return value < 0 ? "-inf" : "inf";
}

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_kept_in_url(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || is_digit(c) || std::string_view("-._~()*!',:;@/?").find(c) != std::string_view::npos;
}

}  // namespace

std::string shortest(double value) {
  if (!std::isfinite(value)) return non_finite(value);
  // What is written most often needs no search.
  const double quarters = value * 4;
  if (value > 0 && value < 1e5 && quarters == std::trunc(quarters)) {
    constexpr const char* kRest[] = {"", ".25", ".5", ".75"};
    const auto count = static_cast<unsigned>(quarters);
    return std::to_string(count / 4) + kRest[count % 4];
  }
  for (int digits = 1; digits < 17; ++digits) {
    const std::string text = general(value, digits);
    if (parse_number(text) == value) return with_short_exponent_written_out(text);
  }
  return general(value, 17);
}

std::string shortest(float value) {
  if (!std::isfinite(value)) return non_finite(value);
  for (int digits = 1; digits < 9; ++digits) {
    const std::string text = general(value, digits);
    const std::optional<double> read = parse_number(text);
    // FLT_MAX in few digits rounds up, out of the range of float.
    if (read && std::fabs(*read) < 3.4028235e38 && static_cast<float>(*read) == value) {
      return with_short_exponent_written_out(text);
    }
  }
  return general(value, 9);
}

std::string rounded(double value, int digits) {
  return std::isfinite(value) ? with_short_exponent_written_out(general(value, digits)) : non_finite(value);
}

std::optional<double> parse_number(std::string_view text) {
  constexpr std::string_view kMinus = "\u2212";
  bool is_negative = false;
  if (text.substr(0, kMinus.size()) == kMinus) {
    is_negative = true;
    text.remove_prefix(kMinus.size());
  } else if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    is_negative = text[0] == '-';
    text.remove_prefix(1);
  }
  std::size_t i = 0;
  std::size_t digit_count = 0;
  for (; i < text.size() && is_digit(text[i]); ++i) ++digit_count;
  if (i < text.size() && text[i] == '.') ++i;
  for (; i < text.size() && is_digit(text[i]); ++i) ++digit_count;
  if (digit_count == 0) return std::nullopt;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    if (i == text.size()) return std::nullopt;
    while (i < text.size() && is_digit(text[i])) ++i;
    if (!is_digit(text[i - 1])) return std::nullopt;
  }
  if (i != text.size()) return std::nullopt;
  const double magnitude = value_of_decimal(text);
  if (!std::isfinite(magnitude)) return std::nullopt;
  return is_negative ? -magnitude : magnitude;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || text[i] == separator) {
      pieces.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  return pieces;
}

std::string join(const std::vector<std::string>& pieces, std::string_view separator) {
  std::string text;
  for (const std::string& piece : pieces) {
    if (&piece != &pieces.front()) text += separator;
    text += piece;
  }
  return text;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_kept_in_url(c)) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += kDigits[byte >> 4];
      encoded += kDigits[byte & 15U];
    }
  }
  return encoded;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const int high = hex_value(text[i + 1]);
    const int low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

std::size_t count_characters(std::string_view utf8) {
  std::size_t count = 0;
  for (const char byte : utf8) {
    if ((static_cast<unsigned char>(byte) & 0xc0U) != 0x80U) ++count;
  }
  return count;
}

CodePoint code_point_at(std::string_view utf8, std::size_t position) {
  const auto byte = static_cast<unsigned char>(utf8[position]);
  if (byte < 0x80) return {byte, position + 1};
  const std::size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0;
  if (length == 0 || position + length > utf8.size()) return {kMalformed + byte, position + 1};
  char32_t value = byte & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(utf8[position + i]);
    if ((next & 0xc0U) != 0x80U) return {kMalformed + byte, position + 1};
    value = value << 6 | (next & 0x3fU);
  }
  return {value, position + length};
}

}  // namespace lab::base
