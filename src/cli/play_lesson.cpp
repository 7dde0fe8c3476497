#include "cli/play_lesson.h"

#include <utility>

#include "app/advance.h"
#include "app/lesson_parts.h"
#include "app/requests.h"

namespace lab::cli {

namespace {

constexpr int kMostFrames = 200'000;
constexpr double kFrameS = 0.25;

void miss(PlayedStep& played, std::string_view text_id) {
  played.wrong.push_back({std::string(text_id), {}});
}

// Until nothing moves any more. False: it goes on for ever.
bool rest(app::App& app) {
  for (int i = 0; i < kMostFrames; ++i) {
    if (!app::is_busy(app)) return true;
    app::advance(app, {i * kFrameS, kFrameS, 10});
  }
  return false;
}

app::App at_step(const lesson::Lesson& lesson, i18n::Language language, std::size_t index) {
  app::App app = app::make_app("lesson=" + lesson.id + "&step=" + std::to_string(index + 1), {language});
  app.learner.courses[language] = {lesson};
  app::follow_lesson(app);
  return app;
}

// Whatever would run it, before the answer.
void try_to_run(app::App& app, PlayedStep& played) {
  const std::string before = app::weights_hash_text(app);
  const std::int64_t step = app::run_step(app);
  for (const app::Command& command : std::initializer_list<app::Command>{app::Play{}, app::TogglePlay{},
                                                                         app::Step{100}, app::NewWeights{}}) {
    app::apply(app, command);
    rest(app);
  }
  if (!app::is_asking(app) || app::weights_hash_text(app) != before || app::run_step(app) != step)
    miss(played, "cli.lessons.play.runs");
}

void give_right_answer(app::App& app, const lesson::Step& step, PlayedStep& played) {
  played.answer = app::right_answer(app);
  const auto draft = app::draft_of_text(step, app::sketch_axes(app), played.answer);
  if (!draft) return miss(played, "cli.lessons.play.answer");
  app::apply(app, app::SetDraft{*draft});
  app::apply(app, app::Learn{app::Learn::Deed::give_answer});
  const app::Record& record = app::present_record(app);
  if (record.tries.empty() || !record.tries.back().is_right) miss(played, "cli.lessons.play.right");
}

bool is_reached(const app::App& app, const lesson::Step& step) {
  std::uint32_t seen = 0;
  return lesson::holds(step.goal, app::goal_lookup(app), seen);
}

PlayedStep play_step(const lesson::Lesson& lesson, i18n::Language language, std::size_t index) {
  const lesson::Step& step = lesson.steps[index];
  PlayedStep played;
  played.id = step.id;
  app::App app = at_step(lesson, language, index);
  for (const app::Notice& notice : app.notices) played.wrong.push_back(notice);
  rest(app);
  const bool has_goal = !step.goal.nodes.empty();
  if (has_goal && is_reached(app, step)) miss(played, "cli.lessons.play.met");
  if (step.ask != lesson::Ask::nothing) {
    try_to_run(app, played);
    app = at_step(lesson, language, index);
    rest(app);
    give_right_answer(app, step, played);
  }
  // What plays for ever is stopped where the goal is reached by it.
  if (!app.shown.play || app.learner.run_until) rest(app);
  if (has_goal && !app::present_record(app).is_done) {
    app::act_out(app, step.show);
    if (!rest(app)) miss(played, "cli.lessons.play.rest");
  }
  if (!app::present_record(app).is_done && (has_goal || step.ask != lesson::Ask::nothing))
    miss(played, "cli.lessons.play.unmet");
  played.link = app::share_link(app);
  played.hash = app::weights_hash_text(app);
  return played;
}

}  // namespace

std::vector<PlayedStep> play(const lesson::Lesson& lesson, i18n::Language language) {
  std::vector<PlayedStep> played;
  for (std::size_t i = 0; i < lesson.steps.size(); ++i) played.push_back(play_step(lesson, language, i));
  return played;
}

}  // namespace lab::cli
