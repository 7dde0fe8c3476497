#include "app/api.h"

#include "app/link.h"
#include "base/hash.h"
#include "base/text.h"

namespace lab::app {

namespace {

constexpr double kMaxStepsPerRequest = 1e7;

struct Verb {
  std::string_view name;
  CommandKind kind;
};

constexpr Verb kVerbs[] = {
    {"set", CommandKind::set_link}, {"play", CommandKind::play}, {"pause", CommandKind::pause},
    {"reset", CommandKind::reset},  {"undo", CommandKind::undo}, {"redo", CommandKind::redo},
};

std::string error_json(const App& app, const Notice& notice) {
  base::JsonWriter json;
  open_object(json);
  member(json, "error", sentence(language(app), notice));
  close_object(json);
  return json.text;
}

void write_notices(base::JsonWriter& json, const App& app) {
  open_array(json);
  for (const Notice& notice : app.notices) {
    open_object(json);
    member(json, "id", notice.text_id);
    member(json, "text", sentence(language(app), notice));
    close_object(json);
  }
  close_array(json);
}

std::string step(App& app, std::string_view argument, std::uint64_t frames) {
  const std::optional<double> count = base::parse_number(argument);
  if (!count || *count < 0 || *count > kMaxStepsPerRequest) {
    return error_json(app, {"notice.bad_request", {"step", std::string(argument)}});
  }
  apply(app, command(CommandKind::step, static_cast<std::int64_t>(*count)));
  constexpr Budget kUnhurried{0, 0, 3600};
  while (is_busy(app)) advance(app, kUnhurried);
  return state_json(app, frames);
}

}  // namespace

void write_metrics(base::JsonWriter& json, const nn::Metrics& metrics) {
  if (metrics.points == 0) return null_value(json);
  open_object(json);
  member(json, "loss", metrics.loss);
  member(json, "accuracy", metrics.accuracy);
  close_object(json);
}

std::string weights_hash_text(const App& app) { return base::hex(nn::weights_hash(app.snapshot.params)); }

std::string state_json(const App& app, std::uint64_t frames) {
  base::JsonWriter json;
  open_object(json);
  member(json, "link", encode(app.scenario));
  member(json, "share", share_link(app));
  member(json, "step", app.snapshot.step);
  member(json, "epoch", app.snapshot.epoch);
  key(json, "train");
  write_metrics(json, app.train);
  key(json, "test");
  write_metrics(json, app.test);
  member(json, "weights_hash", weights_hash_text(app));
  member(json, "playing", app.shown.play);
  member(json, "diverged", app.trainer && app.trainer->divergence.has_value());
  member(json, "epochs_per_second", epochs_per_second(app));
  member(json, "language", i18n::tag(language(app)));
  member(json, "dark", is_dark(app));
  member(json, "frames", static_cast<std::int64_t>(frames));
  key(json, "notices");
  write_notices(json, app);
  close_object(json);
  return json.text;
}

std::string answer(App& app, std::string_view request, std::uint64_t frames) {
  const std::size_t space = request.find(' ');
  const std::string_view verb = request.substr(0, space);
  const std::string_view argument = space == std::string_view::npos ? "" : request.substr(space + 1);
  if (verb == "get") return state_json(app, frames);
  if (verb == "step") return step(app, argument, frames);
  for (const Verb& row : kVerbs) {
    if (row.name != verb) continue;
    apply(app, Command{row.kind, {}, std::string(argument), 0});
    return state_json(app, frames);
  }
  return error_json(app, {"notice.bad_request", {std::string(verb), std::string(argument)}});
}

}  // namespace lab::app
