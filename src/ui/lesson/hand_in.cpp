// What a learner has answered, as a file for a teacher.
#include "app/hand_in.h"

#include "ui/control/text_input.h"
#include "ui/control/widgets.h"
#include "ui/lesson/lesson.h"

namespace lab::ui {

namespace {

bool has_records(const Frame& f, const lesson::Lesson& lesson) {
  const std::string begin = lesson.id + "/";
  const auto first = f.app.learner.records.lower_bound(begin);
  return first != f.app.learner.records.end() && first->first.starts_with(begin);
}

}  // namespace

// Offered once the last step is answered, whatever became of the others: a lesson may end before all of it is done.
float draw_hand_in(Frame& f, LessonView& view, const Rect& space) {
  const lesson::Lesson& lesson = *app::present_lesson(f.app);
  const bool is_at_end = static_cast<std::size_t>(f.app.shown.step) == lesson.steps.size();
  if (!is_at_end || app::is_asking(f.app) || !has_records(f, lesson)) return 0;
  const std::string save = tr(f, "learn.hand_in.text"), label = tr(f, "learn.name.text");
  Rect row{space.x, space.y + kUnit, space.w, kTextInputHeight};
  const Rect place = cut_right(row, std::min(button_width(f, save), row.w / 2), kUnit);
  const Typed typed = text_input(f, row, {"learn.name", label, view.name, label});
  if (typed.text) view.name = *typed.text;
  if (button(f, place, "learn.hand_in", save)) {
    const std::string name = app::plain_name(view.name);
    f.exported = Exported{name.empty() ? "hand-in" : "hand-in-" + name, Exported::To::file, 0,
                          hand_in_json(f.app, name)};
  }
  return kTextInputHeight + 2 * kUnit;
}

}  // namespace lab::ui
