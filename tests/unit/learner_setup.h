// A learner who goes through a lesson without a screen.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "app/advance.h"
#include "app/lesson_parts.h"
#include "lesson/builtin.h"

namespace lab {

inline void run_to_rest(app::App& app) {
  for (int i = 0; i < 100'000 && is_busy(app); ++i) advance(app, {static_cast<double>(i), 0.25, 10});
}

inline void answer(app::App& app, const std::string& text) {
  const auto draft = app::draft_of_text(*app::present_step(app), app::sketch_axes(app), text);
  REQUIRE(draft.has_value());
  apply(app, app::SetDraft{*draft});
  apply(app, app::Learn{app::Learn::Deed::give_answer});
}

inline app::App in_lesson(const std::string& id) {
  app::App app = app::make_app("lesson=" + id, {});
  REQUIRE(add_course(app, i18n::Language::english, lesson::builtin("en")));
  return app;
}

// Answers all of it rightly and does what Show me does; `first` is answered before, at the step of that id.
inline app::App gone_through(const std::string& id, const std::string& step = "",
                             const std::string& first = "") {
  app::App app = in_lesson(id);
  const std::size_t count = app::present_lesson(app)->steps.size();
  for (std::size_t i = 1; i <= count; ++i) {
    app::Scenario next = app.shown;
    next.step = static_cast<int>(i);
    apply(app, app::Change{next});
    run_to_rest(app);
    const lesson::Step present = *app::present_step(app);
    if (present.id == step) {
      answer(app, first);
      run_to_rest(app);
      apply(app, app::Learn{app::Learn::Deed::ask_again});
    }
    if (app::is_asking(app)) answer(app, app::right_answer(app));
    if (!app.shown.play || app.learner.run_until) run_to_rest(app);
    if (!app::present_record(app).is_done && !present.show.empty()) {
      app::act_out(app, present.show);
      run_to_rest(app);
    }
  }
  return app;
}

}  // namespace lab
