// Below the figures: lessons, rooms, and how any figure comes into a page of one's own.
#include <algorithm>

#include "lesson/builtin.h"
#include "ui/control/keyboard.h"
#include "ui/control/widgets.h"
#include "ui/room/home/room.h"
#include "ui/rooms.h"

namespace lab::ui {

namespace {

constexpr float kButton = 32;

// The title of a card, and the line below what it holds, if any; what is left is for that.
Rect draw_frame(Frame& f, const Rect& rect, std::string_view id, std::string_view line) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding - 2);
  const std::string title = tr(f, "home." + std::string(id));
  const Rect head = cut_top(rest, 20, 6);
  add_element(f, {"heading." + std::string(id), base::Role::heading, title, head});
  draw_text(f, head, {kBody, Weight::semibold, f.theme.ink}, title);
  const Rect below = cut_bottom(rest, 16);
  if (!line.empty()) add_text(f, "text." + std::string(id), below, std::string(line));
  draw_text(f, below, label_text(f), line);
  return cut_top(rest, kButton);
}

}  // namespace

void draw_lessons(Frame& f, const Rect& rect) {
  Rect row = draw_frame(f, rect, "lessons", tr(f, "home.predict"));
  const Group group(f, {"lessons", base::Role::toolbar, tr(f, "home.lessons"), row});
  const std::span<const lesson::CourseRow> course = lesson::course();
  std::vector<std::string> texts;
  float width_of_all = 0;
  for (const lesson::CourseRow& lesson : course) {
    texts.push_back(std::to_string(lesson.number) + "  " + tr(f, "home.lesson." + std::string(lesson.id)));
    width_of_all += button_width(f, texts.back()) + kUnit;
  }
  const bool has_topics = width_of_all <= row.w;
  const auto count = static_cast<float>(course.size());
  const float of_number = std::min(40.0F, (row.w - (count - 1) * kUnit) / count);  // all of them in one row
  for (std::size_t i = 0; i < course.size(); ++i) {
    const std::string number = std::to_string(course[i].number);
    const Rect place = cut_left(row, has_topics ? button_width(f, texts[i]) : of_number, kUnit);
    const bool is_pressed = button(f, place, "open.lesson." + number, has_topics ? texts[i] : number);
    f.elements.back().label = texts[i];
    if (is_pressed) open_lesson(f, course[i].id);
  }
  // A desktop window takes what is dropped on it.
  const std::string words = tr(f, "home.hand_ins");
  const float width = button_width(f, words);  // the first to go
  if (f.has_mirror && row.w >= width && button(f, cut_right(row, width), "open.hand_ins", words, Look::plain))
    f.chooses_files = true;
}

void draw_rooms(Frame& f, const Rect& rect) {
  const Rect row = draw_frame(f, rect, "rooms", {});
  const Rect area{row.x, row.y, row.w, bottom(rect) - kUnit - row.y};  // there is no line below
  const Group group(f, {"rooms_below", base::Role::toolbar, tr(f, "home.rooms"), area});
  std::vector<std::pair<std::string, std::string>> names;
  float width = 0;
  for (const RoomRow& room : rooms()) {
    if (room.id == f.app.shown.view) continue;
    names.emplace_back(room.id, tr(f, "view." + std::string(room.id)));
    width += button_width(f, names.back().second) + kUnit;
  }
  // In a narrow card they stand in two rows.
  const bool has_room = width - kUnit <= row.w;
  const std::size_t columns = has_room ? names.size() : (names.size() + 1) / 2;
  const float height = has_room ? row.h : (area.h - 2) / 2;
  const float even = (area.w - 2 * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  Rect line = area, rest;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i % columns == 0) rest = cut_top(line, height, 2);
    const float own = has_room ? button_width(f, names[i].second) : even;
    const Rect place = cut_left(rest, own, has_room ? kUnit : 2);
    if (button(f, place, "view.room." + names[i].first, names[i].second)) go_to_room(f, names[i].first);
  }
}

void draw_embed(Frame& f, const Rect& rect) {
  Rect row = draw_frame(f, rect, "embed", tr(f, "home.embeds"));
  const std::string page = f.page.empty() ? "index.html" : std::string(f.page);
  const std::string line = i18n::format(f.language, "home.iframe", {page, tr(f, "app.title")});
  const std::string words = tr(f, "home.copy");
  const Rect place = cut_right(row, button_width(f, words), kUnit);
  add_text(f, "text.iframe", row, line);
  ImGui::GetWindowDrawList()->AddRectFilled(top_left(row), bottom_right(row), f.theme.active_fill,
                                            kControlRadius);
  draw_text(f, inset(row, kUnit, 0), {kSmall, Weight::regular, f.theme.ink}, line);
  if (button(f, place, "copy.iframe", words)) copy(f, line, "notice.copied_value");
}

}  // namespace lab::ui
