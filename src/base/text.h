// Numbers and text without the locale: "0.5" is written and read the same everywhere.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lab::base {

// The shortest decimal that reads back as the same number: "0.1", "-3", "30", "1e-9", "1e20".
// "inf", "-inf" and "nan" for what is not finite.
std::string shortest(double value);
std::string shortest(float value);

// `digits` significant digits (1…17), without trailing zeros: rounded(2.0/3, 3) is "0.667".
std::string rounded(double value, int digits);

// The whole text as one finite decimal number: "-1.5", "2e3", ".5", "5."; U+2212 (−) is a minus too.
// Nothing for an empty text, spaces, hexadecimal, "inf", a rest behind the number, or |value| > 1.8e308.
std::optional<double> parse_number(std::string_view text);

// The pieces between the separators; "" has one empty piece.
std::vector<std::string_view> split(std::string_view text, char separator);

std::string join(const std::vector<std::string>& pieces, std::string_view separator);

// Without spaces, tabs and line ends on both sides.
std::string_view trim(std::string_view text);

// Every byte but A–Z a–z 0–9 - . _ ~ ( ) * ! ' , : ; @ / ? as %XX: the value of one key in a URL fragment.
std::string percent_encode(std::string_view text);

// The inverse; '+' stays '+'. Nothing for a '%' without two hexadecimal digits.
std::optional<std::string> percent_decode(std::string_view text);

// The characters (code points) of UTF-8 text: its bytes that continue none.
std::size_t count_characters(std::string_view utf8);

struct CodePoint {
  char32_t value = 0;   // of a byte that begins no character: the byte + kMalformed, which no code point is
  std::size_t end = 0;  // the position behind it
};
inline constexpr char32_t kMalformed = 0x1000000;

// The code point that begins at `position` of UTF-8 text.
CodePoint code_point_at(std::string_view utf8, std::size_t position);

}  // namespace lab::base
