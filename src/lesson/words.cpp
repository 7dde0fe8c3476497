#include "lesson/words.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "lesson/keys.h"

namespace lab::lesson {

namespace {

// What stands in Chinese texts as it is: names of functions and methods, and what formulas are written with.
constexpr std::string_view kLatinInChinese[] = {
    "Adam", "CNN", "GELU", "He", "LSTM", "PyTorch", "ReLU", "SGD",     "XOR", "Xavier",  "abs",
    "cos",  "exp", "lim",  "ln", "log",  "max",     "min",  "sigmoid", "sin", "softmax", "tanh"};

bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

// ² ½, Greek and other letters, but no signs such as − or ·.
bool counts_as_word(char32_t c) {
  return is_letter(c) || is_digit(c) || (c >= 0xBC && c < 0x2000 && c != 0xD7 && c != 0xF7);
}

bool ends_sentence(std::string_view word) {
  constexpr std::string_view kClosing[] = {"”", "’", "\"", ")", "**"};
  for (const std::string_view closing : kClosing) {
    if (word.ends_with(closing)) word.remove_suffix(closing.size());
  }
  return word.ends_with('.') || word.ends_with('?') || word.ends_with('!');
}

bool is_word(std::string_view piece) {
  for (std::size_t i = 0; i < piece.size();) {
    const base::CodePoint point = base::code_point_at(piece, i);
    if (counts_as_word(point.value)) return true;
    i = point.end;
  }
  return false;
}

// Letters that stand together and are no name; empty: there are none.
std::string_view foreign_word(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_letter(static_cast<unsigned char>(text[end]))) ++end;
    const std::string_view word = text.substr(i, end - i);
    const bool is_known =
        std::find(std::begin(kLatinInChinese), std::end(kLatinInChinese), word) != std::end(kLatinInChinese);
    if (word.size() > 1 && !is_known) return word;
    i = std::max(end, i + 1);
  }
  return {};
}

// The character before a place, spaces left out; 0: there is none.
char32_t before(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] == ' ') --at;
  if (at == 0) return 0;
  do --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
  return base::code_point_at(text, at).value;
}

char32_t after(std::string_view text, std::size_t at) {
  while (at < text.size() && text[at] == ' ') ++at;
  return at == text.size() ? 0 : base::code_point_at(text, at).value;
}

}  // namespace

bool has_cjk(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::code_point_at(text, i);
    if (point.value >= kFirstCjk) return true;
    i = point.end;
  }
  return false;
}

Length length_of(std::string_view english) {
  Length length;
  bool is_open = false;
  for (const std::string_view piece : base::split(english, ' ')) {
    if (is_word(piece)) {
      ++length.words;
      is_open = true;
    }
    if (is_open && ends_sentence(piece)) {
      ++length.sentences;
      is_open = false;
    }
  }
  length.sentences += is_open ? 1 : 0;
  return length;
}

std::string wrong_in_chinese(std::string_view text) {
  constexpr std::string_view kHalfWidth = ",.?!:;";
  if (const std::string_view word = foreign_word(text); !word.empty())
    return "the Chinese text has the word " + quoted(word);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kHalfWidth.find(text[i]) == kHalfWidth.npos) continue;
    const char32_t left = before(text, i), right = after(text, i + 1);
    const bool ends_text = right == 0;
    if (left < kFirstCjk && right < kFirstCjk && !ends_text) continue;
    return "the Chinese text has " + quoted(text.substr(i, 1)) +
           " where it needs the full-width sign: " + quoted(text.substr(0, i + 1));
  }
  return {};
}

}  // namespace lab::lesson
