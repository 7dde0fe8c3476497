#include "ui/look/icons.h"

#include <cmath>

namespace lab::ui {

namespace {

constexpr float kPi = 3.14159265F;

// The place an icon is drawn in: coordinates from −1 to 1, y downwards.
struct Pen {
  ImDrawList* draw;
  ImVec2 at;
  float half;
  ImU32 colour;
};

ImVec2 point(const Pen& p, float x, float y) { return {p.at.x + x * p.half, p.at.y + y * p.half}; }
float stroke(const Pen& p) { return std::max(1.25F, p.half * 0.2F); }

void line(const Pen& p, float x0, float y0, float x1, float y1) {
  p.draw->AddLine(point(p, x0, y0), point(p, x1, y1), p.colour, stroke(p));
}

void triangle_right(const Pen& p, float x0, float x1, float half_height) {
  p.draw->AddTriangleFilled(point(p, x0, -half_height), point(p, x1, 0), point(p, x0, half_height), p.colour);
}

void bar(const Pen& p, float x0, float x1, float half_height) {
  p.draw->AddRectFilled(point(p, x0, -half_height), point(p, x1, half_height), p.colour, p.half * 0.1F);
}

void arc(const Pen& p, float radius, float from, float to) {
  p.draw->PathArcTo(p.at, radius * p.half, from, to, 28);
  p.draw->PathStroke(p.colour, 0, stroke(p));
}

void play(const Pen& p) { triangle_right(p, -0.55F, 0.8F, 0.8F); }
void pause(const Pen& p) {
  bar(p, -0.65F, -0.2F, 0.75F);
  bar(p, 0.2F, 0.65F, 0.75F);
}
void step(const Pen& p) {
  triangle_right(p, -0.75F, 0.35F, 0.75F);
  bar(p, 0.4F, 0.7F, 0.75F);
}
void reset(const Pen& p) {
  arc(p, 0.75F, -0.35F * kPi, 1.25F * kPi);
  p.draw->AddTriangleFilled(point(p, 0.1F, -1.0F), point(p, 0.75F, -0.72F), point(p, 0.2F, -0.25F), p.colour);
}
void dice(const Pen& p) {
  p.draw->AddRect(point(p, -0.8F, -0.8F), point(p, 0.8F, 0.8F), p.colour, p.half * 0.35F, 0, stroke(p));
  const float spots[][2] = {{-0.35F, -0.35F}, {0.35F, 0.35F}, {0.35F, -0.35F}, {-0.35F, 0.35F}, {0, 0}};
  for (const auto& spot : spots)
    p.draw->AddCircleFilled(point(p, spot[0], spot[1]), p.half * 0.15F, p.colour);
}
void plus(const Pen& p) {
  line(p, -0.7F, 0, 0.7F, 0);
  line(p, 0, -0.7F, 0, 0.7F);
}
void minus(const Pen& p) { line(p, -0.7F, 0, 0.7F, 0); }
void close(const Pen& p) {
  line(p, -0.6F, -0.6F, 0.6F, 0.6F);
  line(p, -0.6F, 0.6F, 0.6F, -0.6F);
}
void chevron_down(const Pen& p) {
  p.draw->AddTriangleFilled(point(p, -0.6F, -0.3F), point(p, 0.6F, -0.3F), point(p, 0, 0.5F), p.colour);
}
void lock(const Pen& p) {
  p.draw->AddRectFilled(point(p, -0.75F, -0.1F), point(p, 0.75F, 0.95F), p.colour, 1);
  p.draw->PathArcTo(point(p, 0, -0.15F), p.half * 0.5F, 3.14159265F, 2 * 3.14159265F);
  p.draw->PathStroke(p.colour, 0, stroke(p));
}
void check(const Pen& p) {
  p.draw->PathLineTo(point(p, -0.7F, 0.05F));
  p.draw->PathLineTo(point(p, -0.2F, 0.55F));
  p.draw->PathLineTo(point(p, 0.7F, -0.55F));
  p.draw->PathStroke(p.colour, 0, stroke(p));
}
void settings(const Pen& p) {
  const float rows[][2] = {{-0.6F, 0.3F}, {0.0F, -0.35F}, {0.6F, 0.1F}};  // height, place of the knob
  for (const auto& row : rows) {
    line(p, -0.85F, row[0], 0.85F, row[0]);
    p.draw->AddCircleFilled(point(p, row[1], row[0]), p.half * 0.26F, p.colour);
  }
}
void sun(const Pen& p) {
  p.draw->AddCircle(p.at, p.half * 0.38F, p.colour, 0, stroke(p));
  for (int i = 0; i < 8; ++i) {
    const float angle = static_cast<float>(i) * kPi / 4;
    line(p, std::cos(angle) * 0.65F, std::sin(angle) * 0.65F, std::cos(angle) * 0.95F,
         std::sin(angle) * 0.95F);
  }
}
// A circle of radius 0.8 less one of 0.65 around (0.35, −0.3); the angles are those where the two cross.
void moon(const Pen& p) {
  p.draw->PathArcTo(p.at, p.half * 0.8F, 0.239F, 4.626F, 24);
  p.draw->PathArcTo(point(p, 0.35F, -0.3F), p.half * 0.65F, 4.012F, 0.853F, 20);
  p.draw->PathStroke(p.colour, ImDrawFlags_Closed, stroke(p));
}
// An arrow to the side that turns back; `side` −1: to the left.
void turn_back(const Pen& p, float side) {
  p.draw->PathLineTo(point(p, side * 0.5F, -0.3F));
  const float from = side < 0 ? -0.5F : 1.5F;
  const float to = 0.5F;
  p.draw->PathArcTo(point(p, -side * 0.2F, 0.2F), p.half * 0.5F, from * kPi, to * kPi, 16);
  p.draw->PathLineTo(point(p, side * 0.3F, 0.7F));
  p.draw->PathStroke(p.colour, 0, stroke(p));
  const float tip_y = side < 0 ? -0.75F : 0.15F;  // Dear ImGui smooths the edges of clockwise triangles only
  p.draw->AddTriangleFilled(point(p, side * 1.0F, -0.3F), point(p, side * 0.42F, tip_y),
                            point(p, side * 0.42F, -0.6F - tip_y), p.colour);
}
void undo(const Pen& p) { turn_back(p, -1); }
void redo(const Pen& p) { turn_back(p, 1); }
void save(const Pen& p) {
  line(p, 0, -0.85F, 0, 0.3F);
  line(p, -0.45F, -0.15F, 0, 0.35F);
  line(p, 0.45F, -0.15F, 0, 0.35F);
  line(p, -0.8F, 0.8F, 0.8F, 0.8F);
}
void link(const Pen& p) {
  const float places[] = {-0.4F, 0.4F};
  for (const float x : places) {
    p.draw->AddRect(point(p, x - 0.5F, -0.35F), point(p, x + 0.5F, 0.35F), p.colour, p.half * 0.35F, 0,
                    stroke(p));
  }
}
void circle(const Pen& p) { p.draw->AddCircleFilled(p.at, p.half * 0.8F, p.colour); }
void triangle(const Pen& p) {
  p.draw->AddTriangleFilled(point(p, 0, -0.85F), point(p, 0.9F, 0.75F), point(p, -0.9F, 0.75F), p.colour);
}

void search(const Pen& p) {
  p.draw->AddCircle(point(p, -0.2F, -0.2F), p.half * 0.55F, p.colour, 0, stroke(p));
  line(p, 0.2F, 0.2F, 0.8F, 0.8F);
}

// Five points outside, five inside.
void star_path(const Pen& p) {
  for (int i = 0; i < 10; ++i) {
    const float angle = (static_cast<float>(i) - 2.5F) * kPi / 5;
    const float radius = i % 2 == 0 ? 0.95F : 0.42F;
    p.draw->PathLineTo(point(p, std::cos(angle) * radius, std::sin(angle) * radius + 0.05F));
  }
}
void star(const Pen& p) {
  star_path(p);
  p.draw->PathStroke(p.colour, ImDrawFlags_Closed, stroke(p));
}
void star_filled(const Pen& p) {
  star_path(p);
  p.draw->PathFillConcave(p.colour);
}
void pencil(const Pen& p) {
  p.draw->PathLineTo(point(p, -0.8F, 0.8F));
  p.draw->PathLineTo(point(p, -0.65F, 0.3F));
  p.draw->PathLineTo(point(p, 0.45F, -0.8F));
  p.draw->PathLineTo(point(p, 0.8F, -0.45F));
  p.draw->PathLineTo(point(p, -0.3F, 0.65F));
  p.draw->PathStroke(p.colour, ImDrawFlags_Closed, stroke(p));
}
// An activation: flat, then bent upwards.
void curve(const Pen& p) {
  p.draw->PathLineTo(point(p, -0.9F, 0.55F));
  p.draw->PathBezierCubicCurveTo(point(p, 0.3F, 0.55F), point(p, -0.3F, -0.55F), point(p, 0.9F, -0.55F), 16);
  p.draw->PathStroke(p.colour, 0, stroke(p));
}
void twin(const Pen& p) {
  for (const float x : {-0.9F, 0.1F})
    p.draw->AddRect(point(p, x, -0.75F), point(p, x + 0.8F, 0.75F), p.colour, p.half * 0.2F, 0, stroke(p));
}
void chevron(const Pen& p, float side) {
  p.draw->PathLineTo(point(p, -side * 0.35F, -0.65F));
  p.draw->PathLineTo(point(p, side * 0.35F, 0));
  p.draw->PathLineTo(point(p, -side * 0.35F, 0.65F));
  p.draw->PathStroke(p.colour, 0, stroke(p));
}
void next(const Pen& p) { chevron(p, 1); }
void before(const Pen& p) { chevron(p, -1); }
void upright_chevron(const Pen& p, float side) {
  p.draw->PathLineTo(point(p, -0.65F, -side * 0.35F));
  p.draw->PathLineTo(point(p, 0, side * 0.35F));
  p.draw->PathLineTo(point(p, 0.65F, -side * 0.35F));
  p.draw->PathStroke(p.colour, 0, stroke(p));
}
void up(const Pen& p) { upright_chevron(p, -1); }
void down(const Pen& p) { upright_chevron(p, 1); }
void copy(const Pen& p) {
  const float radius = p.half * 0.2F;
  p.draw->AddRect(point(p, -0.35F, -0.35F), point(p, 0.8F, 0.8F), p.colour, radius, 0, stroke(p));
  p.draw->PathLineTo(point(p, -0.7F, 0.35F));
  p.draw->PathLineTo(point(p, -0.7F, -0.7F));
  p.draw->PathLineTo(point(p, 0.35F, -0.7F));
  p.draw->PathStroke(p.colour, 0, stroke(p));
}

void keyboard(const Pen& p) {
  p.draw->AddRect(point(p, -1, -0.65F), point(p, 1, 0.65F), p.colour, p.half * 0.25F, 0, stroke(p));
  for (const float x : {-0.5F, 0.0F, 0.5F})
    p.draw->AddCircleFilled(point(p, x, -0.15F), p.half * 0.13F, p.colour);
  line(p, -0.4F, 0.3F, 0.4F, 0.3F);
}

// A crystal of ice.
void frozen(const Pen& p) {
  for (const float turn : {0.0F, 1.0F, 2.0F}) {
    const float a = (turn / 3 + 0.5F) * kPi;
    const float x = std::cos(a), y = std::sin(a);
    line(p, -x, -y, x, y);
    for (const float end : {-1.0F, 1.0F})
      for (const float side : {-0.5F, 0.5F})
        line(p, end * 0.55F * x, end * 0.55F * y, end * std::cos(a + side), end * std::sin(a + side));
  }
}
void matrix(const Pen& p) {
  for (const float x : {-0.65F, 0.0F, 0.65F})
    for (const float y : {-0.65F, 0.0F, 0.65F})
      p.draw->AddRectFilled(point(p, x - 0.24F, y - 0.24F), point(p, x + 0.24F, y + 0.24F), p.colour,
                            p.half * 0.1F);
}
// A point in a ring, on its way.
void trace(const Pen& p) {
  p.draw->AddCircleFilled(point(p, 0, 0), p.half * 0.25F, p.colour);
  p.draw->AddCircle(point(p, 0, 0), p.half * 0.6F, p.colour, 0, stroke(p));
  line(p, -1, 0, -0.6F, 0);
  line(p, 0.6F, 0, 1, 0);
}

// In the order of Icon.
constexpr void (*kPaths[])(const Pen&) = {
    play, pause, step,   reset, dice, plus,   minus,    close,    chevron_down, check,       settings, sun,
    moon, undo,  redo,   link,  save, circle, triangle, search,   star,         star_filled, pencil,   curve,
    twin, next,  before, up,    down, copy,   lock,     keyboard, frozen,       matrix,      trace,
};

}  // namespace

void draw_icon(Icon icon, ImVec2 at, float size, ImU32 colour) {
  kPaths[static_cast<int>(icon)]({ImGui::GetWindowDrawList(), at, size / 2, colour});
}

void draw_brand(const Frame& f, const Rect& rect) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 c = centre(rect);
  const float s = rect.w / 2;
  draw->PathLineTo({c.x - s, c.y + s * 0.55F});
  draw->PathBezierCubicCurveTo({c.x + s * 0.35F, c.y + s * 0.55F}, {c.x - s * 0.35F, c.y - s * 0.55F},
                               {c.x + s, c.y - s * 0.55F}, 24);
  draw->PathStroke(f.theme.accent, 0, 2.5F);
  draw->AddCircleFilled(c, s * 0.28F, f.theme.positive);
}

}  // namespace lab::ui
