// What an author's text is measured by: words, sentences, and whether it is written in the language it is for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace lab::lesson {

inline constexpr char32_t kFirstCjk = 0x2E80;  // from here on characters are Chinese, or its full-width signs

bool has_cjk(std::string_view text);

struct Length {
  std::size_t words = 0;  // pieces between spaces that hold a letter or a digit
  std::size_t sentences = 0;
};

Length length_of(std::string_view english);

// What is wrong with how a text for Chinese readers is written, or empty: Latin words that are no names, half-width marks.
std::string wrong_in_chinese(std::string_view text);

}  // namespace lab::lesson
