// activation-lab-cli class: the hand-in files of a class as a table, their runs replayed.
#include <fstream>
#include <limits>
#include <optional>

#include "app/class_table.h"
#include "app/lessons.h"
#include "base/json_writer.h"
#include "cli/command.h"
#include "lesson/builtin.h"

namespace lab::cli {

namespace {

constexpr std::string_view kOutcomes[] = {"waiting", "same", "different", "not_decodable", "too_long"};

std::optional<std::string> read_file(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text(app::kMaxHandInBytes + 1, '\0');  // one byte more than there may be is enough to say so
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

std::string right_aligned(std::int64_t number) {
  constexpr std::size_t kColumn = 9;
  const std::string digits = std::to_string(number);
  return std::string(kColumn - std::min(kColumn, digits.size()), ' ') + digits;
}

std::string text_of(const app::ClassStep& step, i18n::Language language) {
  std::string line;
  for (const int number : {step.done, step.answered, step.right_at_once, step.right_in_the_end, step.shown})
    line += right_aligned(number);
  line += "  " + step.title + "\n";
  if (step.wrong.empty()) return line;
  return line + std::string(47, ' ') +
         i18n::format(language, "class.wrong.text", {step.wrong, std::to_string(step.wrong_count)}) + "\n";
}

std::string text_of(const app::ClassLearner& learner, std::size_t steps, i18n::Language language) {
  const std::string line = i18n::format(
      language, "class.learner.text",
      {std::to_string(learner.done), std::to_string(steps), std::to_string(learner.right_at_once)});
  std::string text = "  " + i18n::format(language, "cli.class.flag", {learner.name, line}) + "\n";
  for (const std::string& flag : learner.flags) text += "      " + flag + "\n";
  return text;
}

std::string text_of(const app::ClassTable& table, const app::Classroom& room, i18n::Language language) {
  const auto line = [&](std::string_view id) { return std::string(i18n::tr(language, id)) + "\n"; };
  const std::string runs = std::to_string(room.replay.links.size());
  std::string text =
      i18n::format(language, "class.state.text", {std::to_string(room.hand_ins.size()), runs, runs}) + "\n" +
      line("class.caution.text") + "\n" + line("cli.class.by_step") + line("cli.class.columns");
  for (const app::ClassStep& step : table.steps) text += text_of(step, language);
  text += "\n" + line("cli.class.by_learner");
  for (const app::ClassLearner& learner : table.learners)
    text += text_of(learner, table.steps.size(), language);
  for (const app::Classroom::Refused& one : room.refused)
    text +=
        "  " +
        i18n::format(language, "cli.class.flag", {one.file, std::string(i18n::tr(language, one.text_id))}) +
        "\n";
  return text;
}

void write(base::JsonWriter& json, const app::ClassStep& step) {
  open_object(json);
  member(json, "id", step.id);
  member(json, "title", step.title);
  member(json, "done", std::int64_t{step.done});
  member(json, "answered", std::int64_t{step.answered});
  member(json, "right_at_once", std::int64_t{step.right_at_once});
  member(json, "right_in_the_end", std::int64_t{step.right_in_the_end});
  member(json, "shown", std::int64_t{step.shown});
  member(json, "wrong", step.wrong);
  member(json, "wrong_count", std::int64_t{step.wrong_count});
  close_object(json);
}

void write(base::JsonWriter& json, const app::ClassLearner& learner) {
  open_object(json);
  member(json, "name", learner.name);
  member(json, "done", std::int64_t{learner.done});
  member(json, "right_at_once", std::int64_t{learner.right_at_once});
  key(json, "flags");
  open_array(json);
  for (const std::string& flag : learner.flags) value(json, flag);
  close_array(json);
  close_object(json);
}

template <typename List, typename Write>
void write_list(base::JsonWriter& json, std::string_view name, const List& list, const Write& write_one) {
  key(json, name);
  open_array(json);
  for (const auto& one : list) write_one(one);
  close_array(json);
}

std::string json_of(const app::ClassTable& table, const app::Classroom& room, i18n::Language language) {
  base::JsonWriter json;
  open_object(json);
  write_list(json, "steps", table.steps, [&](const auto& step) { write(json, step); });
  write_list(json, "learners", table.learners, [&](const auto& learner) { write(json, learner); });
  write_list(json, "refused", room.refused, [&](const app::Classroom::Refused& one) {
    open_object(json);
    member(json, "file", one.file);
    member(json, "why", i18n::tr(language, one.text_id));
    close_object(json);
  });
  write_list(json, "runs", room.replay.links, [&](const std::string& link) {
    const app::Replay::Outcome& outcome = room.replay.outcomes.at(link);
    open_object(json);
    member(json, "link", link);
    member(json, "is",
           outcome.is == app::Replayed::same ? "replayed" : kOutcomes[static_cast<std::size_t>(outcome.is)]);
    member(json, "hash", outcome.hash);
    close_object(json);
  });
  close_object(json);
  return json.text + "\n";
}

app::App with_lessons(i18n::Language language) {
  app::App app = app::make_app("", {language});
  const std::string_view here = lesson::builtin(i18n::tag(language));
  app::add_course(app, language, here.empty() ? lesson::builtin("en") : here);
  return app;
}

}  // namespace

int run_class(const Arguments& arguments, i18n::Language language) {
  app::Classroom room;
  for (const std::string& name : arguments.words) {
    const std::optional<std::string> text = read_file(name);
    if (!text) return fail(language, kBadInput, "cli.check.no_file", {name});
    app::add_file(room, name, *text);
  }
  app::work(room.replay, std::numeric_limits<double>::infinity());
  const app::ClassTable table = app::class_table(with_lessons(language), language, room);
  print(has_option(arguments, "--json") ? json_of(table, room, language) : text_of(table, room, language));
  bool is_flagged = !room.refused.empty();
  for (const app::ClassLearner& learner : table.learners) is_flagged = is_flagged || !learner.flags.empty();
  return is_flagged ? kBadInput : kSuccess;
}

}  // namespace lab::cli
