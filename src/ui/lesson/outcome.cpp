// What an answer was worth, what there is to do, and the terms of a step.
#include <algorithm>
#include <cmath>

#include "ui/control/keyboard.h"
#include "ui/control/term.h"
#include "ui/control/widgets.h"
#include "ui/lesson/lesson.h"

namespace lab::ui {

namespace {

constexpr float kApart = 8;

// A tinted box, as high as its words.
template <typename Draw>
float boxed(const Frame& f, const Rect& space, const Draw& draw_inside) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->ChannelsSplit(2);
  draw->ChannelsSetCurrent(1);
  const Rect inside = inset(space, 10, 8);
  const float height = draw_inside(inside) + 16;
  draw->ChannelsSetCurrent(0);
  const Rect box{space.x, space.y, space.w, height};
  draw->AddRectFilled(top_left(box), bottom_right(box), f.theme.page, kControlRadius);
  draw->AddRect(top_left(box), bottom_right(box), f.theme.line, kControlRadius);
  draw->ChannelsMerge();
  return height + kApart;
}

float prose(Frame& f, const Rect& space, std::string_view id, const TextStyle& style, std::string_view text) {
  const float height = draw_prose(f, space, style, text);
  add_text(f, id, {space.x, space.y, space.w, height}, without_marks(text));
  return height;
}

std::string verdict(const Frame& f) {
  const app::Record& record = app::present_record(f.app);
  if (record.was_shown) return tr(f, "learn.shown.text");
  const bool is_right = !record.tries.empty() && record.tries.back().is_right;
  return tr(f, is_right ? "learn.right.text" : "learn.wrong.text");
}

// "Within 0.1 of it on 13 % of the axis.", and where it is furthest.
std::vector<std::string> sketch_lines(const Frame& f, const lesson::Step& step) {
  const app::SketchResult& result = *f.app.learner.result;
  const bool is_border = step.sketch == lesson::Sketch::border;
  std::vector<std::string> lines = {i18n::format(
      f.language, "learn.within.text", {i18n::number(step.tolerance, 3), i18n::percent(result.share, 0)})};
  const auto number = [](double value) { return i18n::number(value, 3); };
  if (is_border) {
    lines.push_back(i18n::format(f.language, "learn.worst_border.text",
                                 {number(result.worst.x), number(result.worst.y)}));
  } else {
    const bool is_loss = step.sketch == lesson::Sketch::loss;
    lines.push_back(
        i18n::format(f.language, is_loss ? "learn.worst_step.text" : "learn.worst.text",
                     {is_loss ? i18n::grouped(std::llround(result.worst.x)) : number(result.worst.x),
                      number(result.worst_drawn.y), number(result.worst.y)}));
  }
  return lines;
}

// The run that was drawn ahead is still on its way.
bool is_truth_coming(const Frame& f) {
  const bool is_loss = app::present_step(f.app)->sketch == lesson::Sketch::loss && f.app.learner.result;
  return is_loss && app::is_busy(f.app) &&
         static_cast<double>(f.run->seen.snapshot.step) < f.app.learner.result->truth.back().x;
}

float draw_explanation(Frame& f, const Rect& space) {
  const std::string* const why = app::explanation(f.app);
  if (why == nullptr || is_truth_coming(f)) return 0;
  const lesson::Step& step = *app::present_step(f.app);
  return boxed(f, space, [&](Rect rest) {
    const float top = rest.y;
    cut_top(rest, prose(f, rest, "text.learn.verdict", value_text(f), verdict(f)) + 4);
    if (f.app.learner.result && step.ask == lesson::Ask::sketch) {
      int i = 0;
      for (const std::string& line : sketch_lines(f, step))
        cut_top(rest, prose(f, rest, "text.learn.sketch." + std::to_string(++i), body(f), line) + 2);
      cut_top(rest, 2);
    }
    cut_top(rest, prose(f, rest, "text.learn.why", body(f), *why));
    return rest.y - top;
  });
}

void draw_mark(const Frame& f, const Rect& place, bool is_done) {
  const ImVec2 at{place.x + 8, place.y + 9};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (!is_done) return draw->AddCircle(at, 7, f.theme.muted, 20, 1.2F);
  draw->AddCircleFilled(at, 8, f.theme.accent, 20);
  draw_icon(Icon::check, at, 8, f.theme.on_accent);
}

// What is to be done, and whether it is.
float draw_task(Frame& f, const Rect& space) {
  const lesson::Step& step = *app::present_step(f.app);
  const bool is_done = app::present_record(f.app).is_done;
  if (step.task.empty()) return 0;
  Rect rest = space;
  Rect line = rest;
  draw_mark(f, cut_left(line, 18, 8), is_done);
  const std::string said = is_done ? tr(f, "learn.done.text") + " " + step.task : step.task;
  const float height = draw_prose(f, line, value_text(f), step.task);
  add_text(f, "text.learn.task", {line.x, line.y, line.w, height}, without_marks(said));
  cut_top(rest, std::max(height, 20.0F) + kApart);
  if (is_done && !step.done.empty())
    cut_top(rest, prose(f, rest, "text.learn.done", body(f), step.done) + kApart);
  return rest.y - space.y;
}

float draw_terms(Frame& f, const Rect& space) {
  const lesson::Step& step = *app::present_step(f.app);
  Rect rest = space;
  for (const std::string& term : step.terms) {
    if (!is_term(f, term)) continue;
    const std::string name = tr(f, "term." + term);
    draw_term(f, cut_top(rest, kMinTarget), value_text(f), name, term);
    cut_top(rest,
            prose(f, rest, "text.learn.term." + term, label_text(f), tr(f, "term." + term + ".text")) + 4);
  }
  return rest.y - space.y;
}

float draw_hint(Frame& f, const LessonView& view, const Rect& space) {
  constexpr double kHintAfterS = 20;
  const lesson::Step& step = *app::present_step(f.app);
  if (step.hint.empty() || app::is_asking(f.app) || app::present_record(f.app).is_done) return 0;
  const double left_s = view.began_s + kHintAfterS - f.now_s;
  if (left_s > 0) {
    f.due_in_s = std::min(f.due_in_s, left_s);
    return 0;
  }
  return prose(f, space, "text.learn.hint", label_text(f), step.hint) + kApart;
}

}  // namespace

float draw_outcome(Frame& f, const LessonView& view, const Rect& space) {
  Rect rest = space;
  cut_top(rest, draw_explanation(f, rest));
  if (!app::is_asking(f.app)) cut_top(rest, draw_task(f, rest));
  cut_top(rest, draw_hint(f, view, rest));
  cut_top(rest, draw_terms(f, rest));
  return rest.y - space.y;
}

}  // namespace lab::ui
