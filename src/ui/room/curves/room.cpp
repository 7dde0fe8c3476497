// The Curves room: where its parts stand in a wide window, in a narrow one, in a short frame and on a phone.
#include <algorithm>

#include "app/lessons.h"
#include "app/reading_text.h"
#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"
#include "ui/room/curves/room.h"

namespace lab::ui {

namespace {

constexpr float kCardWidth = 300;
constexpr float kColumnWidth = 148;   // of the gallery beside the card
constexpr float kGalleryWidth = 464;  // of the open gallery: the card's place and the column's
constexpr float kNarrowCard = 480;    // below it the numbers begin at its edge, not at the axis
constexpr float kToolHeight = 32;
constexpr float kEndless = 1e5F;  // height of what scrolls
constexpr float kScrollbar = 8;
constexpr float kMostReadings = 0.4F;      // of the height left for the plot: more of them scroll
constexpr float kLowestWithReadings = 80;  // below, the plot alone
constexpr float kLowestAboveSliders = 110;

enum class Layout {
  spacious,  // plot, card and open gallery beside each other
  wide,      // plot, card and a column of the gallery, which opens over the card
  narrow,    // the plot, and the card or the gallery beside it
  compact,   // a short frame: the plot, one row, the rest in panels
  tall,      // a phone: cards below each other
};

// Whether there is a gallery to choose from.
bool can_choose(const Frame& f) { return is_shown(f, "gallery") && is_shown(f, "curves"); }

Layout layout_of(const Frame& f, const Rect& room) {
  if (f.shape == Shape::tall) return Layout::tall;
  if (room.w >= 1560 && f.view.h >= 560) return Layout::spacious;
  if (room.w >= 1080 && f.view.h >= 520) return Layout::wide;
  return f.shape == Shape::compact ? Layout::compact : Layout::narrow;
}

// A scrolling region; `draw_content(space)` draws into endless space and returns the height it took.
template <typename Draw>
void scrolling(Frame& f, CurvesView& state, const char* id, const Rect& rect, float padding,
               const Draw& draw_content) {
  ImGui::SetCursorScreenPos(top_left(rect));
  if (ImGui::BeginChild(id, {rect.w, rect.h})) {
    const Rect space{rect.x + padding, rect.y + padding - ImGui::GetScrollY(), rect.w - 2 * padding,
                     kEndless};
    const float height = draw_content(space);
    ImGui::SetCursorScreenPos({rect.x, space.y + height});
    ImGui::Dummy({1, padding});
    if (!state.pan) scroll_by_touch(f);
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

// The gallery in its different places.

// Of what is searched for now, also where that was typed in this frame. Returns whether there is one to take.
bool take_first_hit(Frame& f, GalleryView& view) {
  const GalleryHits& hits = find_gallery_hits(f, view);
  if (hits.items.empty() || is_locked(f, "curves")) return false;
  choose_alone(f, hits.items.front().id);
  return true;
}

// Head and scrolling thumbnails in a card or panel of its own. Returns whether it asks to be closed.
bool draw_gallery(Frame& f, CurvesView& state, const Rect& rect, bool is_closable,
                  bool closes_when_chosen = false) {
  GalleryView& view = state.gallery;
  const GalleryHits& hits = find_gallery_hits(f, view);
  Rect list = rect;
  const GalleryHead head =
      draw_gallery_head(f, view, hits, inset(list, kCardPadding, kCardPadding), is_closable);
  cut_top(list, head.height + kCardPadding);
  const bool is_taken = head.is_entered && take_first_hit(f, view);
  bool is_chosen = false;
  scrolling(f, state, "gallery", inset(list, 2, 2), 6, [&](Rect space) {
    space.w -= kScrollbar - 4;
    const GalleryGrid grid = draw_gallery_grid(f, view, hits, space);
    is_chosen = grid.is_chosen;
    return grid.height;
  });
  return head.is_closed || (closes_when_chosen && (is_chosen || is_taken));
}

// One column of thumbnails; its button opens the whole gallery.
void draw_gallery_column(Frame& f, CurvesView& state, const Rect& rect) {
  GalleryView& view = state.gallery;
  const GalleryHits& hits = find_gallery_hits(f, view);
  card(f, rect);
  Rect list = inset(rect, 2, 2);
  Rect title = inset(cut_top(list, 48), kCardPadding - 2, 0);
  const Rect open = centred_square(inset(cut_right(title, 30), 0, 9));
  if (icon_button(f, open, "gallery_open", Icon::search, tr(f, "gallery.search"), Look::plain)) {
    view.is_open = true;
    send_keyboard(f, "gallery_search");
  }
  draw_heading(f, title, "gallery", gallery_title(f, view, hits));
  scrolling(f, state, "gallery", list, 6, [&](Rect space) {
    space.w -= kScrollbar - 4;
    return draw_gallery_grid(f, view, hits, space).height;
  });
}

// A panel over the room, opened by the button "functions".
void draw_gallery_panel(Frame& f, CurvesView& state, const Rect& panel) {
  if (!begin_panel(f, "gallery_panel", panel, tr(f, "gallery.title"))) {
    state.gallery.query = {};
    return;
  }
  if (draw_gallery(f, state, panel, true, true)) ImGui::CloseCurrentPopup();
  end_panel(f);
}

std::string catalogue_title(const Frame& f, CurvesView& state) {
  return gallery_title(f, state.gallery, find_gallery_hits(f, state.gallery));
}

// Wide: the parts beside each other.

bool has_toolbar(const Frame& f) {
  return is_shown(f, "formula") || is_shown(f, "curves") || is_shown(f, "view");
}

// What is typed, what is chosen, and what to do with it, cut off the top of the room.
void draw_toolbar(Frame& f, CurvesView& state, Rect& room, float gap) {
  Rect line = cut_top(room, kToolHeight);
  float height = kToolHeight;
  if (train_button_width(f) > 0) draw_train_button(f, cut_right(line, train_button_width(f), kGap));
  if (is_shown(f, "formula")) {
    const float share = std::clamp(line.w - kGap - chips_width(f), line.w * 0.3F, line.w * 0.5F);
    Rect bar = cut_left(line, is_shown(f, "curves") ? share : line.w, kGap);
    bar.h = height = formula_bar_height(f, state.draft, bar.w);
    draw_formula_bar(f, state.draft, bar);
  }
  if (is_shown(f, "curves")) draw_chips(f, line);
  cut_top(room, height - kToolHeight + gap);
}

void draw_plot_card(Frame& f, CurvesView& state, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, 8);
  const float zoom = zoom_buttons_width(f);
  const float switches = curve_switches_height(f, rest.w - kUnit - zoom - kGap);
  if (switches > 0 || zoom > 0) {
    Rect head = cut_top(rest, std::max(switches, 28.0F), 4);
    const Rect buttons = cut_right(head, zoom, kGap);
    cut_left(head, kUnit);
    draw_curve_switches(f, head);
    draw_zoom_buttons(f, state.axes, {buttons.x, buttons.y, buttons.w, 28});
  }
  const float indent = rest.w < kNarrowCard ? kUnit : kAxisLeft;
  const bool has_readings = is_shown(f, "readings");
  const float readings = has_readings ? readings_height(f, state, rest.w - indent) : 0;
  Rect foot = has_readings ? cut_bottom(rest, std::min(readings, rest.h * kMostReadings), 4) : Rect{};
  if (is_shown(f, "picture")) draw_curves_plot(f, state, rest);
  if (!has_readings) return;
  cut_left(foot, indent);
  scrolling(f, state, "readings", foot, 0,
            [&](const Rect& space) { return draw_curves_readings(f, state, space); });
}

void draw_facts_card(Frame& f, CurvesView& state, const Rect& rect) {
  card(f, rect);
  scrolling(f, state, "facts_scroll", inset(rect, 0, 2), kCardPadding,
            [&](const Rect& space) { return draw_function_card(f, state, space); });
}

Rect inside_of(const Rect& room) {
  return {room.x + kGap, room.y + 10, room.w - 2 * kGap, room.h - 10 - kGap};
}

void draw_wide(Frame& f, CurvesView& state, const Rect& room, bool is_spacious) {
  Rect rest = inside_of(room);
  if (has_toolbar(f)) draw_toolbar(f, state, rest, 10);
  const bool has_gallery = can_choose(f);
  const bool is_open = has_gallery && (state.gallery.is_open || is_spacious);
  if (!is_open) state.gallery.query = {};  // nobody could see what is searched for
  const Rect gallery = has_gallery ? cut_right(rest, is_open ? kGalleryWidth : kColumnWidth, kGap) : Rect{};
  const bool has_card = is_shown(f, "facts") && (is_spacious || !is_open);
  const Rect facts = has_card ? cut_right(rest, kCardWidth, kGap) : Rect{};
  draw_plot_card(f, state, rest);
  if (has_card) draw_facts_card(f, state, facts);
  if (!has_gallery) return;
  if (!is_open) return draw_gallery_column(f, state, gallery);
  card(f, gallery);
  const bool is_closed = draw_gallery(f, state, gallery, !is_spacious);
  if (is_closed || (!is_spacious && is_escape_pressed(f))) {
    state.gallery.is_open = false;
    send_keyboard(f, "gallery_open");
  }
}

// Two words that choose what stands below them.
void draw_side_tabs(Frame& f, CurvesView& state, const Rect& rect) {
  bool& is_open = state.gallery.is_open;
  if (!is_open) state.gallery.query = {};
  Rect rest = rect;
  const Rect left = cut_left(rest, (rect.w - 4) / 2, 4);
  const Group tabs(f, {"side_tabs", base::Role::toolbar, tr(f, "curves.card"), rect});
  if (button(f, left, "facts", tr(f, "curves.card"), is_open ? Look::plain : Look::chosen, true,
             base::Role::tab)) {
    is_open = false;
  }
  if (button(f, rest, "gallery_open", catalogue_title(f, state), is_open ? Look::chosen : Look::plain, true,
             base::Role::tab)) {
    is_open = true;
  }
}

void draw_narrow(Frame& f, CurvesView& state, const Rect& room) {
  Rect rest = inset(inside_of(room), -4, -2);
  if (has_toolbar(f)) draw_toolbar(f, state, rest, kUnit);
  const bool has_facts = is_shown(f, "facts");
  const bool has_side = has_facts || can_choose(f);
  Rect side = has_side ? cut_right(rest, std::clamp(rest.w * 0.36F, 256.0F, kCardWidth), kUnit) : Rect{};
  draw_plot_card(f, state, rest);
  if (!has_side) return;
  if (has_facts && can_choose(f)) draw_side_tabs(f, state, cut_top(side, 30, 6));
  if (has_facts && (!state.gallery.is_open || !can_choose(f))) return draw_facts_card(f, state, side);
  card(f, side);
  draw_gallery(f, state, side, false);
}

// The parts below each other.

float draw_controls_row(Frame& f, const Rect& space) {
  Rect rest = space;
  cut_top(rest, draw_curve_switches(f, rest), 4);
  if (train_button_width(f) > 0) {
    const Rect line = cut_top(rest, kToolHeight);
    draw_train_button(f, {line.x, line.y, train_button_width(f), line.h});
  }
  return rest.y - space.y;
}

// Everything beside the plot, for small shapes.
float draw_column(Frame& f, CurvesView& state, const Rect& space) {
  Rect rest = space;
  if (is_shown(f, "formula"))
    draw_formula_bar(f, state.draft, cut_top(rest, formula_bar_height(f, state.draft, rest.w), kUnit));
  cut_top(rest, draw_controls_row(f, rest), kUnit);
  if (is_shown(f, "facts")) {
    cut_top(rest, fitted_card(f, rest, kCardPadding,
                              [&](const Rect& inside) { return draw_function_card(f, state, inside); }));
  }
  return rest.y - space.y;
}

// Compact: the plot, one row, the rest in panels.

// With the readings where they have no room beside the plot.
void draw_drawer(Frame& f, CurvesView& state, const Rect& room, const Rect& row, bool has_readings) {
  const float width = std::min(320.0F, room.w - 16);
  const Rect panel{right(room) - 8 - width, room.y + 4, width, row.y - room.y - 8};
  if (!begin_panel(f, "curves_drawer", panel, tr(f, "curves.more"))) return;
  Rect list = panel;
  const Rect head = inset(cut_top(list, 36), 4, 4);
  const Rect close{right(head) - head.h, head.y, head.h, head.h};
  if (icon_button(f, close, "close", Icon::close, tr(f, "train.close"), Look::plain)) {
    ImGui::CloseCurrentPopup();
  }
  scrolling(f, state, "drawer", list, kCardPadding, [&](Rect space) {
    space.w -= kScrollbar - 4;
    Rect rest = space;
    if (has_readings) cut_top(rest, draw_curves_readings(f, state, rest), kUnit);
    return rest.y - space.y + draw_column(f, state, rest);
  });
  end_panel(f);
}

void draw_compact(Frame& f, CurvesView& state, const Rect& room) {
  const float margin = room.h < 220 ? 2 : kUnit;
  Rect rest = inset(room, margin, margin);
  const bool has_drawer = f.app.shown.controls;
  const bool has_row = has_drawer || can_choose(f);
  Rect row = has_row ? cut_bottom(rest, 28, margin) : Rect{};
  card(f, rest);
  Rect inside = inset(rest, 0, 4);
  if (app::present_step(f.app) != nullptr) draw_sliders_below(f, inside);
  const bool has_room = inside.h >= kLowestWithReadings;
  if (is_shown(f, "readings") && has_room)
    draw_short_readings(f, state, inset(cut_top(inside, kMinTarget), kCardPadding, 0));
  if (is_shown(f, "picture")) draw_curves_plot(f, state, inside);

  const Rect whole_row = has_row ? row : Rect{rest.x, bottom(rest), rest.w, 0};
  if (has_drawer && icon_button(f, cut_right(row, 28, 4), "more", Icon::settings, tr(f, "curves.more"),
                                Look::outline, true, base::Role::list)) {
    ImGui::OpenPopup("curves_drawer");
  }
  if (can_choose(f) && icon_button(f, cut_right(row, 28, 4), "gallery_open", Icon::search,
                                   catalogue_title(f, state), Look::outline, true, base::Role::list)) {
    ImGui::OpenPopup("gallery_panel");
  }
  if (row.w >= 300) draw_zoom_buttons(f, state.axes, cut_right(row, zoom_buttons_width(f), kUnit));
  if (has_row && is_shown(f, "curves")) draw_chips(f, row);
  draw_drawer(f, state, room, whole_row, !has_room && is_shown(f, "readings"));
  draw_gallery_panel(f, state, inset(room, kUnit, 4));
}

// Tall: everything in one column.

float draw_tall_plot(Frame& f, CurvesView& state, const Rect& space) {
  Rect rest = space;
  const bool is_grid = f.app.shown.grid && app::chosen(f.app.shown, app::Use::curves).size() > 2;
  const float share = is_grid ? 0.6F : 0.44F;  // small plots need more of the height
  const Rect picture = cut_top(rest, std::min(space.w * (is_grid ? 1.4F : 0.95F), f.view.h * share));
  draw_curves_plot(f, state, {picture.x, picture.y + 4, picture.w, picture.h - 4});
  if (zoom_buttons_width(f) > 0) {
    Rect zoom_line = cut_top(rest, 30);
    draw_zoom_buttons(f, state.axes, cut_right(zoom_line, zoom_buttons_width(f), 4));
  }
  if (is_shown(f, "readings")) cut_top(rest, draw_curves_readings(f, state, inset(rest, kCardPadding, 0)), 6);
  return rest.y - space.y;
}

void draw_tall(Frame& f, CurvesView& state, const Rect& room) {
  const std::string all = catalogue_title(f, state);
  bool is_gallery_wanted = false;
  scrolling(f, state, "column", room, kUnit, [&](const Rect& space) {
    Rect rest = space;
    if (is_shown(f, "picture")) {
      cut_top(rest,
              fitted_card(f, rest, 0, [&](const Rect& inside) { return draw_tall_plot(f, state, inside); }),
              kUnit);
    }
    if (is_shown(f, "curves")) cut_top(rest, draw_wrapped_chips(f, rest), kUnit);
    if (can_choose(f))
      is_gallery_wanted = menu_button(f, cut_top(rest, 36, kUnit), "gallery_open", all, false);
    cut_top(rest, draw_column(f, state, rest));
    return rest.y - space.y;
  });
  if (is_gallery_wanted) ImGui::OpenPopup("gallery_panel");
  draw_gallery_panel(f, state, inset(room, 4, 4));
}

}  // namespace

void draw_sliders_below(Frame& f, Rect& plot) {
  const act::Activation activation = chosen_curves(f).front().activation;
  const float height = sliders_height(f, activation);
  if (plot.h - height >= kLowestAboveSliders)
    draw_sliders(f, inset(cut_bottom(plot, height), kCardPadding, 0), activation);
}

bool is_curves_room_busy(const CurvesView& state) { return state.gallery.is_measuring; }

std::string spoken_reading(const ChosenCurve& curve, act::Reading reading, double x) {
  return app::short_reading_text(curve.activation, reading, x, act::read(curve.activation, reading, x), 4);
}

std::string curves_sentence(const Frame& f, const CurvesView& state) {
  std::string functions;
  for (const ChosenCurve& curve : chosen_curves(f)) {
    functions += (functions.empty() ? "" : "; ") +
                 i18n::format(f.language, "curves.sentence.function",
                              {curve.name, spoken_reading(curve, act::Reading::value, state.cursor_x),
                               spoken_reading(curve, act::Reading::slope, state.cursor_x)});
  }
  return i18n::format(f.language, "curves.sentence", {i18n::number(state.cursor_x), functions});
}

void draw_curves_room(Frame& f, CurvesView& state, const Rect& room) {
  if (f.app.cursor_x != state.asked_x) state.cursor_x = f.app.cursor_x;
  state.was_pointed_at = state.is_pointed_at;
  state.is_pointed_at = false;
  switch (layout_of(f, room)) {
    case Layout::spacious:
      draw_wide(f, state, room, true);
      break;
    case Layout::wide:
      draw_wide(f, state, room, false);
      break;
    case Layout::narrow:
      draw_narrow(f, state, room);
      break;
    case Layout::compact:
      draw_compact(f, state, room);
      break;
    case Layout::tall:
      draw_tall(f, state, room);
      break;
  }
  if (state.is_pointed_at) f.wheel_use = "zoom";
  if (state.cursor_x == f.app.cursor_x || app::is_waiting(f.app)) return;
  state.asked_x = state.cursor_x;
  ask(f, app::PointAt{state.cursor_x});
}

}  // namespace lab::ui
