#include "ui/curves_formula.h"

#include <algorithm>
#include <string>
#include <vector>

namespace lab::ui {

namespace {

constexpr float kLineShare = 1.55F;  // line height in text sizes
constexpr float kBraceWidth = 9;
constexpr float kSmallest = 12;  // text sizes are tried down to this one
constexpr float kConditionShare = 0.85F;

// One line of a function defined by cases.
struct Case {
  std::string value;
  std::string condition;
};

// The place of `wanted` outside all brackets, searched from the right; npos when there is none.
std::size_t find_outside_brackets(std::string_view text, std::string_view wanted) {
  int depth = 0;
  for (std::size_t i = text.size(); i-- > 0;) {
    if (text[i] == ')' || text[i] == '}') ++depth;
    if (text[i] == '(' || text[i] == '{') --depth;
    if (depth == 0 && text.substr(i, wanted.size()) == wanted) return i;
  }
  return std::string_view::npos;
}

Case read_case(std::string_view text) {
  const std::size_t condition = find_outside_brackets(text, " (");
  if (condition == std::string_view::npos || text.back() != ')') return {std::string(text), {}};
  const std::string_view inside = text.substr(condition + 2, text.size() - condition - 3);
  return {std::string(text.substr(0, condition)), std::string(inside)};
}

// "{x (x > 0); a·x (x ≤ 0)}" as its cases; empty for any other text.
std::vector<Case> cases_of(std::string_view text) {
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') return {};
  std::string_view rest = text.substr(1, text.size() - 2);
  std::vector<Case> cases;
  for (;;) {
    const std::size_t semicolon = find_outside_brackets(rest, "; ");
    if (semicolon == std::string_view::npos) break;
    cases.insert(cases.begin(), read_case(rest.substr(semicolon + 2)));
    rest = rest.substr(0, semicolon);
  }
  cases.insert(cases.begin(), read_case(rest));
  return cases;
}

TextStyle sized(TextStyle style, float size) {
  style.size = size;
  return style;
}

struct CaseWidths {
  float value = 0, condition = 0;
};

CaseWidths measure(const Frame& f, const std::vector<Case>& cases, const TextStyle& style) {
  CaseWidths widths;
  const TextStyle small = sized(style, style.size * kConditionShare);
  for (const Case& one : cases) {
    widths.value = std::max(widths.value, text_size(f, style, one.value).x);
    widths.condition = std::max(widths.condition, text_size(f, small, one.condition).x);
  }
  return widths;
}

// A curly brace as high as `rect`, its tip to the left: quarter ellipses (for which the handles of a Bézier
// curve reach 0.55 of the way to the corner) joined by straight lines.
void draw_brace(const Rect& rect, ImU32 colour) {
  constexpr float kHandle = 0.55F;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float middle = centre(rect).y;
  const float waist = centre(rect).x;
  const float half = rect.w / 2;
  const float bend = std::min(rect.w, rect.h / 4);
  for (const float side : {-1.0F, 1.0F}) {  // −1: the upper half
    const float end = side < 0 ? rect.y : bottom(rect);
    draw->PathLineTo({right(rect), end});
    draw->PathBezierCubicCurveTo({right(rect) - kHandle * half, end},
                                 {waist, end - side * bend * (1 - kHandle)}, {waist, end - side * bend});
    draw->PathLineTo({waist, middle + side * bend});
    draw->PathBezierCubicCurveTo({waist, middle + side * bend * (1 - kHandle)},
                                 {waist - (1 - kHandle) * half, middle}, {rect.x, middle});
    draw->PathStroke(colour, 0, 1.25F);
  }
}

float draw_cases(const Frame& f, const Rect& space, const TextStyle& style, std::string_view name,
                 const std::vector<Case>& cases, const CaseWidths& widths) {
  const float line = style.size * kLineShare;
  const float height = line * static_cast<float>(cases.size());
  Rect rest{space.x, space.y, space.w, height};
  draw_text(f, cut_left(rest, text_size(f, style, name).x + 1, 4), style, name);
  draw_brace(inset(cut_left(rest, kBraceWidth, 6), 0, 2), style.colour);
  const TextStyle small = with_colour(sized(style, style.size * kConditionShare), f.theme.muted);
  for (const Case& one : cases) {
    Rect row = cut_top(rest, line);
    draw_text(f, cut_left(row, widths.value + 1, 14), style, one.value);
    draw_text(f, row, small, one.condition);
  }
  return height;
}

}  // namespace

float draw_formula(const Frame& f, const Rect& space, const TextStyle& style, std::string_view name,
                   std::string_view text) {
  const std::vector<Case> cases = cases_of(text);
  const std::string line = std::string(name) + std::string(text);
  for (float size = style.size; size >= kSmallest; size -= 1) {
    const TextStyle tried = sized(style, size);
    if (cases.empty()) {
      if (text_size(f, tried, line).x > space.w) continue;
      draw_text(f, {space.x, space.y, space.w, size * kLineShare}, tried, line);
      return size * kLineShare;
    }
    const CaseWidths widths = measure(f, cases, tried);
    const float width =
        text_size(f, tried, name).x + 4 + kBraceWidth + 6 + widths.value + 14 + widths.condition;
    if (width <= space.w - 2) return draw_cases(f, space, tried, name, cases, widths);
  }
  return draw_paragraph(f, {space.x, space.y + 2, space.w, 0}, sized(style, kSmallest), line) + 4;
}

}  // namespace lab::ui
