#include "app/run_log.h"

#include <algorithm>
#include <utility>

#include "app/app.h"
#include "app/link.h"
#include "app/offered.h"
#include "app/plan.h"
#include "app/requests.h"
#include "base/hash.h"
#include "base/json_writer.h"
#include "base/text.h"

namespace lab::app {

namespace {

bool is_setting(const Field& field) {
  const bool is_run =
      field.effect == Effect::restart || field.effect == Effect::live || field.effect == Effect::beside;
  return is_run && field.key != "steps" && field.key != "w";
}

// A seed that goes with another reads as that one.
Scenario with_seeds(Scenario scenario) {
  if (scenario.dseed < 0) scenario.dseed = scenario.seed;
  if (scenario.wseed < 0) scenario.wseed = scenario.seed;
  return scenario;
}

Scenario settings_of(const LoggedRun& run) { return with_seeds(shown_at(run.scenario, run.step)); }

template <typename Kind>
std::optional<std::int64_t> steps_to(const run::RunOf<Kind>& run, std::int64_t step) {
  const bool has_test = run.seen.test.points > 0;
  for (const run::LossRecord& record : run.history.every) {
    if (record.step > step) break;
    const double accuracy = static_cast<double>(has_test ? record.test_accuracy : record.train_accuracy);
    if (accuracy >= kGoodAccuracy) return record.step;
  }
  return std::nullopt;
}

bool is_same_run(const LoggedRun& a, const LoggedRun& b) {
  if (a.step != b.step || a.hash != b.hash) return false;
  return std::all_of(fields().begin(), fields().end(), [&](const Field& field) {
    return !is_setting(field) || is_same(a.scenario, b.scenario, field);
  });
}

std::string link_of(const LoggedRun& run) {
  Scenario scenario = run.scenario;
  scenario.steps = run.step;
  return encode_with_view(scenario);
}

// As a cell of a table: in quotes where it holds what separates cells.
std::string cell(std::string text, char separator) {
  if (text.find_first_of("\",;\n\t") == std::string::npos || separator == '\t') return text;
  for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) text.insert(at, 1, '"');
  return '"' + text + '"';
}

// What is told of a run behind its settings.
constexpr std::string_view kFigures[] = {"step",          "train_loss",  "test_loss",    "train_accuracy",
                                         "test_accuracy", "steps_to_95", "weights_hash", "link"};

std::vector<std::string> figures_of(const LoggedRun& run) {
  const auto measure = [](const nn::Metrics& metrics, double value) {
    return metrics.points == 0 ? std::string() : base::shortest(value);
  };
  return {std::to_string(run.step),
          measure(run.train, run.train.loss),
          measure(run.test, run.test.loss),
          measure(run.train, run.train.accuracy),
          measure(run.test, run.test.accuracy),
          run.steps_to ? std::to_string(*run.steps_to) : "",
          base::hex(run.hash),
          link_of(run)};
}

std::string setting_text(const LoggedRun& run, const Field& field) {
  return encode_value(settings_of(run), field);
}

}  // namespace

const LoggedRun* find_run(const RunLog& log, int number) {
  const auto found = std::find_if(log.runs.begin(), log.runs.end(),
                                  [&](const LoggedRun& run) { return run.number == number; });
  return found == log.runs.end() ? nullptr : &*found;
}

void forget_runs(RunLog& log, int number) {
  std::erase_if(log.runs, [&](const LoggedRun& run) { return number == 0 || run.number == number; });
}

LoggedRun present_run(const App& app) {
  const SeenRun seen = seen_run(app);
  LoggedRun row{app.log.given + 1,
                app.scenario,
                seen.step,
                seen.train,
                seen.test,
                with_runs(app, [&](const auto& runs) { return steps_to(runs.front(), seen.step); }),
                nn::weights_hash(seen.params),
                std::nullopt};
  std::erase_if(row.scenario.edits, [&](const Edit& edit) { return edit.step > row.step; });
  row.scenario.play = false;
  const auto same = std::find_if(app.log.runs.begin(), app.log.runs.end(),
                                 [&](const LoggedRun& one) { return is_same_run(one, row); });
  if (same != app.log.runs.end()) row.number = same->number;
  return row;
}

void log_run(App& app) {
  const SeenRun seen = seen_run(app);
  if (!seen.is_made || seen.step == 0) return;
  LoggedRun row = present_run(app);
  if (find_run(app.log, row.number) != nullptr) return;
  app.log.given = row.number;
  if (app.log.runs.size() == kMostRuns) app.log.runs.erase(app.log.runs.begin());
  app.log.runs.push_back(std::move(row));
}

void check_recalled(App& app) {
  if (app.log.recalled == 0 || is_busy(app)) return;
  const int number = std::exchange(app.log.recalled, 0);
  for (LoggedRun& run : app.log.runs) {
    if (run.number == number) run.is_same = nn::weights_hash(seen_run(app).params) == run.hash;
  }
}

std::vector<LoggedRun> all_runs(const App& app) {
  std::vector<LoggedRun> all;
  if (seen_run(app).is_made) all.push_back(present_run(app));
  for (auto run = app.log.runs.rbegin(); run != app.log.runs.rend(); ++run) {
    if (!all.empty() && run->number == all.front().number)
      all.front().is_same = run->is_same;
    else
      all.push_back(*run);
  }
  return all;
}

std::vector<const Field*> differing_fields(const std::vector<LoggedRun>& runs) {
  std::vector<const Field*> differing;
  if (runs.empty()) return differing;
  const Scenario first = settings_of(runs.front());
  std::vector<Scenario> others;
  for (const LoggedRun& run : runs) others.push_back(settings_of(run));
  for (const Field& field : fields()) {
    const bool differs = std::any_of(others.begin(), others.end(),
                                     [&](const Scenario& one) { return !is_same(first, one, field); });
    if (is_setting(field) && differs && field.key != "seed") differing.push_back(&field);
  }
  return differing;
}

std::string run_reading(const LoggedRun& run, i18n::Language language, const Field& field) {
  if (field.key == "edits") return i18n::grouped(static_cast<long long>(run.scenario.edits.size()));
  return reading(settings_of(run), language, field);
}

std::string runs_text(const App& app, char separator) {
  const std::vector<LoggedRun> runs = all_runs(app);
  const std::vector<const Field*> settings = differing_fields(runs);
  std::string text = "run";
  const auto add = [&](std::string_view word) { text += separator + cell(std::string(word), separator); };
  for (const Field* field : settings) add(field->key);
  for (const std::string_view figure : kFigures) add(figure);
  for (const LoggedRun& run : runs) {
    text += '\n' + std::to_string(run.number);
    for (const Field* field : settings) add(setting_text(run, *field));
    for (const std::string& figure : figures_of(run)) add(figure);
  }
  return text + '\n';
}

std::string runs_json(const App& app) {
  const std::vector<LoggedRun> runs = all_runs(app);
  const std::vector<const Field*> settings = differing_fields(runs);
  base::JsonWriter json;
  open_array(json);
  for (const LoggedRun& run : runs) {
    open_object(json);
    member(json, "number", static_cast<std::int64_t>(run.number));
    key(json, "settings");
    open_object(json);
    for (const Field* field : settings) member(json, field->key, setting_text(run, *field));
    close_object(json);
    member(json, "step", run.step);
    key(json, "train");
    write_metrics(json, run.train);
    key(json, "test");
    write_metrics(json, run.test);
    key(json, "steps_to_95");
    if (run.steps_to)
      value(json, *run.steps_to);
    else
      null_value(json);
    member(json, "weights_hash", base::hex(run.hash));
    key(json, "same");
    if (run.is_same)
      value(json, *run.is_same);
    else
      null_value(json);
    member(json, "link", link_of(run));
    close_object(json);
  }
  close_array(json);
  return json.text;
}

}  // namespace lab::app
