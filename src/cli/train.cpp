// activation-lab-cli train, image and picture: what a link shows, computed without a screen.
#include <optional>
#include <string>

#include "app/app.h"
#include "app/bench.h"
#include "app/fields.h"
#include "app/link.h"
#include "app/requests.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "cli/command.h"
#include "export/pictures.h"
#include "export/svg.h"

namespace lab::cli {

namespace {

void train_to_the_end(app::App& app) {
  constexpr app::Budget kUnhurried{0, 0, 3600};
  apply(app, app::Pause{});  // a link that plays would never end
  while (is_busy(app)) advance(app, kUnhurried);
}

// All parameters in the order of weights_hash: for each layer its weights row by row, then its biases and,
// where it is normalised, γ and β; last the running statistics.
void write_weights(base::JsonWriter& json, std::span<const float> params) {
  open_array(json);
  for (const float param : params) {
    const std::optional<double> shortest = base::parse_number(base::shortest(param));
    shortest ? base::value(json, *shortest) : null_value(json);
  }
  close_array(json);
}

std::string result_json(const app::App& app) {
  const app::SeenRun seen = seen_run(app);
  base::JsonWriter json;
  open_object(json);
  member(json, "step", seen.step);
  member(json, "epoch", seen.epoch);
  key(json, "train");
  app::write_metrics(json, seen.train);
  key(json, "test");
  app::write_metrics(json, seen.test);
  member(json, "diverged", seen.has_diverged);
  member(json, "weights_hash", app::weights_hash_text(app));
  key(json, "weights");
  write_weights(json, seen.params);
  close_object(json);
  return json.text;
}

std::string metrics_text(i18n::Language language, std::string_view text_id, const nn::Metrics& metrics) {
  if (metrics.points == 0) return "";
  return i18n::format(language, text_id, {i18n::fixed(metrics.loss, 4), i18n::percent(metrics.accuracy, 1)}) +
         "\n";
}

std::string result_text(i18n::Language language, const app::App& app) {
  const app::SeenRun seen = seen_run(app);
  const std::string head =
      i18n::format(language, "cli.train.step", {i18n::grouped(seen.step), i18n::number(seen.epoch, 6)});
  return head + "\n" + metrics_text(language, "cli.train.train", seen.train) +
         metrics_text(language, "cli.train.test", seen.test) +
         i18n::format(language, "cli.train.hash", {app::weights_hash_text(app)}) + "\n";
}

}  // namespace

std::optional<app::App> trained(const Arguments& arguments, i18n::Language language, std::string_view link) {
  app::App app = app::make_app(link, {language, false});
  if (has_option(arguments, "--steps")) {
    const std::string steps(option(arguments, "--steps"));
    if (const auto notice = app::change_field(app, "steps", steps)) {
      fail(language, kBadInput, *notice);
      return std::nullopt;
    }
  }
  if (seen_run(app).is_made) train_to_the_end(app);
  for (const app::Notice& notice : app.notices) fail(language, kSuccess, notice);
  return app;
}

std::string link_of(const Arguments& arguments) {
  return arguments.words.empty() ? "" : std::string(arguments.words.front());
}

int train_link(const Arguments& arguments, i18n::Language language, std::string_view link) {
  const std::optional<app::App> app = trained(arguments, language, link);
  if (!app || !seen_run(*app).is_made) return kBadInput;
  print(has_option(arguments, "--json") ? result_json(*app) + "\n" : result_text(language, *app));
  return kSuccess;
}

int run_train(const Arguments& arguments, i18n::Language language) {
  return train_link(arguments, language, link_of(arguments));
}

// A link that names no room means that of pictures.
int run_image(const Arguments& arguments, i18n::Language language) {
  const std::string link = link_of(arguments);
  const app::Decoded plain = app::decode(link);
  if (plain.scenario.view == "image") return train_link(arguments, language, link);
  if (plain.names_view) return fail(language, kBadInput, "cli.error.no_pictures", {plain.scenario.view});
  const app::Decoded of_pictures = app::decode(link, app::first_scenario("image"));
  for (const app::Notice& notice : of_pictures.notices) fail(language, kSuccess, notice);
  return train_link(arguments, language, app::encode_with_view(of_pictures.scenario));
}

// What is drawn is asked for by its id; otherwise it is what one sees first.
int run_picture(const Arguments& arguments, i18n::Language language) {
  const std::optional<app::App> app = trained(arguments, language, link_of(arguments));
  if (!app) return kBadInput;
  const std::vector<std::string> ids = exports::picture_ids(*app);
  if (ids.empty()) return kBadInput;
  const std::string id(has_option(arguments, "--of") ? option(arguments, "--of") : ids.front());
  const std::optional<exports::Drawing> drawing = exports::drawing_of(*app, id);
  if (!drawing) return fail(language, kBadInput, "cli.error.no_such_picture", {id, base::join(ids, ", ")});
  print(exports::svg(*drawing));
  return kSuccess;
}

}  // namespace lab::cli
