#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/screen.h"

namespace lab::ui {

namespace {

constexpr float kRoomForKeys = 160;   // left after all else; where there is less, the ? key opens the sheet
constexpr float kRoomForTools = 216;  // beside the tabs: share, export, theme, language, undo and redo
constexpr float kMarkedFrom = 320;    // below it there is no room for the mark of the program
constexpr float kNarrow = 420;        // points: below it the words of the bar stand closer together

float tab_width(const Frame& f, std::string_view text) {
  return button_width(f, text) - (f.view.w < kNarrow ? 12 : 0);
}

// The name of the program, which leads to the front page.
void draw_title(Frame& f, Rect& rest) {
  if (f.view.w < kMarkedFrom) return;
  const TextStyle style{15, Weight::semibold, f.theme.ink};
  const std::string title = tr(f, "app.title");
  const bool has_words = f.shape == Shape::wide;
  const float width = has_words ? 30 + text_size(f, style, title).x : 26;
  Rect place = cut_left(rest, width, has_words ? 18 : 4);
  if (is_shown(f, "view")) {
    base::Element element{"view.home", base::Role::tab, title, inset(place, has_words ? -6 : 0, 0)};
    element.is_pressed = f.app.shown.view == "home";
    const Rect rect = element.rect;
    const Press press = pressable(f, std::move(element));
    if (press.is_hovered)
      ImGui::GetWindowDrawList()->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.hover_fill,
                                                kControlRadius);
    if (press.is_pressed) go_to_room(f, "home");
  }
  draw_brand(f, centred_square(cut_left(place, has_words ? 20 : 26, 10)));
  if (has_words) draw_text(f, place, style, title);
}

float room_tabs_width(const Frame& f) {
  float width = 0;
  for (const RoomRow& room : rooms().subspan(1))
    width += tab_width(f, tr(f, "view." + std::string(room.id))) + 4;
  return width;
}

// All rooms as a list that opens, where their tabs have no room.
void draw_room_list(Frame& f, Rect& rest) {
  constexpr const char* kList = "view.list";
  const std::string here = tr(f, "view." + f.app.shown.view);
  const Rect place = cut_left(rest, menu_button_width(f, here), 4);
  if (menu_button(f, place, "view.open", here, false)) ImGui::OpenPopup(kList);
  std::vector<ListItem> items;
  int current = -1;
  for (const RoomRow& room : rooms().subspan(1)) {
    if (room.id == f.app.shown.view) current = static_cast<int>(items.size());
    const std::string id = "view." + std::string(room.id);
    items.push_back({id, tr(f, id)});
  }
  if (const auto chosen = popup_list(f, {kList, tr(f, "field.view"), place}, items, current))
    go_to_room(f, rooms()[static_cast<std::size_t>(*chosen) + 1].id);
}

void draw_room_tabs(Frame& f, Rect& rest) {
  const Group tabs(f, {"rooms", base::Role::toolbar, tr(f, "field.view"), rest});
  draw_title(f, rest);
  if (!is_shown(f, "view")) return;
  if (f.shape != Shape::wide && rest.w < room_tabs_width(f) + kRoomForTools) return draw_room_list(f, rest);
  for (const RoomRow& room : rooms().subspan(1)) {
    const std::string word(room.id);
    const std::string label = tr(f, "view." + word);
    const bool is_here = f.app.shown.view == word;
    const Rect tab = cut_left(rest, tab_width(f, label), 4);
    if (button(f, tab, "view." + word, label, is_here ? Look::chosen : Look::plain, true, base::Role::tab)) {
      go_to_room(f, word);
    }
  }
}

// Offers the next language under its own name, which the fonts hold from the start.
std::string language_label(const Frame& f) {
  const i18n::Language next = i18n::next_language(app::language(f.app));
  return std::string(i18n::tr(next, f.shape == Shape::wide ? "language.name" : "language.short_name"));
}

void draw_language(Frame& f, const Rect& place) {
  const i18n::Language next = i18n::next_language(app::language(f.app));
  const bool is_pressed = button(f, place, "lang", language_label(f), Look::plain);
  f.elements.back().value = i18n::tag(next);  // the language of its label
  if (!is_pressed) return;
  app::Scenario changed = f.app.shown;
  changed.lang = i18n::tag(next);
  change(f, changed);
}

void draw_theme_switch(Frame& f, const Rect& place) {
  const bool is_dark = f.theme.is_dark;
  const std::string label = tr(f, is_dark ? "bar.light" : "bar.dark");
  if (!icon_button(f, place, "theme", is_dark ? Icon::sun : Icon::moon, label, Look::plain)) return;
  app::Scenario next = f.app.shown;
  next.theme = is_dark ? "light" : "dark";
  change(f, next);
}

void draw_share(Frame& f, const Rect& place) {
  const std::string label = tr(f, "bar.copy_link");
  const bool is_pressed = f.shape == Shape::wide
                              ? button(f, place, "copy_link", label, Look::outline)
                              : icon_button(f, place, "copy_link", Icon::link, label, Look::plain);
  if (!is_pressed) return;
  copy(f, app::share_link(f.app), "notice.copied");
  f.copies_link = true;
}

void draw_export(Frame& f, const Rect& place) {
  if (icon_button(f, place, "export.open", Icon::save, tr(f, "export.title"), Look::plain, true,
                  base::Role::list))
    open_export_panel();
}

void draw_keys_button(Frame& f, const Rect& place) {
  const std::string label = tr(f, "keys.title");
  if (icon_button(f, place, "keys.open", Icon::keyboard, label, Look::plain, true, base::Role::list)) {
    open_keys_sheet();
  }
}

void draw_undo(Frame& f, const Rect& place) {
  const bool can_undo = !f.app.undo.empty();
  if (icon_button(f, place, "undo", Icon::undo, tr(f, "bar.undo"), Look::plain, can_undo))
    ask(f, app::Undo{});
}

void draw_redo(Frame& f, const Rect& place) {
  const bool can_redo = !f.app.redo.empty();
  if (icon_button(f, place, "redo", Icon::redo, tr(f, "bar.redo"), Look::plain, can_redo))
    ask(f, app::Redo{});
}

// What stands at the right end, in the order in which it is read; what has no room is left out from the left.
void draw_tools(Frame& f, Rect& rest) {
  const float square = rest.h;
  const float undo_pair = 2 * square + 4;
  const float share = f.shape == Shape::wide ? tab_width(f, tr(f, "bar.copy_link")) : square;
  const auto cut = [&](std::string_view word, float width, float gap) {
    return is_shown(f, word) ? cut_right(rest, width, gap) : Rect{};
  };
  const Rect share_place = cut("copy_link", share, 8);
  const Rect export_place = cut("export", square, 4);
  const Rect theme_place = cut("theme", square, 4);
  const Rect language_place = cut("lang", tab_width(f, language_label(f)), 4);
  const Rect keys_place = rest.w >= kRoomForKeys ? cut("keys", square, 4) : Rect{};
  const bool has_room = rest.w >= undo_pair;
  const Rect redo_place = has_room ? cut("redo", square, 2) : Rect{};
  const Rect undo_place = has_room ? cut("undo", square, 2) : Rect{};
  if (undo_place.w >= 1) draw_undo(f, undo_place);
  if (redo_place.w >= 1) draw_redo(f, redo_place);
  if (keys_place.w >= 1) draw_keys_button(f, keys_place);
  if (language_place.w >= 1) draw_language(f, language_place);
  if (theme_place.w >= 1) draw_theme_switch(f, theme_place);
  if (export_place.w >= 1) draw_export(f, export_place);
  if (share_place.w >= 1) draw_share(f, share_place);
}

}  // namespace

void draw_top_bar(Frame& f, const Rect& bar) {
  const Group group(f, {"bar", base::Role::region, tr(f, "bar.title"), bar});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(bar), bottom_right(bar), f.theme.card);
  draw->AddLine({bar.x, bottom(bar) - 0.5F}, {right(bar), bottom(bar) - 0.5F}, f.theme.line);
  Rect rest = inset(bar, f.shape == Shape::wide ? kGap : kUnit, (bar.h - 30) / 2);
  draw_room_tabs(f, rest);
  draw_tools(f, rest);
}

}  // namespace lab::ui
