// The one row of buttons that never moves: give the answer, go on, and the help that comes late.
#include <algorithm>

#include "ui/control/widgets.h"
#include "ui/lesson/lesson.h"

namespace lab::ui {

namespace {

constexpr double kHelpAfterS = 30;

using Deed = app::Learn::Deed;

bool runs(const lesson::Step& step) {
  return std::any_of(step.run.begin(), step.run.end(), [](const lesson::Action& action) {
    return action.kind == lesson::Action::Kind::train || action.link.find("play=1") != std::string::npos;
  });
}

bool has_missed(const app::Record& record) { return !record.tries.empty() && !record.tries.back().is_right; }

// After a miss, once the run that it set going has ended, or when she has been at it for long enough.
bool offers_help(Frame& f, const LessonView& view) {
  if (!app::can_show(f.app)) return false;
  if (has_missed(app::present_record(f.app)) && !app::is_busy(f.app)) return true;
  const double left_s = view.began_s + kHelpAfterS - f.now_s;
  if (left_s > 0) f.due_in_s = std::min(f.due_in_s, left_s);
  return left_s <= 0;
}

struct Second {
  std::string_view id, text;
  Deed deed;
};

std::optional<Second> second_deed(Frame& f, const LessonView& view) {
  const app::Record& record = app::present_record(f.app);
  const lesson::Step& step = *app::present_step(f.app);
  if (app::is_asking(f.app)) {
    if (offers_help(f, view)) return Second{"learn.show", "learn.show.text", Deed::show_me};
    return std::nullopt;
  }
  if (offers_help(f, view) && !step.show.empty())
    return Second{"learn.show", "learn.show.text", Deed::show_me};
  const bool may_try = step.ask != lesson::Ask::nothing && !record.was_shown && has_missed(record);
  if (!may_try) return std::nullopt;
  const bool is_sketch = step.ask == lesson::Ask::sketch;
  return Second{"learn.again", is_sketch ? "learn.draw_again.text" : "learn.again.text", Deed::ask_again};
}

void go_on(Frame& f, LessonView& view) {
  app::Scenario next = f.app.shown;
  const auto count = static_cast<int>(app::present_lesson(f.app)->steps.size());
  if (next.step < count) {
    ++next.step;
    view.leads_on = true;
  } else {
    next.lesson = "";
    next.step = 1;
    next.view = "home";
  }
  change(f, next);
}

}  // namespace

void draw_deeds(Frame& f, LessonView& view, const Rect& row) {
  Rect rest = row;
  const bool is_asking = app::is_asking(f.app);
  const lesson::Step& step = *app::present_step(f.app);
  if (const std::optional<Second> second = second_deed(f, view)) {
    const std::string text = tr(f, second->text);
    const float width = std::min(std::max(button_width(f, text), rest.w * 0.36F), rest.w / 2);
    if (button(f, cut_left(rest, width, kUnit), second->id, text)) {
      view.leads_on = true;
      ask(f, app::Learn{second->deed});
    }
  }
  if (is_asking) {
    const std::string_view text = runs(step) ? "learn.commit_run.text" : "learn.commit.text";
    if (button(f, rest, "learn.commit", tr(f, text), Look::filled, app::is_answer_made(f.app))) {
      view.leads_on = true;
      ask(f, app::Learn{Deed::give_answer});
    }
    return;
  }
  const bool is_last = static_cast<std::size_t>(f.app.shown.step) == app::present_lesson(f.app)->steps.size();
  const bool is_done = app::present_record(f.app).is_done;
  if (button(f, rest, "learn.next", tr(f, is_last ? "learn.finish.text" : "learn.next.text"),
             is_done || step.goal.nodes.empty() ? Look::filled : Look::outline))
    go_on(f, view);
}

}  // namespace lab::ui
