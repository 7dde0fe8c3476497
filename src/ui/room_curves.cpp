// The Curves room: where its parts stand in a wide window, in a short frame and on a phone.
#include <algorithm>

#include "ui/curves_room.h"
#include "ui/popup.h"
#include "ui/text.h"
#include "ui/ui.h"
#include "ui/widgets.h"

namespace lab::ui {

namespace {

constexpr float kCardWidth = 300;
constexpr float kGalleryWidth = 148;
constexpr float kAxisLeft = 44;  // room for the labels of the axes
constexpr float kAxisBelow = 22;
constexpr float kToolHeight = 32;
constexpr float kReadoutHeight = 36;
constexpr float kEndless = 1e5F;  // height of what scrolls
constexpr float kScrollbar = 8;

Rect plot_area(const Rect& rect, float margin_right) {
  return {rect.x + kAxisLeft, rect.y + 8, rect.w - kAxisLeft - margin_right, rect.h - 8 - kAxisBelow};
}

// A scrolling region; `draw_content(space)` draws into endless space and returns the height it took.
template <typename Draw>
void scrolling(Frame& f, Ui& ui, const char* id, const Rect& rect, float padding, const Draw& draw_content) {
  ImGui::SetCursorScreenPos(top_left(rect));
  if (ImGui::BeginChild(id, {rect.w, rect.h})) {
    const Rect space{rect.x + padding, rect.y + padding - ImGui::GetScrollY(), rect.w - 2 * padding,
                     kEndless};
    const float height = draw_content(space);
    ImGui::SetCursorScreenPos({rect.x, space.y + height});
    ImGui::Dummy({1, padding});
    if (!ui.curves.pan) scroll_by_touch(f, ui.wheel_use);
  }
  ImGui::EndChild();
}

// A card as high as its content.
template <typename Draw>
float fitted_card(const Frame& f, const Rect& space, float padding, const Draw& draw_content) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->ChannelsSplit(2);
  draw->ChannelsSetCurrent(1);
  const Rect inside{space.x + padding, space.y + padding, space.w - 2 * padding, kEndless};
  const float height = draw_content(inside) + 2 * padding;
  draw->ChannelsSetCurrent(0);
  card(f, {space.x, space.y, space.w, height});
  draw->ChannelsMerge();
  return height;
}

std::string gallery_title(const Frame& f) {
  return i18n::format(f.language, "curves.gallery", {std::to_string(nn::activations().size())});
}

// ---- Wide: plot, card and gallery beside each other
// -------------------------------------------------------------

void draw_toolbar(Frame& f, const Rect& rect) {
  Rect rest = rect;
  draw_train_button(f, cut_right(rest, train_button_width(f), kGap));
  draw_curve_switches(f, cut_right(rest, curve_switches_width(f), kGap));
  draw_chips(f, rest);
}

void draw_plot_card(Frame& f, Ui& ui, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, 6);
  draw_formula_bar(f, ui.curves.draft, cut_top(rest, kFormulaBarHeight, 4));
  Rect foot = cut_bottom(rest, kReadoutHeight);
  draw_curves_plot(f, ui.curves, plot_area(rest, 12));
  draw_zoom_buttons(f, inset(cut_right(foot, zoom_buttons_width(f), kGap), 0, 4));
  cut_left(foot, kAxisLeft);
  draw_curves_readout(f, ui.curves, foot);
}

void draw_wide(Frame& f, Ui& ui, const Rect& room) {
  Rect rest{room.x + kGap, room.y + 10, room.w - 2 * kGap, room.h - 10 - kGap};
  draw_toolbar(f, cut_top(rest, kToolHeight, 10));
  const Rect gallery = cut_right(rest, kGalleryWidth, kGap);
  const Rect facts = cut_right(rest, kCardWidth, kGap);
  draw_plot_card(f, ui, rest);

  card(f, facts);
  scrolling(f, ui, "facts", inset(facts, 0, 2), kCardPadding,
            [&](const Rect& space) { return draw_function_card(f, ui.curves, space); });

  card(f, gallery);
  Rect list = inset(gallery, 2, 2);
  draw_text(f, inset(cut_top(list, 48), kCardPadding - 2, 0), title_text(f), gallery_title(f));
  scrolling(f, ui, "gallery", list, 6, [&](Rect space) {
    space.w -= kScrollbar - 4;
    return draw_gallery(f, space);
  });
}

// ---- The parts below each other
// ---------------------------------------------------------------------------------

float draw_controls_row(Frame& f, const Rect& space) {
  const float train = train_button_width(f);
  const bool fits = curve_switches_width(f) + kGap + train <= space.w;
  Rect line{space.x, space.y, space.w, kToolHeight};
  if (fits) draw_train_button(f, cut_right(line, train, kGap));
  draw_curve_switches(f, line);
  if (fits) return kToolHeight;
  draw_train_button(f, {space.x, space.y + kToolHeight + 4, train, kToolHeight});
  return 2 * kToolHeight + 4;
}

// Everything beside the plot, for narrow shapes.
float draw_column(Frame& f, Ui& ui, const Rect& space) {
  Rect rest = space;
  cut_top(rest, draw_controls_row(f, rest), kUnit);
  cut_top(rest,
          fitted_card(f, rest, kCardPadding,
                      [&](const Rect& inside) { return draw_function_card(f, ui.curves, inside); }),
          kUnit);
  draw_text(f, inset(cut_top(rest, 28), 4, 0), title_text(f), gallery_title(f));
  cut_top(rest, draw_gallery(f, rest));
  return rest.y - space.y;
}

// ---- Compact: the plot, one row, the rest in a drawer
// -----------------------------------------------------------

void draw_drawer(Frame& f, Ui& ui, const Rect& room, const Rect& row) {
  const float width = std::min(320.0F, room.w - 16);
  const Rect panel{right(room) - 8 - width, room.y + 4, width, row.y - room.y - 8};
  if (!begin_panel(f, "curves_drawer", panel)) return;
  Rect list = panel;
  const Rect head = inset(cut_top(list, 36), 4, 4);
  const Rect close{right(head) - head.h, head.y, head.h, head.h};
  if (icon_button(f, close, "close", Icon::close, tr(f, "train.close"), Look::plain)) {
    ImGui::CloseCurrentPopup();
  }
  scrolling(f, ui, "drawer", list, kCardPadding, [&](Rect space) {
    space.w -= kScrollbar - 4;
    return draw_column(f, ui, space);
  });
  end_panel();
}

void draw_compact(Frame& f, Ui& ui, const Rect& room) {
  const float margin = room.h < 220 ? 2 : kUnit;
  Rect rest = inset(room, margin, margin);
  Rect row = cut_bottom(rest, 28, margin);
  card(f, rest);
  Rect inside = inset(rest, 0, 4);
  draw_curves_readout(f, ui.curves, inset(cut_top(inside, 20), kCardPadding, 0));
  draw_curves_plot(f, ui.curves, plot_area(inside, 12));

  const Rect whole_row = row;
  const bool is_open_pressed =
      icon_button(f, cut_right(row, 28, 4), "more", Icon::settings, tr(f, "curves.more"), Look::outline);
  if (is_open_pressed) ImGui::OpenPopup("curves_drawer");
  if (row.w >= 300) draw_zoom_buttons(f, cut_right(row, zoom_buttons_width(f), kUnit));
  draw_chips(f, row);
  draw_drawer(f, ui, room, whole_row);
}

// ---- Tall: everything in one column
// -----------------------------------------------------------------------------

float draw_tall_plot(Frame& f, Ui& ui, const Rect& space) {
  Rect rest = space;
  const Rect picture = cut_top(rest, std::min(space.w * 0.95F, f.view.h * 0.44F));
  draw_curves_plot(f, ui.curves, plot_area({picture.x, picture.y + 4, picture.w, picture.h - 4}, 14));
  Rect zoom_line{space.x, rest.y, space.w, 30};
  draw_zoom_buttons(f, cut_right(zoom_line, zoom_buttons_width(f), 4));
  cut_top(rest, draw_curves_readings(f, ui.curves, inset(rest, kCardPadding, 0)), 4);
  return rest.y - space.y;
}

void draw_tall(Frame& f, Ui& ui, const Rect& room) {
  scrolling(f, ui, "column", room, kUnit, [&](const Rect& space) {
    Rect rest = space;
    cut_top(rest, fitted_card(f, rest, 0, [&](const Rect& inside) { return draw_tall_plot(f, ui, inside); }),
            kUnit);
    cut_top(rest, draw_wrapped_chips(f, rest), kUnit);
    cut_top(rest, draw_column(f, ui, rest));
    return rest.y - space.y;
  });
}

}  // namespace

void draw_curves_room(Frame& f, Ui& ui, const Rect& room) {
  ui.curves.is_pointed_at = false;
  switch (f.shape) {
    case Shape::wide:
      draw_wide(f, ui, room);
      break;
    case Shape::compact:
      draw_compact(f, ui, room);
      break;
    case Shape::tall:
      draw_tall(f, ui, room);
      break;
  }
  if (ui.curves.is_pointed_at) ui.wheel_use = "zoom";
}

}  // namespace lab::ui
