#include "ui/text.h"

#include <cfloat>

namespace lab::ui {

TextStyle body(const Frame& f) { return {kBody, Weight::regular, f.theme.ink}; }
TextStyle value_text(const Frame& f) { return {kBody, Weight::semibold, f.theme.ink}; }
TextStyle label_text(const Frame& f) { return {kSmall, Weight::regular, f.theme.muted}; }
TextStyle title_text(const Frame& f) { return {12, Weight::semibold, f.theme.muted}; }
TextStyle large_text(const Frame& f) { return {kLarge, Weight::semibold, f.theme.ink}; }

ImVec2 text_size(const Frame& f, const TextStyle& style, std::string_view text, float wrap_width) {
  return font(f.fonts, style.weight)
      ->CalcTextSizeA(style.size, FLT_MAX, wrap_width, text.data(), text.data() + text.size());
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
  const float y = rect.y + (rect.h - size.y) / 2;
  ImGui::GetWindowDrawList()->AddText(font(f.fonts, style.weight), style.size, {x, y}, style.colour,
                                      text.data(), text.data() + text.size());
  return size.x;
}

float draw_paragraph(const Frame& f, const Rect& rect, const TextStyle& style, std::string_view text) {
  ImGui::GetWindowDrawList()->AddText(font(f.fonts, style.weight), style.size, top_left(rect), style.colour,
                                      text.data(), text.data() + text.size(), rect.w);
  return text_size(f, style, text, rect.w).y;
}

}  // namespace lab::ui
