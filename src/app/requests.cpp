#include "app/requests.h"

#include <algorithm>
#include <type_traits>

#include "app/access.h"
#include "app/bench.h"
#include "app/fields.h"
#include "app/lessons.h"
#include "app/link.h"
#include "app/tables.h"
#include "base/hash.h"
#include "base/rows.h"
#include "base/text.h"

namespace lab::app {

namespace {

constexpr double kMaxStepsPerRequest = 1e7;

std::string refused(const App& app, std::string_view verb, std::string_view argument) {
  return error_json(app, {"notice.bad_request", {std::string(verb), std::string(argument)}});
}

std::string locked(const App& app, std::string_view word) {
  return error_json(app, {"notice.locked", {std::string(word)}});
}

std::string get(App& app, std::string_view, const Asking& asking) { return state_json(app, asking.frames); }

// The state afterwards, or why the command cannot be.
std::string state_after(App& app, const Command& command, const Asking& asking) {
  const std::string_view word =
      asking.by == By::reader ? locked_word(app.shown, command) : std::string_view();
  if (!word.empty()) return locked(app, word);
  if (is_held(app, command)) return error_json(app, {"notice.held", {}});
  lab::app::apply(app, command, asking.by);
  return state_json(app, asking.frames);
}

std::string set(App& app, std::string_view link, const Asking& asking) {
  return state_after(app, open_link(link), asking);
}

// "lr=0.1"
std::string change(App& app, std::string_view assignment, const Asking& asking) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos) return refused(app, "change", assignment);
  const std::string_view key = assignment.substr(0, equals);
  if (const auto notice = change_field(app, key, assignment.substr(equals + 1), false, asking.by))
    return error_json(app, *notice);
  return state_json(app, asking.frames);
}

// A number is done with, and the state is that of where it leads to.
template <typename One>
std::string settled(App& app, std::string_view verb, std::string_view argument, const Asking& asking) {
  const std::optional<double> number = base::parse_number(argument);
  if (!number || *number < 0 || *number > kMaxStepsPerRequest) return refused(app, verb, argument);
  One one;
  auto& [member] = one;
  member = static_cast<std::remove_reference_t<decltype(member)>>(*number);
  if (has_pictures(app) && !app.environment.can_train_pictures)
    return error_json(app, {"notice.part_coming", {}});
  const std::string state = state_after(app, one, asking);
  if (!is_busy(app) || is_held(app, one)) return state;
  constexpr Budget kUnhurried{0, 0, 3600};
  while (is_busy(app)) advance(app, kUnhurried);
  return state_json(app, asking.frames);
}

std::string step(App& app, std::string_view argument, const Asking& asking) {
  return settled<Step>(app, "step", argument, asking);
}

template <typename One>
std::string command(App& app, std::string_view, const Asking& asking) {
  return state_after(app, One{}, asking);
}

// The answer that a lesson asks for.
std::string give_answer(App& app, std::string_view text, const Asking& asking) {
  if (!is_asking(app)) return error_json(app, {"notice.not_asked", {}});
  const std::optional<Draft> draft = draft_of_text(*present_step(app), sketch_axes(app), text);
  if (!draft) return refused(app, "answer", text);
  lab::app::apply(app, SetDraft{*draft}, asking.by);
  lab::app::apply(app, Learn{Learn::Deed::give_answer}, asking.by);
  return lesson_json(app);
}

std::string point(App& app, std::string_view argument, const Asking& asking) {
  const std::optional<double> x = base::parse_number(argument);
  if (!x) return refused(app, "point", argument);
  return state_after(app, PointAt{*x}, asking);
}

std::string lesson_of(App& app, std::string_view, const Asking&) {
  return present_step(app) == nullptr ? "null" : lesson_json(app);
}

std::string answer_of(App&, std::string_view request, const Asking&);

// "set view=train": as the host, whom no lock binds.
std::string override_locks(App& app, std::string_view request, const Asking& asking) {
  return answer_of(app, request, {asking.frames, By::host});
}

std::string table(App& app, std::string_view id, const Asking&) {
  if (is_waiting(app)) return error_json(app, {"notice.held", {}});
  const std::optional<Table> found = table_of(app, id);
  if (!found)
    return error_json(app, {"notice.no_table", {std::string(id), base::join(table_ids(app), ", ")}});
  base::JsonWriter json;
  const auto write = [&](const std::vector<std::string>& cells) {
    open_array(json);
    for (const std::string& cell : cells) value(json, cell);
    close_array(json);
  };
  open_object(json);
  member(json, "caption", found->caption);
  key(json, "columns");
  write(found->columns);
  key(json, "rows");
  open_array(json);
  for (const std::vector<std::string>& row : found->rows) write(row);
  close_array(json);
  close_object(json);
  return json.text;
}

std::string go(App& app, std::string_view argument, const Asking& asking) {
  return settled<GoTo>(app, "go", argument, asking);
}

std::string recall(App& app, std::string_view argument, const Asking& asking) {
  return settled<Recall>(app, "recall", argument, asking);
}

std::string runs(App& app, std::string_view, const Asking&) {
  return is_waiting(app) ? error_json(app, {"notice.held", {}}) : runs_json(app);
}

constexpr RequestRow kRequests[] = {
    {"get", "", get},
    {"table", "<id>", table},
    {"set", "<link>", set},
    {"change", "<key>=<value>", change},
    {"play", "", command<Play>},
    {"pause", "", command<Pause>},
    {"step", "<n>", step},
    {"go", "<step>", go},
    {"runs", "", runs},
    {"recall", "<number>", recall},
    {"reset", "", command<Reset>},
    {"new_weights", "", command<NewWeights>},
    {"point", "<x>", point},
    {"lesson", "", lesson_of},
    {"answer", "<answer>", give_answer},
    {"undo", "", command<Undo>},
    {"redo", "", command<Redo>},
    {"override", "<request>", override_locks},
    {"controls", "", nullptr},
    {"wants_wheel", "", nullptr},
    {"wants_touch", "<x> <y>", nullptr},
    {"export", "[picture]", nullptr},
    {"self_check", "", nullptr},
};

std::string answer_of(App& app, std::string_view request, const Asking& asking) {
  const auto [verb, argument] = read_request(request);
  const RequestRow* row = base::find_row(kRequests, verb, &RequestRow::verb);
  if (row == nullptr || row->answer == nullptr) return refused(app, verb, argument);
  return row->answer(app, argument, asking);
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

}  // namespace

std::span<const RequestRow> requests() { return kRequests; }

const RequestRow* find_request(std::string_view verb) {
  return base::find_row(kRequests, verb, &RequestRow::verb);
}

Request read_request(std::string_view text) {
  const std::size_t space = text.find(' ');
  return {text.substr(0, space), space == std::string_view::npos ? "" : text.substr(space + 1)};
}

std::string answer(App& app, std::string_view request, std::uint64_t frames) {
  return answer_of(app, request, {frames});
}

std::string error_json(const App& app, const Notice& notice) {
  base::JsonWriter json;
  open_object(json);
  member(json, "error", sentence(language(app), notice));
  close_object(json);
  return json.text;
}

std::optional<Notice> change_field(App& app, std::string_view key, std::string_view text, bool goes_on,
                                   By by) {
  const Field* field = find_field(key);
  if (field == nullptr) return Notice{"notice.unknown_key", {std::string(key), std::string(text)}};
  if (is_waiting(app) && !is_free_while_waiting(key)) return Notice{"notice.held", {}};
  Change change{app.shown, goes_on};
  if (auto notice = decode_value(change.next, *field, text)) return notice;
  if (key == "data" && !fits_room(change.next))
    return Notice{"notice.data_elsewhere", {"data", change.next.data, change.next.view}};
  Scenario allowed = change.next;
  if (by == By::reader && !keep_locked(app.shown, allowed).empty())
    return Notice{"notice.locked", {std::string(key)}};
  apply(app, change, by);
  return std::nullopt;
}

Command open_link(std::string_view link) {
  Decoded decoded = decode(link);
  return Open{std::move(decoded.scenario), std::move(decoded.notices), decoded.names_view};
}

void write_metrics(base::JsonWriter& json, const nn::Metrics& metrics) {
  if (metrics.points == 0) return null_value(json);
  open_object(json);
  member(json, "loss", metrics.loss);
  member(json, "accuracy", metrics.accuracy);
  close_object(json);
}

std::string weights_hash_text(const App& app) { return base::hex(nn::weights_hash(seen_run(app).params)); }

std::string state_json(const App& app, std::uint64_t frames) {
  const SeenRun seen = seen_run(app);
  base::JsonWriter json;
  open_object(json);
  member(json, "link", encode(app.scenario));
  member(json, "share", share_link(app));
  member(json, "step", seen.step);
  member(json, "epoch", seen.epoch);
  key(json, "train");
  write_metrics(json, seen.train);
  key(json, "test");
  write_metrics(json, seen.test);
  member(json, "weights_hash", weights_hash_text(app));
  member(json, "playing", app.shown.play);
  member(json, "diverged", seen.has_diverged);
  member(json, "epochs_per_second", epochs_per_second(app));
  member(json, "language", i18n::tag(language(app)));
  member(json, "dark", is_dark(app));
  member(json, "frames", static_cast<std::int64_t>(frames));
  key(json, "notices");
  write_notices(json, app);
  close_object(json);
  return json.text;
}

}  // namespace lab::app
