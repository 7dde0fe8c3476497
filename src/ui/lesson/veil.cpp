// What stands in the place of a room before its lesson or an answer is there.
#include "ui/control/widgets.h"
#include "ui/lesson/lesson.h"

namespace lab::ui {

namespace {

constexpr float kLeastForQuestion = 400;

}  // namespace

bool has_lesson(const Frame& f) { return !f.app.shown.lesson.empty(); }

bool has_sketch(const Frame& f) {
  const lesson::Step* const step = app::present_step(f.app);
  return step != nullptr && step->ask == lesson::Ask::sketch && run::is_made(*f.run);
}

void draw_coming(Frame& f, const Rect& room) {
  f.explains = true;
  const Rect rect = inset(room, kGap, kGap);
  const std::string text = tr(f, "learn.coming.text");
  add_text(f, "text.learn.coming", rect, text);
  draw_text(f, rect, label_text(f), text, Align::middle);
}

void draw_veil(Frame& f, const Rect& room) {
  const Rect rect = inset(room, kGap, kGap);
  card(f, rect);
  const std::string text = tr(f, "learn.veiled.text");
  add_text(f, "text.learn.veiled", rect, text);
  draw_icon(Icon::lock, {centre(rect).x, centre(rect).y - 28}, 22, f.theme.muted);
  draw_text(f, inset(rect, kUnit, 0), label_text(f), text, Align::middle);
  const lesson::Step* const step = app::present_step(f.app);
  if (step == nullptr || rect.w < kLeastForQuestion) return;
  draw_text(f, {rect.x, centre(rect).y + 14, rect.w, 24}, large_text(f), step->question, Align::middle);
}

}  // namespace lab::ui
