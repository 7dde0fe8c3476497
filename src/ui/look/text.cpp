#include "ui/look/text.h"

#include <algorithm>
#include <array>
#include <cfloat>
#include <cstdio>
#include <vector>

#include "base/text.h"

namespace lab::ui {

namespace {

// From the top of a line of Inter down to the middle of its capitals, by text size: ascent 0.969, capitals
// 0.727.
constexpr float kCapMiddle = 0.605F;

}  // namespace

TextStyle body(const Frame& f) { return {kBody, Weight::regular, f.theme.ink}; }
TextStyle value_text(const Frame& f) { return {kBody, Weight::semibold, f.theme.ink}; }
TextStyle label_text(const Frame& f) { return {kSmall, Weight::regular, f.theme.muted}; }
TextStyle title_text(const Frame& f) { return {12, Weight::semibold, f.theme.muted}; }
TextStyle large_text(const Frame& f) { return {kLarge, Weight::semibold, f.theme.ink}; }

ImVec2 text_size(const Frame& f, const TextStyle& style, std::string_view text) {
  return font(f.fonts, style.weight)
      ->CalcTextSizeA(style.size * kLinePerEm, FLT_MAX, 0, text.data(), text.data() + text.size());
}

namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::string shortened(const Frame& f, const TextStyle& style, std::string_view text, float width) {
  std::string out(text);
  while (!out.empty() && text_size(f, style, out + "…").x > width) {
    while (!out.empty() && is_continuation(out.back())) out.pop_back();
    if (!out.empty()) out.pop_back();
  }
  return out + "…";
}

}  // namespace

std::string cut_text(const Frame& f, const TextStyle& style, std::string_view text, float width) {
  if (text_size(f, style, text).x <= width + 0.5F) return std::string(text);
  return shortened(f, style, text, width);
}

std::string legible(const Fonts& fonts, std::string_view text) {
  constexpr char32_t kReplacement = 0xFFFD;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint point = base::code_point_at(text, at);
    const bool has_glyph = point.value <= IM_UNICODE_CODEPOINT_MAX &&
                           fonts.regular->IsGlyphInFont(static_cast<ImWchar>(point.value));
    if (has_glyph) {
      out += text.substr(at, point.end - at);
    } else {
      const char32_t shown = point.value < base::kMalformed ? point.value : kReplacement;
      std::array<char, 16> code{};
      std::snprintf(code.data(), code.size(), "U+%04X", static_cast<unsigned int>(shown));
      out += code.data();
    }
    at = point.end;
  }
  return out;
}

std::string sentence(const Frame& f, app::Notice notice) {
  for (std::string& arg : notice.args) arg = legible(f.fonts, arg);
  for (std::string& arg : notice.reason_args) arg = legible(f.fonts, arg);
  return app::sentence(f.language, notice);
}

float draw_text(const Frame& f, const Rect& rect, const TextStyle& style, std::string_view text,
                Align align) {
  if (text.empty() || rect.w <= 0) return 0;
  ImVec2 size = text_size(f, style, text);
  std::string cut;
  if (size.x > rect.w + 0.5F) {
    cut = shortened(f, style, text, rect.w);
    text = cut;
    size = text_size(f, style, text);
  }
  float x = rect.x;
  if (align == Align::middle) x += (rect.w - size.x) / 2;
  if (align == Align::right) x += rect.w - size.x;
  const float y = centre(rect).y - kCapMiddle * style.size;
  ImGui::GetWindowDrawList()->AddText(font(f.fonts, style.weight), style.size * kLinePerEm, {x, y},
                                      style.colour, text.data(), text.data() + text.size());
  return size.x;
}

namespace {

constexpr float kLineSpacing = 1.38F;  // line height by text size
// Chinese marks that must not begin a line.
constexpr std::string_view kNoLineStart = "，。、：；！？）》”";

std::size_t character_bytes(std::string_view text) {
  std::size_t bytes = 1;
  while (bytes < text.size() && is_continuation(text[bytes])) ++bytes;
  return bytes;
}

bool is_wide(std::string_view character) {
  return character.size() == 3 && static_cast<unsigned char>(character[0]) >= 0xE3;  // from U+3000: Chinese
}

// "x = 4" is not torn: a sign stays with what follows it, and with a name of one or two letters before it.
bool is_torn(std::string_view before, std::string_view next) {
  constexpr std::string_view kSigns = "=<>≤≥≈";
  constexpr std::size_t kShortName = 4;  // bytes: two Greek letters, or one with its prime
  const std::string_view said = before.substr(0, before.find_last_not_of(' ') + 1);
  const std::string_view last = said.substr(said.rfind(' ') + 1);
  return kSigns.find(last) != std::string_view::npos ||
         (last.size() <= kShortName && kSigns.find(next) != std::string_view::npos);
}

// The part of the text that stays together: a word with the spaces after it, a short equation, or one Chinese character
// with the marks that follow it.
std::string_view next_piece(std::string_view text) {
  std::size_t end = character_bytes(text);
  const bool starts_wide = is_wide(text.substr(0, end));
  while (end < text.size()) {
    const std::string_view next = text.substr(end, character_bytes(text.substr(end)));
    const bool ends_before = starts_wide ? kNoLineStart.find(next) == std::string_view::npos
                                         : is_wide(next) && kNoLineStart.find(next) == std::string_view::npos;
    const bool is_after_space = text[end - 1] == ' ' && next != " ";
    if (ends_before || (is_after_space && !is_torn(text.substr(0, end), next))) break;
    end += next.size();
  }
  return text.substr(0, end);
}

struct Line {
  std::string_view text;  // without spaces at its end
  float width = 0;
};

// The faces have no kerning: a line is as wide as its pieces together.
std::vector<Line> wrapped(const Frame& f, const TextStyle& style, std::string_view text, float width) {
  std::vector<Line> lines(1);
  const char* start = text.data();  // of the last line
  float spaced = 0;                 // its width with the spaces at its end
  for (std::string_view rest = text; !rest.empty();) {
    const bool is_break = rest[0] == '\n';
    const std::string_view piece = is_break ? rest.substr(0, 1) : next_piece(rest.substr(0, rest.find('\n')));
    const std::string_view word = piece.substr(0, is_break ? 0 : piece.find_last_not_of(' ') + 1);
    const float word_width = text_size(f, style, word).x;
    rest.remove_prefix(piece.size());
    if (is_break || (!lines.back().text.empty() && spaced + word_width > width)) {
      lines.emplace_back();
      start = word.empty() ? rest.data() : word.data();
      spaced = 0;
    }
    if (is_break) continue;
    const char* const end = word.data() + word.size();
    lines.back() = {{start, static_cast<std::size_t>(end - start)}, spaced + word_width};
    spaced = lines.back().width + text_size(f, style, piece.substr(word.size())).x;
  }
  return lines;
}

}  // namespace

ImVec2 paragraph_size(const Frame& f, const TextStyle& style, std::string_view text, float width) {
  ImVec2 size{0, 0};
  for (const Line& line : wrapped(f, style, text, width)) {
    size.x = std::max(size.x, line.width);
    size.y += style.size * kLineSpacing;
  }
  return size;
}

float draw_paragraph(const Frame& f, const Rect& rect, const TextStyle& style, std::string_view text) {
  const float height = style.size * kLineSpacing;
  float y = rect.y;
  for (const auto& [line, width] : wrapped(f, style, text, rect.w)) {
    ImGui::GetWindowDrawList()->AddText(font(f.fonts, style.weight), style.size * kLinePerEm,
                                        {rect.x, y + height / 2 - kCapMiddle * style.size}, style.colour,
                                        line.data(), line.data() + line.size());
    y += height;
  }
  return y - rect.y;
}

namespace {

constexpr std::string_view kStrong = "**";

// Words one after the other, in the weight of the moment, from line to line.
struct ProsePen {
  const Frame& f;
  Rect rect;
  TextStyle style;
  bool draws = false;
  float x = 0, y = 0;

  void put(std::string_view piece) {
    const std::string_view word = piece.substr(0, piece.find_last_not_of(' ') + 1);
    const float width = text_size(f, style, word).x;
    if (x > 0 && x + width > rect.w) {
      x = 0;
      y += style.size * kLineSpacing;
    }
    const float height = style.size * kLineSpacing;
    const ImVec2 at{rect.x + x, rect.y + y + height / 2 - kCapMiddle * style.size};
    if (draws)
      ImGui::GetWindowDrawList()->AddText(font(f.fonts, style.weight), style.size * kLinePerEm, at,
                                          style.colour, word.data(), word.data() + word.size());
    x += text_size(f, style, piece).x;
  }
};

float lay_prose(const Frame& f, const Rect& rect, const TextStyle& style, std::string_view text, bool draws) {
  ProsePen pen{f, rect, style, draws};
  for (bool is_strong = false; !text.empty(); is_strong = !is_strong) {
    const std::size_t mark = text.find(kStrong);
    pen.style.weight = is_strong ? Weight::semibold : style.weight;
    for (std::string_view run = text.substr(0, mark); !run.empty();) {
      const std::string_view piece = next_piece(run);
      pen.put(piece);
      run.remove_prefix(piece.size());
    }
    text.remove_prefix(mark == std::string_view::npos ? text.size() : mark + kStrong.size());
  }
  return pen.y + style.size * kLineSpacing;
}

}  // namespace

float prose_height(const Frame& f, const TextStyle& style, std::string_view text, float width) {
  return lay_prose(f, {0, 0, width, 0}, style, text, false);
}

float draw_prose(const Frame& f, const Rect& rect, const TextStyle& style, std::string_view text) {
  return lay_prose(f, rect, style, text, true);
}

std::string without_marks(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.substr(i, kStrong.size()) == kStrong)
      ++i;
    else
      plain += text[i];
  }
  return plain;
}

}  // namespace lab::ui
