#include "ui/room/home/room.h"

#include <algorithm>

#include "app/requests.h"
#include "base/clock.h"
#include "lesson/builtin.h"
#include "ui/control/widgets.h"

namespace lab::ui {

namespace {

constexpr double kMakeS = 0.004;  // of a frame, for what the figures are made of
constexpr float kLowestCard = 168;
constexpr float kHighestPicture = 176;  // with what is said below it, where the page scrolls
constexpr float kLowestPicture = 84;
constexpr float kTwoColumnsFrom = 440;
constexpr float kWideTitleFrom = 1200;
constexpr float kAction = 40;
constexpr float kLowestWithAbout = 200;  // a lower figure shows what there is to do instead

// How the page is laid out in a room of some size.
struct Layout {
  int columns = 1;
  float margin = kUnit;
  float across = kUnit, down = kUnit;  // between cards
  float title = 15;                    // size of its text
  bool has_actions_beside = false;
};

Layout layout_of(const Frame& f, const Rect& room) {
  switch (f.shape) {
    case Shape::wide:
      return {3, kGap, 24, kGap, room.w < kWideTitleFrom ? 20.0F : 24.0F, true};
    case Shape::beside:
      return {3, kUnit + 4, 12, 12, 18, true};
    case Shape::tall:
      return {room.w >= 2 * kTwoColumnsFrom ? 2 : 1, kGap, kGap, kGap, 20, false};
    case Shape::compact:
      break;
  }
  return {room.w >= kTwoColumnsFrom ? 2 : 1,     kUnit, kUnit, kUnit,
          room.w < kTwoColumnsFrom ? kBody : 16, false};
}

// The first that was not begun; the first of all where each was.
const lesson::CourseRow& next_lesson(const Frame& f) {
  const auto is_begun = [&](const lesson::CourseRow& row) {
    const std::string steps = std::string(row.id) + "/";
    const auto record = f.app.learner.records.lower_bound(steps);
    return record != f.app.learner.records.end() && record->first.starts_with(steps);
  };
  const std::span<const lesson::CourseRow> course = lesson::course();
  const auto found = std::find_if_not(course.begin(), course.end(), is_begun);
  return found == course.end() ? course.front() : *found;
}

std::string lesson_text(const Frame& f) {
  return i18n::format(f.language, "home.lesson", {std::to_string(next_lesson(f).number)});
}

// The two things to do first. In one row the filled one stands where the eye ends; below the words it comes first.
void draw_actions(Frame& f, Rect row, bool is_beside) {
  const float half = is_beside ? button_width(f, tr(f, "home.train")) : (row.w - kUnit) / 2;
  for (const bool is_first : {true, false}) {
    const Rect place = is_first ? cut_left(row, half, kUnit) : row;
    if (is_first != is_beside) {
      if (is_shown(f, "open") && button(f, place, "open.first", lesson_text(f), Look::filled))
        open_lesson(f, next_lesson(f).id);
    } else if (is_shown(f, "view") && button(f, place, "view.start", tr(f, "home.train"))) {
      go_to_room(f, "train");
    }
  }
}

float actions_width(const Frame& f) {
  return button_width(f, lesson_text(f)) + kUnit + button_width(f, tr(f, "home.train"));
}

bool has_actions(const Frame& f) { return is_shown(f, "open") || is_shown(f, "view"); }

void draw_words(Frame& f, Rect& rest, float width, const TextStyle& style, base::Element element) {
  const float height = paragraph_size(f, style, element.label, width).y;
  element.rect = cut_top(rest, height, 4);
  element.rect.w = width;
  draw_paragraph(f, element.rect, style, element.label);
  add_element(f, std::move(element));
}

// What this is, from the top of `rest`, which loses it.
void draw_head(Frame& f, const Layout& layout, Rect& rest) {
  const bool is_beside = layout.has_actions_beside && has_actions(f);
  const float width = is_beside ? rest.w - actions_width(f) - kGap : rest.w;
  const float top = rest.y;
  draw_words(f, rest, width, {layout.title, Weight::semibold, f.theme.ink},
             {"heading.home", base::Role::heading, tr(f, "home.title")});
  if (f.view.h >= kLowestWithAbout)
    draw_words(f, rest, width, {layout.title >= 20 ? 14 : kBody, Weight::regular, f.theme.muted},
               {"text.about", base::Role::text, tr(f, "home.about")});
  cut_top(rest, kUnit);
  Rect actions{rest.x + width + kGap, (top + rest.y - kUnit - kAction) / 2, rest.w - width - kGap, kAction};
  if (!is_beside && has_actions(f)) actions = cut_top(rest, kAction, layout.down);
  draw_actions(f, actions, is_beside);
}

float column_width(const Layout& layout, float width) {
  return (width - layout.across * static_cast<float>(layout.columns - 1)) /
         static_cast<float>(layout.columns);
}

// All rows of figures have the same height: what the room has left for each, or more where it scrolls.
float row_height(const Frame& f, const HomeView& view, const Layout& layout, const Rect& room, float left) {
  const int rows = static_cast<int>(kFigureCount) / layout.columns;
  const float fits = (left - kBelowHeight) / static_cast<float>(rows) - layout.down;
  if (f.shape == Shape::wide && fits >= kLowestCard) return fits;
  const float width = column_width(layout, room.w - 2 * layout.margin);
  float height = 0;
  const float most = std::min(kHighestPicture, room.h - 60);
  const float picture = std::clamp(width / 2, std::min(kLowestPicture, most), std::max(most, kLowestPicture));
  for (std::size_t i = 0; i < kFigureCount; ++i)
    height = std::max(height, figure_card_height(f, view, static_cast<Figure>(i), width, picture));
  return height;
}

void draw_page(Frame& f, HomeView& view, const Rect& room) {
  const Layout layout = layout_of(f, room);
  constexpr float kEndless = 100'000;
  const float top = ImGui::GetCursorScreenPos().y;
  Rect rest{room.x + layout.margin, top + layout.margin, room.w - 2 * layout.margin, kEndless};
  draw_head(f, layout, rest);
  const float height = row_height(f, view, layout, room, room.h - (rest.y - top) - layout.margin);
  const float width = column_width(layout, rest.w);
  Rect row;
  int place = 0;
  const auto next = [&](float row_height) {
    if (place++ % layout.columns == 0) row = cut_top(rest, row_height, layout.down);
    return cut_left(row, width, layout.across);
  };
  for (std::size_t i = 0; i < kFigureCount; ++i)
    draw_figure_card(f, view, static_cast<Figure>(i), next(height));
  for (const CardBelow& card : kCardsBelow) {
    if (is_shown(f, card.word)) card.draw(f, next(kBelowHeight));
  }
  ImGui::SetCursorScreenPos({room.x, top});
  ImGui::Dummy({room.w, rest.y - top - layout.down + layout.margin});
}

}  // namespace

void open_lesson(Frame& f, std::string_view id) { open_link(f, "lesson=" + std::string(id)); }

void draw_home_room(Frame& f, HomeView& view, const Rect& room) {
  view.drawn = view.figures.made;
  take_turns(f, view);
  view.is_seen = {};
  ImGui::SetCursorScreenPos(top_left(room));
  if (ImGui::BeginChild("home_scroll", {room.w, room.h})) {
    draw_page(f, view, room);
    scroll_by_touch(f);
  }
  ImGui::EndChild();
  // After the picture, so that the first one waits for nothing.
  make_some(view.figures, base::wall_clock_s() + kMakeS);
}

bool is_home_room_busy(const HomeView& view) { return view.drawn < kFigureCount; }

std::string home_sentence(const Frame& f, const HomeView&) {
  return i18n::format(f.language, "twin.words", {tr(f, "home.title"), tr(f, "home.about")});
}

}  // namespace lab::ui
