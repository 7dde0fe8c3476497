// A learner's progress as text: kept until the next time, and told to scripts.
#include <algorithm>

#include "app/lesson_parts.h"
#include "base/json_reader.h"
#include "base/json_writer.h"

namespace lab::app {

namespace {

using base::Json;

constexpr std::size_t kMaxRecords = 500;

constexpr std::string_view kAsks[] = {"nothing", "choice", "number", "order", "sketch"};

void write_try(base::JsonWriter& json, const Try& given) {
  open_object(json);
  member(json, "answer", given.answer);
  member(json, "right", given.is_right);
  member(json, "score", given.score);
  close_object(json);
}

Try read_try(const Json& json) {
  return {json["answer"].text, json["right"].number != 0, std::clamp(json["score"].number, 0.0, 1.0)};
}

}  // namespace

Record read_record(const Json& json) {
  Record record;
  for (const Json& given : json["tries"].list) {
    if (record.tries.size() == kMaxTries) break;
    record.tries.push_back(read_try(given));
  }
  record.is_answered = json["answered"].number != 0;
  record.was_shown = json["shown"].number != 0;
  record.is_done = json["done"].number != 0;
  const double seen = json["seen"].number;
  record.seen = seen >= 0 && seen <= 4294967295.0 ? static_cast<std::uint32_t>(seen) : 0;
  record.link = json["link"].text;
  record.hash = json["hash"].text;
  return record;
}

void write_record(base::JsonWriter& json, const Record& record) {
  open_object(json);
  key(json, "tries");
  open_array(json);
  for (const Try& given : record.tries) write_try(json, given);
  close_array(json);
  member(json, "answered", record.is_answered);
  member(json, "shown", record.was_shown);
  member(json, "done", record.is_done);
  member(json, "seen", static_cast<std::int64_t>(record.seen));
  member(json, "link", record.link);
  member(json, "hash", record.hash);
  close_object(json);
}

std::string progress_json(const App& app) {
  base::JsonWriter json;
  open_object(json);
  for (const auto& [step, record] : app.learner.records) {
    key(json, step);
    write_record(json, record);
  }
  close_object(json);
  return json.text;
}

void take_progress(App& app, std::string_view text) {
  const auto json = base::parse_json(text);
  if (!json.ok()) return;
  for (const auto& [step, record] : json->object) {
    if (app.learner.records.size() == kMaxRecords) break;
    app.learner.records.emplace(step, read_record(record));
  }
}

std::string lesson_json(const App& app) {
  base::JsonWriter json;
  const lesson::Lesson* const lesson = present_lesson(app);
  const lesson::Step* const step = present_step(app);
  const Record& record = present_record(app);
  open_object(json);
  member(json, "lesson", lesson->id);
  member(json, "step", static_cast<std::int64_t>(app.shown.step));
  member(json, "steps", static_cast<std::int64_t>(lesson->steps.size()));
  member(json, "id", step->id);
  member(json, "asks", kAsks[static_cast<std::size_t>(step->ask)]);
  member(json, "question", step->question);
  key(json, "choices");
  open_array(json);
  if (step->ask == lesson::Ask::choice) {
    for (const lesson::Choice& choice : step->choices) value(json, choice.text);
  }
  if (step->ask == lesson::Ask::order) {
    for (const int place : present_order(app))
      value(json, step->choices[static_cast<std::size_t>(place)].text);
  }
  close_array(json);
  member(json, "waiting", is_waiting(app));
  member(json, "done", record.is_done);
  if (const std::string* const why = explanation(app)) {
    member(json, "right", !record.tries.empty() && record.tries.back().is_right);
    member(json, "explanation", *why);
  }
  close_object(json);
  return json.text;
}

}  // namespace lab::app
