#include <algorithm>
#include <utility>

#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/lesson/lesson.h"

namespace lab::ui {

namespace {

constexpr float kWideColumn = 352;
constexpr float kBesideColumn = 300;
constexpr float kCompactShare = 0.47F;
constexpr float kLeastBeside = 400;  // of the window: below it there is room for one of the two
constexpr float kTallShare = 0.5F;
constexpr float kStrip = 44;  // of a folded panel
constexpr float kDeeds = 40;
constexpr float kEndless = 1e5F;

bool is_small(const Frame& f) { return f.shape == Shape::compact || f.shape == Shape::tall; }
bool covers_all(const Frame& f) { return f.shape == Shape::compact && f.view.w < kLeastBeside; }

void go_to_step(Frame& f, int step) {
  app::Scenario next = f.app.shown;
  next.step = step;
  change(f, next);
}

std::string step_name(const Frame& f, const lesson::Lesson& lesson, std::size_t index) {
  const lesson::Step& step = lesson.steps[index];
  const auto record = f.app.learner.records.find(lesson.id + "/" + step.id);
  const bool is_done = record != f.app.learner.records.end() && record->second.is_done;
  const std::string_view id = is_done ? "learn.step_done.text" : "learn.step.text";
  return i18n::format(f.language, id, {std::to_string(index + 1), step.title});
}

bool is_step_done(const Frame& f, const lesson::Lesson& lesson, std::size_t index) {
  const auto record = f.app.learner.records.find(lesson.id + "/" + lesson.steps[index].id);
  return record != f.app.learner.records.end() && record->second.is_done;
}

// Where one is, and the way to each step: a bar in pieces, full where a step is done.
void draw_steps(Frame& f, const lesson::Lesson& lesson, Rect row) {
  const Group steps(f, {"learn.steps", base::Role::toolbar, tr(f, "learn.steps.text"), row});
  constexpr float kApart = 4, kThick = 4;
  const auto count = static_cast<float>(lesson.steps.size());
  const float width = (row.w - kApart * (count - 1)) / count;
  for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
    const Rect place = cut_left(row, width, kApart);
    const bool is_here = static_cast<std::size_t>(f.app.shown.step) == i + 1;
    base::Element element{"learn.step." + std::to_string(i + 1), base::Role::tab, step_name(f, lesson, i),
                          place};
    element.is_pressed = is_here;
    const std::string name = element.label;
    const Press press = pressable(f, std::move(element));
    const ImU32 colour = is_here                      ? f.theme.accent
                         : is_step_done(f, lesson, i) ? with_alpha(f.theme.accent, 0.45F)
                                                      : f.theme.line;
    const float y = centre(place).y;
    const float thick = press.is_hovered ? kThick + 2 : kThick;
    ImGui::GetWindowDrawList()->AddRectFilled({place.x, y - thick / 2}, {right(place), y + thick / 2}, colour,
                                              thick / 2);
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, name);
    if (press.is_pressed) go_to_step(f, static_cast<int>(i) + 1);
  }
}

void draw_fold(Frame& f, LessonView& view, const Rect& place) {
  const std::string_view label = view.is_folded ? "learn.unfold.text" : "learn.fold.text";
  if (icon_button(f, centred_square(place), "learn.fold", view.is_folded ? Icon::next : Icon::before,
                  tr(f, label), Look::plain))
    view.is_folded = !view.is_folded;
}

void draw_head(Frame& f, LessonView& view, const lesson::Lesson& lesson, Rect& rest) {
  Rect line = cut_top(rest, kMinTarget);
  draw_fold(f, view, cut_right(line, kMinTarget, 4));
  const std::string where = i18n::format(
      f.language, lesson.number > 0 ? "learn.where.text" : "learn.where_own.text",
      {std::to_string(lesson.number), std::to_string(f.app.shown.step), std::to_string(lesson.steps.size())});
  add_text(f, "text.learn.where", line, where);
  if (!is_small(f)) {
    draw_text(f, line, label_text(f), where);
    line = cut_top(rest, kMinTarget);
  }
  add_element(f, {"heading.learn", base::Role::heading, lesson.title, line});
  draw_text(f, line, is_small(f) ? value_text(f) : large_text(f), lesson.title);
  draw_steps(f, lesson, cut_top(rest, is_small(f) ? 16.0F : kMinTarget, is_small(f) ? 2.0F : 4.0F));
}

void draw_ways(Frame& f, const Rect& row) {
  Rect rest = row;
  const bool leads_back = !is_small(f);  // there the bar of steps does
  const float width = row.w / (leads_back ? 3 : 2);
  if (leads_back && button(f, cut_left(rest, width), "learn.back", tr(f, "learn.back.text"), Look::plain,
                           f.app.shown.step > 1))
    go_to_step(f, f.app.shown.step - 1);
  if (is_shown(f, "lesson")) {
    if (button(f, cut_right(rest, width), "lesson.free", tr(f, "learn.free.text"), Look::plain))
      ask(f, app::Learn{app::Learn::Deed::leave});
    if (button(f, rest, "lesson.all", tr(f, "learn.all.text"), Look::plain)) {
      app::Scenario next = f.app.shown;
      next.view = "home";
      next.lesson = "";
      change(f, next);
    }
  }
}

// What is done next in a step.
std::string_view next_control(const Frame& f) {
  if (!app::is_asking(f.app)) return "learn.next";
  const lesson::Step& step = *app::present_step(f.app);
  switch (step.ask) {
    case lesson::Ask::nothing:
      break;
    case lesson::Ask::choice:
      return "learn.choice.1";
    case lesson::Ask::number:
      return "learn.number";
    case lesson::Ask::order:
      return "learn.down.1";
    case lesson::Ask::sketch:
      return step.sketch == lesson::Sketch::border ? "learn.sheet" : "learn.sketch.1";
  }
  return "learn.next";
}

// To the beginning of another step, and to what an answer was worth; the keyboard comes along.
void follow_learner(Frame& f, LessonView& view, float to_outcome) {
  const bool is_asking = app::is_asking(f.app);
  if (view.at != f.app.learner.at) {
    ImGui::SetScrollY(0);
    view.began_s = f.now_s;
    view.number = {};
  } else if (view.was_asking && !is_asking) {
    ImGui::SetScrollY(to_outcome);
  }
  view.at = f.app.learner.at;
  view.was_asking = is_asking;
  if (std::exchange(view.leads_on, false)) send_keyboard(f, next_control(f));
}

void draw_scrolling(Frame& f, LessonView& view, const Rect& area, bool has_ways) {
  ImGui::SetCursorScreenPos(top_left(area));
  if (ImGui::BeginChild("learn.scroll", {area.w, area.h})) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    Rect rest{at.x, at.y, area.w - 10, kEndless};
    cut_top(rest, draw_words(f, view, rest));
    const float to_outcome = rest.y - at.y;
    cut_top(rest, draw_outcome(f, view, rest));
    cut_top(rest, draw_hand_in(f, view, rest));
    if (has_ways) draw_ways(f, cut_top(rest, 32));
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({1, rest.y - at.y + kUnit});
    follow_learner(f, view, to_outcome);
    scroll_by_touch(f);
  }
  ImGui::EndChild();
}

void draw_open(Frame& f, LessonView& view, const lesson::Lesson& lesson, const Rect& rect) {
  card(f, rect);
  const float padding = is_small(f) ? kUnit : kGap;
  Rect rest = inset(rect, padding, is_small(f) ? 4.0F : kCardPadding);
  draw_head(f, view, lesson, rest);
  if (!is_small(f)) draw_ways(f, cut_bottom(rest, 32, 4));
  const Rect deeds = cut_bottom(rest, std::min(kDeeds, rest.h * 0.3F), kUnit);
  draw_scrolling(f, view, rest, is_small(f));
  draw_deeds(f, view, deeds);
}

// Where the panel goes, of the room.
Rect cut_panel(const Frame& f, Rect& room) {
  switch (f.shape) {
    case Shape::wide: {
      Rect strip = cut_left(room, kWideColumn);
      return {strip.x + kGap, strip.y + kGap, strip.w - kGap, strip.h - 2 * kGap};
    }
    case Shape::beside: {
      const Rect strip = cut_left(room, kBesideColumn);
      return {strip.x + kUnit, strip.y + kUnit, strip.w - kUnit, strip.h - 2 * kUnit};
    }
    case Shape::tall:
      return inset(cut_bottom(room, room.h * kTallShare), 4, 4);
    case Shape::compact:
      return inset(cut_left(room, covers_all(f) ? room.w : room.w * kCompactShare), 4, 4);
  }
  return {};
}

void draw_folded(Frame& f, LessonView& view, std::string_view title, Rect& room) {
  const bool is_row = is_small(f);
  Rect strip = is_row ? cut_top(room, kMinTarget + 4) : inset(cut_left(room, kStrip + kUnit), kUnit, kGap);
  if (!is_row) card(f, strip);
  Rect rest = is_row ? inset(strip, kUnit, 2) : strip;
  draw_fold(f, view, is_row ? cut_left(rest, kMinTarget, 4) : cut_top(rest, kStrip));
  add_element(f, {"heading.learn", base::Role::heading, std::string(title), rest});
  if (is_row) draw_text(f, rest, value_text(f), title);
}

}  // namespace

void draw_way_back(Frame& f, Rect& room) {
  f.explains = true;
  Rect row = inset(cut_top(room, 36), kUnit, 3);
  const std::string text = tr(f, "learn.come_back.text");
  if (button(f, cut_left(row, std::min(button_width(f, text), row.w)), "lesson.come_back", text,
             Look::outline))
    ask(f, app::Learn{app::Learn::Deed::come_back});
}

void draw_lesson(Frame& f, LessonView& view, Rect& room) {
  const lesson::Lesson& lesson = *app::present_lesson(f.app);
  f.explains = true;
  if (view.is_folded) return draw_folded(f, view, lesson.title, room);
  const Rect rect = cut_panel(f, room);
  const Group region(f, {"learn", base::Role::region, lesson.title, rect});
  draw_open(f, view, lesson, rect);
}

}  // namespace lab::ui
