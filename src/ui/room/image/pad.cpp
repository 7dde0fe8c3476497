// The picture that goes in: a held-out one, or one that is drawn by pointer, finger or keys.
#include <algorithm>
#include <cmath>

#include "app/drawing.h"
#include "base/text.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/room/image/room.h"

namespace lab::ui {

namespace {

constexpr float kBetween = 0.7F;  // of a dot: a stroke that moves less adds none

app::Dot dot_at(const Rect& square, ImVec2 at) {
  const auto along = [](float share) {
    return std::clamp(static_cast<int>(share * app::kDots), 0, app::kDots - 1);
  };
  return {along((at.x - square.x) / square.w), along((at.y - square.y) / square.h)};
}

void add_dot(Frame& f, app::Dot dot, bool is_new) {
  app::Scenario next = f.app.shown;
  app::add_dot(next.draw, dot, is_new);
  change(f, next, !is_new);
}

// A stroke is one step of undo.
void draw_by_pointer(Frame& f, const Press& press, const Rect& square) {
  const Drag drag = drag_item(f, press, pointer().has_moved);
  if (drag == Drag::none) return;
  const app::Dot dot = dot_at(square, pointer().at);
  const auto& strokes = f.app.shown.draw.strokes;
  if (drag == Drag::goes_on && !strokes.empty()) {
    const app::Dot last = strokes.back().back();
    if (std::hypot(static_cast<float>(dot.x - last.x), static_cast<float>(dot.y - last.y)) < 1 + kBetween)
      return;
  }
  add_dot(f, dot, drag == Drag::begins);
}

// Two sliders move the pen, a toggle puts it down.
void draw_by_keys(Frame& f, Pen& pen, const Rect& square) {
  const app::Dot before{pen.x, pen.y};
  const bool is_open = !is_locked(f, "draw");
  constexpr float kEdge = kMinTarget;  // of the picture, along which a slider is said to lie
  const auto move = [&](const char* id, const char* label, const Rect& edge, int& at) {
    base::Element slider{id, base::Role::slider, tr(f, label), edge};
    slider.is_disabled = !is_open;
    slider.range = base::Range{0, app::kDots - 1, 1};
    slider.value = std::to_string(at);
    slider.value_text = i18n::number(at / 2.0 + 0.5, 3);
    const double moved = value_by_key(f, std::move(slider), at, 1);
    if (is_open) at = static_cast<int>(moved);
  };
  Rect sides = square;
  Rect foot = cut_bottom(sides, kEdge);
  const Rect corner = cut_left(foot, kEdge);
  move("draw.x", "image.pen_x", foot, pen.x);
  move("draw.y", "image.pen_y", cut_left(sides, kEdge), pen.y);
  base::Element toggle{"draw.pen", base::Role::toggle, tr(f, "image.pen_down"), corner};
  toggle.is_pressed = pen.is_down;
  toggle.is_disabled = !is_open;
  add_element(f, std::move(toggle));
  if (is_open && is_pressed_by_key(f, "draw.pen")) {
    pen.is_down = !pen.is_down;
    if (pen.is_down) add_dot(f, before, true);
  } else if (is_open && pen.is_down && before != app::Dot{pen.x, pen.y}) {
    add_dot(f, {pen.x, pen.y}, false);
  }
}

bool has_own_keys(const Frame& f) {
  return has_keyboard(f, "draw.x") || has_keyboard(f, "draw.y") || has_keyboard(f, "draw.pen");
}

}  // namespace

void draw_picture_pad(Frame& f, ImageView& view, const Rect& square) {
  const bool may_draw = is_shown(f, "draw");
  base::Element picture{"map.picture", base::Role::picture, tr(f, "image.picture"), square};
  const auto& kind = view.reading->picture.kind;
  picture.value_text = kind ? kind_name(f, *kind) : tr(f, "image.drawn");
  picture.is_dragged = may_draw;
  if (may_draw && !is_locked(f, "draw"))
    draw_by_pointer(f, pressable(f, std::move(picture)), square);
  else
    add_picture(f, std::move(picture), {});
  draw_map(f, square, view.maps.picture);
  if (!may_draw) return;
  draw_by_keys(f, view.pen, square);
  if (!has_own_keys(f)) return;
  f.keyboard.ring = square;
  const float dot = square.w / app::kDots;
  const ImVec2 at{square.x + (static_cast<float>(view.pen.x) + 0.5F) * dot,
                  square.y + (static_cast<float>(view.pen.y) + 0.5F) * dot};
  ImGui::GetWindowDrawList()->AddCircle(at, 6, f.theme.accent, 0, view.pen.is_down ? 3.0F : 1.5F);
}

void draw_picture_buttons(Frame& f, ImageView& view, Rect row) {
  const bool is_drawn = !f.app.shown.draw.strokes.empty();
  const auto show = [&](int sample) {
    const auto count = static_cast<int>(std::max<std::size_t>(view.confusion.all, 1));
    app::Scenario next = f.app.shown;
    next.draw = {};
    next.sample = (sample - 1 + count) % count + 1;
    change(f, next);
  };
  const int present = static_cast<int>(view.reading->picture.sample) + 1;
  const float side = std::min(row.h, 28.0F);
  const auto square = [&](Rect r) { return Rect{r.x, centre(r).y - side / 2, side, side}; };
  if (is_shown(f, "sample")) {
    if (icon_button(f, square(cut_left(row, side, 2)), "sample.before", Icon::before, tr(f, "image.before"),
                    Look::plain))
      show(is_drawn ? present : present - 1);
    if (icon_button(f, square(cut_right(row, side, 2)), "sample.next", Icon::next, tr(f, "image.next"),
                    Look::plain))
      show(is_drawn ? present : present + 1);
  }
  if (is_drawn && is_shown(f, "draw")) {
    if (button(f, inset(row, 0, (row.h - side) / 2), "draw.clear", tr(f, "image.clear"), Look::plain)) {
      app::Scenario next = f.app.shown;
      next.draw = {};
      change(f, next);
    }
    return;
  }
  const std::string hint = tr(f, is_shown(f, "draw") ? "image.draw_hint" : "image.held_out");
  add_text(f, "text.draw", row, hint);
  draw_text(f, row, label_text(f), hint, Align::middle);
}

}  // namespace lab::ui
