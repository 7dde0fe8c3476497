#include "app/app.h"

#include <algorithm>

#include "app/fields.h"
#include "app/link.h"
#include "app/run.h"

namespace lab::app {

namespace {

constexpr std::size_t kMaxUndo = 100;
constexpr std::int64_t kMaxReplay = 1'000'000;  // steps undo trains anew: seconds, not minutes
constexpr std::size_t kMaxNotices = 4;          // more would hide the picture; the oldest go

void add_notices(App& app, std::vector<Notice> notices) {
  for (Notice& notice : notices) {
    const bool is_shown = std::find(app.notices.begin(), app.notices.end(), notice) != app.notices.end();
    if (!is_shown) app.notices.push_back(std::move(notice));
  }
  if (app.notices.size() > kMaxNotices) {
    app.notices.erase(app.notices.begin(), app.notices.end() - kMaxNotices);
  }
}

Past present(const App& app) { return {app.scenario, app.trainer ? app.trainer->step : 0}; }

void remember(App& app) {
  app.undo.push_back(present(app));
  if (app.undo.size() > kMaxUndo) app.undo.erase(app.undo.begin());
  app.redo.clear();
}

// The choices of now become those of step 0; edits still to come stay.
void fold_edits(App& app) {
  const std::int64_t step = app.trainer ? app.trainer->step : 0;
  std::vector<Edit> later;
  for (const Edit& edit : app.scenario.edits) {
    if (edit.step > step) later.push_back(edit);
  }
  app.scenario = app.shown;
  app.scenario.edits = std::move(later);
}

void record_edit(App& app, const Field& field) {
  const std::int64_t step = app.trainer->step;
  std::vector<Edit>& edits = app.scenario.edits;
  const auto is_same = [&](const Edit& edit) { return edit.step == step && edit.key == field.key; };
  edits.erase(std::remove_if(edits.begin(), edits.end(), is_same), edits.end());
  const auto place =
      std::find_if(edits.begin(), edits.end(), [&](const Edit& edit) { return edit.step > step; });
  edits.insert(place, Edit{step, std::string(field.key), encode_value(app.shown, field)});
  app.shown.edits = edits;
}

void set_field(App& app, const Command& command) {
  const Field* field = find_field(command.key);
  if (field == nullptr) return add_notices(app, {{"notice.unknown_key", {command.key, command.value}}});
  Scenario changed = app.shown;
  if (auto notice = decode_value(changed, *field, command.value))
    return add_notices(app, {std::move(*notice)});
  if (encode_value(changed, *field) == encode_value(app.shown, *field)) return;

  const bool goes_on = command.count == 1 && !app.undo.empty();
  if (field->effect != Effect::personal && !goes_on) remember(app);
  if (field->effect == Effect::restart) {
    app.shown = changed;
    fold_edits(app);
    return start_run(app);
  }
  app.shown = changed;
  const bool is_running = app.trainer && app.trainer->step > 0;
  if (field->effect == Effect::live && is_running) {
    record_edit(app, *field);
  } else {
    decode_value(app.scenario, *field, command.value);
  }
  if (field->effect == Effect::live) update_run(app);
  if (field->key == "play" || field->key == "speed") app.play_debt = 0;
}

bool differs(const Scenario& from, const Scenario& to, Effect effect) {
  for (const Field& field : fields()) {
    const bool is_same = encode_value(from, field) == encode_value(to, field);
    if (field.effect == effect && field.key != "edits" && !is_same) return true;
  }
  return false;
}

// Room, language, theme and whether it plays stay as they are: they are not part of what is undone. The run
// is trained anew to where it had come; a change made during it is undone by training to the present step
// without it.
void go_to(App& app, Past past) {
  for (const Field& field : fields()) {
    if (field.effect == Effect::personal) decode_value(past.scenario, field, encode_value(app.shown, field));
  }
  const Past now = present(app);
  const bool is_other_run = differs(now.scenario, past.scenario, Effect::restart);
  const bool is_other_course = differs(now.scenario, past.scenario, Effect::live) ||
                               now.scenario.edits != past.scenario.edits || now.step < past.step;
  app.scenario = std::move(past.scenario);
  if (!is_other_run && !is_other_course) return apply_edits(app);
  start_run(app);
  const std::int64_t step = is_other_run ? past.step : std::max(past.step, now.step);
  app.steps_wanted = std::min(std::max(step, app.scenario.steps), kMaxReplay);
}

void undo(App& app) {
  if (app.undo.empty()) return;
  app.redo.push_back(present(app));
  Past target = std::move(app.undo.back());
  app.undo.pop_back();
  go_to(app, std::move(target));
}

void redo(App& app) {
  if (app.redo.empty()) return;
  app.undo.push_back(present(app));
  Past target = std::move(app.redo.back());
  app.redo.pop_back();
  go_to(app, std::move(target));
}

void set_link(App& app, std::string_view link) {
  Decoded decoded = decode(link);
  remember(app);
  app.notices = std::move(decoded.notices);
  app.scenario = std::move(decoded.scenario);
  start_run(app);
}

void set_playing(App& app, bool plays) {
  app.scenario.play = plays;
  app.shown.play = plays;
  app.play_debt = 0;
  app.rate = {};
  if (!plays && is_behind(app)) take_picture(app);
}

void reset(App& app) {
  fold_edits(app);
  app.scenario.steps = 0;
  start_run(app);
}

void new_weights(App& app) {
  remember(app);
  const Field& seed = *find_field("seed");
  app.shown.seed = app.shown.seed >= static_cast<int>(seed.limits.max) ? 0 : app.shown.seed + 1;
  reset(app);
}

void step(App& app, std::int64_t count) {
  set_playing(app, false);
  app.steps_wanted += std::max<std::int64_t>(count, 0);
}

void dismiss(App& app, std::int64_t index) {
  if (index < 0 || index >= static_cast<std::int64_t>(app.notices.size())) return;
  app.notices.erase(app.notices.begin() + index);
}

}  // namespace

App make_app(std::string_view link, const Environment& environment) {
  App app;
  app.environment = environment;
  Decoded decoded = decode(link);
  app.scenario = std::move(decoded.scenario);
  app.notices = std::move(decoded.notices);
  start_run(app);
  return app;
}

void apply(App& app, const Command& command) {
  ++app.version;
  end_step(app);
  switch (command.kind) {
    case CommandKind::set:
      return set_field(app, command);
    case CommandKind::set_link:
      return set_link(app, command.value);
    case CommandKind::play:
      return set_playing(app, true);
    case CommandKind::pause:
      return set_playing(app, false);
    case CommandKind::toggle_play:
      return set_playing(app, !app.shown.play);
    case CommandKind::step:
      return step(app, command.count);
    case CommandKind::reset:
      remember(app);
      return reset(app);
    case CommandKind::new_weights:
      return new_weights(app);
    case CommandKind::undo:
      return undo(app);
    case CommandKind::redo:
      return redo(app);
    case CommandKind::dismiss:
      return dismiss(app, command.count);
  }
}

i18n::Language language(const App& app) {
  return app.shown.lang == "auto" ? app.environment.language : i18n::language_of(app.shown.lang);
}

bool is_dark(const App& app) {
  return app.shown.theme == "auto" ? app.environment.prefers_dark : app.shown.theme == "dark";
}

std::string share_link(const App& app) {
  Scenario scenario = app.scenario;
  scenario.steps = app.trainer ? app.snapshot.step : 0;
  return encode(scenario);
}

}  // namespace lab::app
