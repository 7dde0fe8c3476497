// Answers: made, given, judged, explained.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "app/lesson_parts.h"
#include "app/link.h"
#include "app/requests.h"
#include "base/hash.h"
#include "base/text.h"

namespace lab::app {

namespace {

using lesson::Ask;

std::vector<int> identity(std::size_t count) {
  std::vector<int> order(count);
  std::iota(order.begin(), order.end(), 0);
  return order;
}

std::string decimal(double value) { return base::shortest(std::round(value * 1e4) / 1e4); }

std::string text_of_sketch(const lesson::Step& step, const SketchLine& line) {
  std::string text;
  for (const SketchPoint& point : line) {
    if (!text.empty()) text += ",";
    if (step.sketch == lesson::Sketch::border) text += decimal(point.x) + ":";
    text += decimal(point.y);
  }
  return text;
}

std::optional<SketchLine> border_of_text(std::string_view text) {
  SketchLine line;
  for (const std::string_view part : base::split(text, ',')) {
    const std::size_t colon = part.find(':');
    if (colon == std::string_view::npos || line.size() == kMaxSketchPoints) return std::nullopt;
    const auto x = base::parse_number(part.substr(0, colon)), y = base::parse_number(part.substr(colon + 1));
    if (!x || !y) return std::nullopt;
    line.push_back({*x, *y});
  }
  return line;
}

// All of its values, or those that keys would set.
std::optional<SketchLine> graph_of_text(const SketchAxes& axes, std::string_view text) {
  const std::vector<std::string_view> parts = base::split(text, ',');
  if (parts.size() != kSketchPlaces && parts.size() != kSketchKeys) return std::nullopt;
  SketchLine graph = flat_graph(axes, 0);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::optional<double> y = base::parse_number(parts[i]);
    if (!y) return std::nullopt;
    if (parts.size() == kSketchKeys)
      graph = with_value(std::move(graph), axes, i, *y);
    else
      graph[i].y = std::clamp(*y, axes.y.min, axes.y.max);
  }
  return graph;
}

std::optional<std::vector<int>> order_of_text(std::size_t count, std::string_view text) {
  std::vector<int> order;
  for (const std::string_view part : base::split(text, ',')) {
    const std::optional<double> place = base::parse_number(part);
    if (!place || *place != std::floor(*place) || *place < 1 || *place > static_cast<double>(count))
      return std::nullopt;
    order.push_back(static_cast<int>(*place) - 1);
  }
  std::vector<int> sorted = order;
  std::sort(sorted.begin(), sorted.end());
  return sorted == identity(count) ? std::optional(order) : std::nullopt;
}

int right_choice(const lesson::Step& step) {
  const auto right = std::find_if(step.choices.begin(), step.choices.end(),
                                  [](const lesson::Choice& choice) { return choice.is_right; });
  return static_cast<int>(right - step.choices.begin());
}

bool is_right_number(const lesson::Step& step, double value) {
  return std::fabs(value - step.answer) <= step.tolerance * (1 + 1e-12);
}

Try judged(App& app, const lesson::Step& step) {
  const Draft& draft = app.learner.draft;
  Try given{text_of_draft(step, draft)};
  switch (step.ask) {
    case Ask::nothing:
      break;
    case Ask::choice:
      given.is_right = draft.choice == right_choice(step);
      break;
    case Ask::number:
      given.is_right = is_right_number(step, base::parse_number(draft.number).value_or(NAN));
      break;
    case Ask::order:
      given.is_right = present_order(app) == identity(step.choices.size());
      break;
    case Ask::sketch: {
      const SketchTruth truth = truth_of(app);
      app.learner.result = compare(draft.sketch, truth.line, truth.f, step);
      given.is_right = !app.learner.result->mistake;
      given.score = app.learner.result->share;
      return given;
    }
  }
  given.score = given.is_right ? 1 : 0;
  return given;
}

bool fits(const lesson::Mistake& mistake, const lesson::Step& step, const App& app) {
  using Kind = lesson::Mistake::Kind;
  if (mistake.kind == Kind::otherwise) return true;
  if (step.ask == Ask::sketch) return app.learner.result && app.learner.result->mistake == mistake.kind;
  const double value = base::parse_number(app.learner.draft.number).value_or(NAN);
  return mistake.kind == Kind::below ? value < mistake.bound : value > mistake.bound;
}

const std::string* explanation_of_order(const lesson::Step& step, const std::vector<int>& order) {
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (order[i] != static_cast<int>(i)) return &step.choices[i].explanation;
  }
  return &step.choices.front().explanation;
}

void give_answer(App& app, bool is_shown) {
  const lesson::Step& step = *present_step(app);
  Try given = judged(app, step);
  Record& record = app.learner.records[app.learner.at];
  if (is_shown)
    record.was_shown = true;
  else
    record.tries.push_back(std::move(given));
  record.is_answered = true;
  ++app.learner.version;
  act_out(app, step.run);
}

void show_answer(App& app) {
  const lesson::Step& step = *present_step(app);
  if (const auto draft = draft_of_text(step, sketch_axes(app), right_answer(app))) app.learner.draft = *draft;
  give_answer(app, true);
}

void ask_again(App& app) {
  const auto found = app.learner.records.find(app.learner.at);
  if (found == app.learner.records.end()) return;
  found->second.is_answered = false;
  found->second.is_done = false;
  app.learner.places.erase(app.learner.at);
  app.learner.at.clear();  // the step begins anew
}

}  // namespace

std::vector<int> offered_order(const lesson::Step& step) {
  std::vector<int> order = identity(step.choices.size());
  std::uint64_t mix = base::hash_bytes(step.id);
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[mix % i]);
    mix = mix / i + 0x9E3779B97F4A7C15;
  }
  if (order == identity(order.size())) std::rotate(order.begin(), order.begin() + 1, order.end());
  return order;
}

std::vector<int> present_order(const App& app) {
  const lesson::Step* const step = present_step(app);
  if (step == nullptr) return {};
  return app.learner.draft.order.empty() ? offered_order(*step) : app.learner.draft.order;
}

bool is_answer_made(const App& app) {
  const lesson::Step* const step = present_step(app);
  if (step == nullptr) return false;
  const Draft& draft = app.learner.draft;
  switch (step->ask) {
    case Ask::nothing:
      return false;
    case Ask::choice:
      return draft.choice >= 0 && draft.choice < static_cast<int>(step->choices.size());
    case Ask::number:
      return base::parse_number(draft.number).has_value();
    case Ask::order:
      return true;
    case Ask::sketch:
      return draft.sketch.size() > 1;
  }
  return false;
}

std::string text_of_draft(const lesson::Step& step, const Draft& draft) {
  switch (step.ask) {
    case Ask::nothing:
      return {};
    case Ask::choice:
      return std::to_string(draft.choice + 1);
    case Ask::number:
      return draft.number;
    case Ask::order: {
      std::string text;
      const std::vector<int> order = draft.order.empty() ? offered_order(step) : draft.order;
      for (const int place : order) text += (text.empty() ? "" : ",") + std::to_string(place + 1);
      return text;
    }
    case Ask::sketch:
      return text_of_sketch(step, draft.sketch);
  }
  return {};
}

std::optional<Draft> draft_of_text(const lesson::Step& step, const SketchAxes& axes, std::string_view text) {
  Draft draft;
  const std::optional<double> number = base::parse_number(text);
  switch (step.ask) {
    case Ask::nothing:
      return std::nullopt;
    case Ask::choice: {
      const auto count = static_cast<double>(step.choices.size());
      if (!number || *number != std::floor(*number) || *number < 1 || *number > count) return std::nullopt;
      draft.choice = static_cast<int>(*number) - 1;
      return draft;
    }
    case Ask::number:
      if (!number) return std::nullopt;
      draft.number = text;
      return draft;
    case Ask::order:
      if (auto order = order_of_text(step.choices.size(), text)) {
        draft.order = std::move(*order);
        return draft;
      }
      return std::nullopt;
    case Ask::sketch: {
      auto line = step.sketch == lesson::Sketch::border ? border_of_text(text) : graph_of_text(axes, text);
      if (!line) return std::nullopt;
      draft.sketch = std::move(*line);
      return draft;
    }
  }
  return std::nullopt;
}

std::string right_answer(const App& app) {
  const lesson::Step& step = *present_step(app);
  Draft draft;
  draft.choice = right_choice(step);
  draft.number = base::shortest(step.answer);
  draft.order = identity(step.choices.size());
  if (step.ask == Ask::sketch) draft.sketch = truth_of(app).line;
  return text_of_draft(step, draft);
}

const std::string* explanation(const App& app) {
  const lesson::Step* const step = present_step(app);
  const Record& record = present_record(app);
  if (step == nullptr || !app.shown.answers || !record.is_answered) return nullptr;
  const bool is_right = record.was_shown || (!record.tries.empty() && record.tries.back().is_right);
  switch (step->ask) {
    case Ask::nothing:
      return nullptr;
    case Ask::choice: {
      const int choice = is_right ? right_choice(*step) : app.learner.draft.choice;
      return choice < 0 ? nullptr : &step->choices[static_cast<std::size_t>(choice)].explanation;
    }
    case Ask::order:
      return explanation_of_order(*step, present_order(app));
    case Ask::number:
    case Ask::sketch:
      break;
  }
  if (is_right) return &step->right;
  const auto mistake = std::find_if(step->mistakes.begin(), step->mistakes.end(),
                                    [&](const lesson::Mistake& one) { return fits(one, *step, app); });
  return mistake == step->mistakes.end() ? &step->right : &mistake->explanation;
}

bool can_show(const App& app) {
  const lesson::Step* const step = present_step(app);
  if (step == nullptr || !app.shown.answers) return false;
  const Record& record = present_record(app);
  if (is_asking(app)) return true;
  return !record.is_done && !step->show.empty();
}

void recall_answer(App& app) {
  const lesson::Step& step = *present_step(app);
  const Record& record = present_record(app);
  const std::string text = record.was_shown ? right_answer(app) : record.tries.back().answer;
  if (auto draft = draft_of_text(step, sketch_axes(app), text)) app.learner.draft = std::move(*draft);
  if (step.ask != Ask::sketch) return;
  const SketchTruth truth = truth_of(app);
  app.learner.result = compare(app.learner.draft.sketch, truth.line, truth.f, step);
}

void apply_lesson(App& app, const SetDraft& set) {
  if (is_asking(app)) app.learner.draft = set.draft;
}

void apply_lesson(App& app, const Learn& learn) {
  switch (learn.deed) {
    case Learn::Deed::give_answer:
      if (is_asking(app) && is_answer_made(app)) give_answer(app, false);
      return;
    case Learn::Deed::ask_again:
      return ask_again(app);
    case Learn::Deed::show_me:
      if (!can_show(app)) return;
      if (is_asking(app)) return show_answer(app);
      app.learner.records[app.learner.at].was_shown = true;
      return act_out(app, present_step(app)->show);
    case Learn::Deed::leave:
      leave_step(app);
      app.learner.left = app.shown.lesson;
      app.learner.left_step = app.shown.step;
      app.scenario.lesson = app.shown.lesson = "";
      return;
    case Learn::Deed::come_back:
      if (app.learner.left.empty()) return;
      app.scenario.lesson = app.shown.lesson = std::exchange(app.learner.left, {});
      app.scenario.step = app.shown.step = app.learner.left_step;
      return;
  }
}

}  // namespace lab::app
