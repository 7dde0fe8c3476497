#include "ui/room/curves/formula.h"

#include <algorithm>

#include "ui/look/formula_layout.h"

namespace lab::ui {

namespace {

using formula::Box;
using formula::BoxKind;
using formula::Role;

constexpr float kAscent = 0.969F;    // of Inter, by text size: from the top of a line to the baseline
constexpr float kSlant = 0.18F;      // of an italic letter: a sheared upright one, as Inter's own italics are
constexpr float kShrinkTo = 0.72F;   // one line is tried down to this share of the size
constexpr float kSmallestLine = 12;  // points, and not below this
constexpr float kBrokenSize = 14;    // several lines are set in this size, or smaller
constexpr float kPadding = 0.3F;     // above and below, in text sizes

struct Pen {
  const Frame& f;
  ImDrawList* draw;
  ImVec2 origin;
  const TextStyle& style;

  ImVec2 at(float x, float y) const { return {origin.x + x, origin.y + y}; }
  ImU32 colour(const Stroke& stroke) const { return stroke.is_muted ? f.theme.muted : style.colour; }
  float thickness(const Stroke& stroke) const { return std::max(1.0F, 0.075F * stroke.size); }
};

void draw_glyphs(const Pen& pen, const Stroke& stroke) {
  const int first = pen.draw->VtxBuffer.Size;
  pen.draw->AddText(font(pen.f.fonts, pen.style.weight), stroke.size * kLinePerEm,
                    pen.at(stroke.x, stroke.y - kAscent * stroke.size), pen.colour(stroke),
                    stroke.text.data(), stroke.text.data() + stroke.text.size());
  if (stroke.kind != Stroke::Kind::italic) return;
  const float baseline = pen.origin.y + stroke.y;
  for (int i = first; i < pen.draw->VtxBuffer.Size; ++i) {
    ImVec2& place = pen.draw->VtxBuffer[i].pos;
    place.x += kSlant * (baseline - place.y);
  }
}

void draw_bar(const Pen& pen, const Stroke& stroke) {
  pen.draw->AddRectFilled(pen.at(stroke.x, stroke.y), pen.at(stroke.x + stroke.w, stroke.y + stroke.h),
                          pen.colour(stroke));
}

// The stem of |x|.
void draw_post(const Pen& pen, const Stroke& stroke) {
  const float width = std::max(1.0F, stroke.w);
  pen.draw->AddRectFilled(pen.at(stroke.x, stroke.y), pen.at(stroke.x + width, stroke.y + stroke.h),
                          pen.colour(stroke));
}

void draw_round(const Pen& pen, const Stroke& stroke) {
  const bool opens = stroke.kind == Stroke::Kind::round_open;
  const float tips = opens ? stroke.x + stroke.w : stroke.x;
  const float belly = opens ? stroke.x - stroke.w * 0.2F : stroke.x + stroke.w * 1.2F;
  pen.draw->PathLineTo(pen.at(tips, stroke.y));
  pen.draw->PathBezierCubicCurveTo(pen.at(belly, stroke.y + stroke.h * 0.28F),
                                   pen.at(belly, stroke.y + stroke.h * 0.72F),
                                   pen.at(tips, stroke.y + stroke.h));
  pen.draw->PathStroke(pen.colour(stroke), 0, pen.thickness(stroke));
}

// A curly brace, its tip to the left: quarter ellipses (for which the handles of a Bézier curve reach 0.55 of
// the way to the corner) joined by straight lines.
void draw_brace(const Pen& pen, const Stroke& stroke) {
  constexpr float kHandle = 0.55F;
  const float middle = stroke.y + stroke.h / 2;
  const float half = stroke.w / 2;
  const float waist = stroke.x + half;
  const float bend = std::min(stroke.w, stroke.h / 4);
  for (const float side : {-1.0F, 1.0F}) {  // −1: the upper half
    const float end = side < 0 ? stroke.y : stroke.y + stroke.h;
    pen.draw->PathLineTo(pen.at(stroke.x + stroke.w, end));
    pen.draw->PathBezierCubicCurveTo(pen.at(stroke.x + stroke.w - kHandle * half, end),
                                     pen.at(waist, end - side * bend * (1 - kHandle)),
                                     pen.at(waist, end - side * bend));
    pen.draw->PathLineTo(pen.at(waist, middle + side * bend));
    pen.draw->PathBezierCubicCurveTo(pen.at(waist, middle + side * bend * (1 - kHandle)),
                                     pen.at(waist - (1 - kHandle) * half, middle), pen.at(stroke.x, middle));
    pen.draw->PathStroke(pen.colour(stroke), 0, pen.thickness(stroke));
  }
}

// The sign √ with its bar.
void draw_root(const Pen& pen, const Stroke& stroke) {
  const float s = stroke.size;
  const float bottom_y = stroke.y + stroke.h;
  const float top = stroke.y + pen.thickness(stroke) / 2;
  pen.draw->PathLineTo(pen.at(stroke.x + 0.06F * s, bottom_y - 0.42F * s));
  pen.draw->PathLineTo(pen.at(stroke.x + 0.17F * s, bottom_y - 0.47F * s));
  pen.draw->PathLineTo(pen.at(stroke.x + 0.33F * s, bottom_y));
  pen.draw->PathLineTo(pen.at(stroke.x + 0.56F * s, top));
  pen.draw->PathLineTo(pen.at(stroke.x + stroke.w, top));
  pen.draw->PathStroke(pen.colour(stroke), 0, pen.thickness(stroke));
}

struct KindRow {
  Stroke::Kind kind;
  void (*draw)(const Pen&, const Stroke&);
};

constexpr KindRow kKinds[] = {
    {Stroke::Kind::text, draw_glyphs},      {Stroke::Kind::italic, draw_glyphs},
    {Stroke::Kind::bar, draw_bar},          {Stroke::Kind::post, draw_post},
    {Stroke::Kind::round_open, draw_round}, {Stroke::Kind::round_close, draw_round},
    {Stroke::Kind::brace, draw_brace},      {Stroke::Kind::root, draw_root},
};

// f(x) =
Box definition(std::string_view name) {
  const auto symbol = [](Role role, std::string_view text) {
    return Box{BoxKind::symbol, role, std::string(text), {}};
  };
  return {BoxKind::row,
          Role::number,
          "",
          {symbol(Role::variable, name), symbol(Role::number, "("), symbol(Role::variable, "x"),
           symbol(Role::number, ")"), symbol(Role::relation, "=")}};
}

Picture in_one_line(const Frame& f, std::string_view name, const Box& formula, float size) {
  Picture picture = lay_out(f, definition(name), size);
  place(picture, lay_out(f, formula, size), picture.width, 0);
  return picture;
}

Picture in_lines(const Frame& f, std::string_view name, const Box& formula, float size, float width) {
  Picture picture = lay_out(f, definition(name), size);
  const float start = picture.width;
  place(picture, lay_out_lines(f, formula, size, width - start), start, 0);
  return picture;
}

Picture fitted(const Frame& f, std::string_view name, const Box& formula, float size, float width) {
  const float least = std::min(size, std::max(size * kShrinkTo, kSmallestLine));
  for (float tried = size; tried >= least; tried -= 1) {
    Picture picture = in_one_line(f, name, formula, tried);
    if (picture.width <= width) return picture;
  }
  return in_lines(f, name, formula, std::min(size, kBrokenSize), width);
}

}  // namespace

float draw_formula(const Frame& f, const Rect& space, const TextStyle& style, std::string_view name,
                   const Box& formula) {
  const Picture picture = fitted(f, name, formula, style.size, space.w);
  const float padding = kPadding * style.size;
  const Pen pen{f, ImGui::GetWindowDrawList(), {space.x, space.y + padding + picture.ascent}, style};
  for (const Stroke& stroke : picture.strokes)
    kKinds[static_cast<std::size_t>(stroke.kind)].draw(pen, stroke);
  return picture.height() + 2 * padding;
}

}  // namespace lab::ui
