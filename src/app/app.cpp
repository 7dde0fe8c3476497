#include "app/app.h"

#include <algorithm>
#include <utility>

#include "app/access.h"
#include "app/activations.h"
#include "app/advance.h"
#include "app/bench.h"
#include "app/fields.h"
#include "app/lesson_parts.h"
#include "app/link.h"
#include "app/plan.h"

namespace lab::app {

namespace {

constexpr std::size_t kMaxUndo = 100;
constexpr std::int64_t kMaxReplay = 1'000'000;  // steps undo trains anew: seconds, not minutes

// A link may not ask for more steps than that.
std::int64_t within_limits(std::int64_t steps) {
  return std::min(steps, static_cast<std::int64_t>(find_field("steps")->limits.max));
}

Past present(const App& app) { return {app.scenario, run_step(app)}; }

void remember(App& app) {
  app.undo.push_back(present(app));
  if (app.undo.size() > kMaxUndo) app.undo.erase(app.undo.begin());
  app.redo.clear();
}

// The choices of now become those of step 0; edits still to come stay. What is locked for who asks stays as it was at step 0,
// and is changed again by its edits.
// The steps of a link belong to the run that it opened: another one begins at its beginning.
void fold_edits(App& app, By by) {
  forget_future(app);
  const std::int64_t step = run_step(app);
  std::vector<Edit> later;
  for (const Edit& edit : app.scenario.edits) {
    if (edit.step > step) later.push_back(edit);
  }
  Scenario folded = app.shown;
  folded.w = app.scenario.w;  // the others were of weights that are gone
  folded.edits = std::move(later);
  if (folded.steps == app.scenario.steps) folded.steps = 0;
  if (by == By::reader) keep_locked(app.scenario, folded);
  app.scenario = std::move(folded);
}

// In place of one that the same field has at this step.
void record_edit(App& app, const Field& field) {
  const std::int64_t step = run_step(app);
  std::vector<Edit>& edits = app.scenario.edits;
  std::erase_if(edits, [&](const Edit& edit) { return edit.step == step && edit.key == field.key; });
  const auto place =
      std::find_if(edits.begin(), edits.end(), [&](const Edit& edit) { return edit.step > step; });
  edits.insert(place, Edit{step, std::string(field.key), value_of(app.shown, field)});
  app.shown.edits = edits;
}

std::vector<const Field*> differences(const Scenario& from, const Scenario& to) {
  std::vector<const Field*> found;
  for (const Field& field : fields()) {
    if (field.key != "edits" && !is_same(from, to, field)) found.push_back(&field);
  }
  return found;
}

bool has_any(const std::vector<const Field*>& differing, Effect effect) {
  return std::any_of(differing.begin(), differing.end(),
                     [&](const Field* field) { return field->effect == effect; });
}

void keep(App& app, const Field& field) {
  const bool is_running = run_step(app) > 0;
  if (field.effect == Effect::live && is_running) return record_edit(app, field);
  copy_value(app.shown, app.scenario, field);
}

// Another seed is another of both, but for a seed of its own that comes with it.
void let_seed_set_both(const Scenario& present, Scenario& next) {
  if (next.seed == present.seed) return;
  if (next.dseed == present.dseed) next.dseed = -1;
  if (next.wseed == present.wseed) next.wseed = -1;
}

void reset(App& app, By by) {
  log_run(app);
  fold_edits(app, by);
  app.scenario.steps = 0;
  start_runs(app);
}

void apply_one(App& app, Change change, By by) {
  let_seed_set_both(app.shown, change.next);
  if (by == By::reader) keep_locked(app.shown, change.next);
  const std::vector<const Field*> differing = differences(app.shown, change.next);
  if (differing.empty()) return;
  if (bench_of(app.shown.view) != bench_of(change.next.view)) {
    change_bench(app, change.next.view, by);
    for (const Field* field : differing) copy_value(change.next, app.shown, *field);
    change.next = std::exchange(app.shown, shown_at(app.scenario, run_step(app)));
    return apply_one(app, std::move(change), by);
  }
  if (!fits_room(change.next)) {
    change.next.data = app.shown.data;
    return apply_one(app, std::move(change), by);
  }
  const bool is_personal = std::all_of(differing.begin(), differing.end(),
                                       [](const Field* field) { return field->effect == Effect::personal; });
  const bool goes_on = change.goes_on && !app.undo.empty();
  if (!is_personal && !goes_on) remember(app);
  const HandWeights before = app.shown.w;
  for (const Field* field : differing) copy_value(change.next, app.shown, *field);
  if (change.is_afresh) return reset(app, by);
  if (has_any(differing, Effect::restart)) {
    log_run(app);
    const bool has_weights = app.shown.w != before;  // that come with the other network
    HandWeights weights = app.shown.w;
    fold_edits(app, by);
    if (has_weights) app.scenario.w = std::move(weights);
    return start_runs(app);
  }
  if (has_any(differing, Effect::live)) forget_future(app);
  const bool sets_first = app.shown.w != app.scenario.w && run_step(app) == 0;
  for (const Field* field : differing) {
    keep(app, *field);
    if (field->key == "play" || field->key == "speed") app.transport.play_debt = 0;
    if (field->key == "play" || field->key.starts_with("stop_")) app.transport.stop_after = common_step(app);
  }
  if (sets_first) return start_runs(app);
  if (has_any(differing, Effect::live) || has_any(differing, Effect::beside)) follow_scenario(app);
}

// The room too, but where it works on something else.
void keep_personal(const Scenario& from, Scenario& to) {
  const bool is_other_bench = bench_of(from.view) != bench_of(to.view);
  for (const Field& field : fields()) {
    if (field.effect != Effect::personal || (is_other_bench && field.key == "view")) continue;
    copy_value(from, to, field);
  }
}

// Room, language, theme and whether it plays stay as they are: they are not part of what is undone. The run
// is trained anew to where it had come; a change made during it is undone by training to the present step
// without it.
void go_to(App& app, Past past) {
  keep_personal(app.shown, past.scenario);
  const Past now = present(app);
  const std::vector<const Field*> differing = differences(now.scenario, past.scenario);
  const bool is_other_run = has_any(differing, Effect::restart);
  if (is_other_run) log_run(app);
  const bool is_other_course =
      has_any(differing, Effect::live) || now.scenario.edits != past.scenario.edits || now.step < past.step;
  app.scenario = std::move(past.scenario);
  if (!is_other_run && !is_other_course) return follow_scenario(app);
  start_runs(app);
  const std::int64_t step = is_other_run ? past.step : std::max(past.step, now.step);
  app.transport.steps_wanted = std::min(std::max(step, app.scenario.steps), kMaxReplay);
}

// Takes the newest of one stack, with the present on the other.
void travel(App& app, std::vector<Past>& from, std::vector<Past>& to, By by) {
  if (from.empty()) return;
  to.push_back(present(app));
  Past target = std::move(from.back());
  from.pop_back();
  if (by == By::reader) keep_locked(app.scenario, target.scenario);
  go_to(app, std::move(target));
}

void set_playing(App& app, bool plays) {
  app.scenario.play = plays;
  app.shown.play = plays;
  app.transport.play_debt = 0;
  app.transport.stop_after = common_step(app);
  app.transport.rate = {};
  if (!plays) catch_up(app);
}

void apply_one(App& app, Open open, By by) {
  const std::vector<std::string_view> kept =
      by == By::reader ? keep_locked(app.scenario, open.scenario) : std::vector<std::string_view>();
  leave_step(app);
  remember(app);
  log_run(app);
  app.notices.clear();
  for (Notice& notice : open.notices) give(app, std::move(notice));
  for (const std::string_view key : kept) give(app, {"notice.locked", {std::string(key)}});
  app.scenario = std::move(open.scenario);
  begin_lesson(app, open.is_whole);
  start_runs(app);
}

void apply_one(App& app, const Play&, By) { set_playing(app, true); }
void apply_one(App& app, const Pause&, By) { set_playing(app, false); }
void apply_one(App& app, const TogglePlay&, By) { set_playing(app, !app.shown.play); }

void apply_one(App& app, const Step& step, By) {
  set_playing(app, false);
  app.transport.steps_wanted += std::max<std::int64_t>(step.count, 0);
}

// Where it stands now is not what it stands for: only what is shown is.
void apply_one(App& app, const GoTo& go, By) {
  app.scenario.play = app.shown.play = false;
  app.transport = {};
  go_to_step(app, go.step);
}

void apply_one(App& app, const Recall& recall, By by) {
  const LoggedRun* const row = find_run(app.log, recall.number);
  if (row == nullptr) return;
  Scenario next = row->scenario;
  keep_personal(app.scenario, next);
  next.play = false;
  next.steps = row->step;
  if (by == By::reader) keep_locked(app.scenario, next);
  remember(app);
  log_run(app);
  app.scenario = std::move(next);
  start_runs(app);
  app.log.recalled = recall.number;
}

void apply_one(App& app, const Forget& forget, By) { forget_runs(app.log, forget.number); }

void apply_one(App& app, const Reset&, By by) {
  remember(app);
  reset(app, by);
}

void apply_one(App& app, const NewWeights&, By by) {
  remember(app);
  app.scenario.w = {};
  next_weights(app.shown);
  reset(app, by);
}

void apply_one(App& app, const Undo&, By by) { travel(app, app.undo, app.redo, by); }
void apply_one(App& app, const Redo&, By by) { travel(app, app.redo, app.undo, by); }

void apply_one(App& app, const Dismiss& dismiss, By) {
  if (dismiss.notice >= app.notices.size()) return;
  app.notices.erase(app.notices.begin() + static_cast<std::ptrdiff_t>(dismiss.notice));
}

void apply_one(App& app, const PointAt& point, By) { app.cursor_x = point.x; }
void apply_one(App& app, const SetDraft& set, By) { apply_lesson(app, set); }
void apply_one(App& app, const Learn& learn, By) { apply_lesson(app, learn); }

}  // namespace

App make_app(std::string_view link, const Environment& environment) {
  App app;
  app.environment = environment;
  Decoded decoded = decode(link);
  app.scenario = std::move(decoded.scenario);
  begin_lesson(app, decoded.names_view);
  for (Notice& notice : decoded.notices) give(app, std::move(notice));
  start_runs(app);
  follow_lesson(app);
  return app;
}

SeenRun seen_run(const App& app) {
  return with_runs(app, [](const auto& runs) {
    const auto& run = runs.front();
    const auto& seen = run.seen;
    return SeenRun{
        run::is_made(run), run::has_diverged(run), seen.snapshot.step, seen.snapshot.epoch, seen.train,
        seen.test,         seen.snapshot.params};
  });
}

std::int64_t run_step(const App& app) {
  return with_runs(app, [](const auto& runs) { return runs.front().trainer.step; });
}

double (*clock_of(const App& app))() {
  return with_runs(app, [](const auto& runs) { return runs.front().clock_s; });
}

void later_parts_have_come(App& app) {
  if (std::exchange(app.environment.can_train_pictures, true) || !has_pictures(app)) return;
  ++app.version;
  start_runs(app);
}

void next_weights(Scenario& scenario) {
  const auto most = static_cast<int>(find_field("wseed")->limits.max);
  const int present = scenario.wseed < 0 ? scenario.seed : scenario.wseed;
  scenario.wseed = present >= most ? 0 : present + 1;
}

void give(App& app, Notice notice) {
  notice.number = ++app.notices_given;
  app.notices.push_back(std::move(notice));
}

void apply(App& app, const Command& command, By by) {
  const bool is_only_pointing = std::holds_alternative<PointAt>(command);
  if (!is_only_pointing) {
    ++app.version;
    end_step(app);
  }
  if (by == By::reader && !locked_word(app.shown, command).empty()) return;
  Command allowed = command;
  if (!may_apply(app, allowed)) return;
  std::visit([&](auto& one) { apply_one(app, std::move(one), by); }, allowed);
  follow_lesson(app);
}

i18n::Language language(const App& app) {
  return app.shown.lang == "auto" ? app.environment.language : i18n::language_of(app.shown.lang);
}

bool is_dark(const App& app) {
  return app.shown.theme == "auto" ? app.environment.prefers_dark : app.shown.theme == "dark";
}

std::string run_name(const App& app, const run::Run& run) {
  const auto& hidden = run.seen.snapshot.network.hidden;
  const std::string_view id = hidden.empty() ? "identity" : hidden.front().activation.row->id;
  return id == "identity" ? std::string(i18n::tr(language(app), "hero.none"))
                          : short_activation_name(app.shown, language(app), id);
}

std::string share_link(const App& app) {
  Scenario scenario = app.scenario;
  scenario.steps = within_limits(seen_run(app).step);
  return encode_with_view(scenario);
}

std::int64_t steps_to_keep(const App& app) {
  return within_limits(common_step(app) + app.transport.steps_wanted);
}

std::string link_with_steps(const App& app, std::int64_t steps) {
  Scenario scenario = app.scenario;
  scenario.steps = steps;
  std::string link = encode(scenario);
  return link.empty() ? encode_with_view(scenario) : link;  // an empty address is the front page's
}

}  // namespace lab::app
