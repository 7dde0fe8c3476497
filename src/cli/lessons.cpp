// activation-lab-cli lessons: which there are, and what is wrong with them.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "app/lessons.h"
#include "app/link.h"
#include "base/json_writer.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/play_lesson.h"
#include "lesson/builtin.h"
#include "lesson/lesson.h"

namespace lab::cli {

namespace {

struct File {
  std::string name;
  std::string text;
};

struct Complaint {
  std::string file;
  lesson::Error error;
};

using Complaints = std::vector<Complaint>;

// ---- Files -------------------------------------------------------------------------------------------------------
std::vector<File> builtin_files(std::string_view tag) {
  std::vector<File> files;
  const std::vector<std::string_view> texts = base::split(lesson::builtin(tag), '\0');
  for (std::size_t i = 0; i + 1 < texts.size(); ++i) {  // behind the last zero byte is nothing
    files.push_back(
        {std::string(lesson::course()[i].id) + "." + std::string(tag) + ".md", std::string(texts[i])});
  }
  return files;
}

std::optional<File> read_file(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file) return std::nullopt;
  File read{name, std::string(lesson::kMaxBytes + 1,
                              '\0')};  // one byte more than a lesson may have is enough to say so
  file.read(read.text.data(), static_cast<std::streamsize>(read.text.size()));
  read.text.resize(static_cast<std::size_t>(file.gcount()));
  return read;
}

// Those named, or else what is built in in these languages; nothing, and that is said, where one cannot be read.
std::optional<std::vector<File>> files_of(const Arguments& arguments, i18n::Language language,
                                          const std::vector<std::string_view>& tags) {
  std::vector<File> files;
  for (const std::string& name : arguments.words) {
    std::optional<File> file = read_file(name);
    if (!file) {
      fail(language, kBadInput, "cli.check.no_file", {name});
      return std::nullopt;
    }
    files.push_back(std::move(*file));
  }
  if (!arguments.words.empty()) return files;
  for (const std::string_view tag : tags) {
    std::vector<File> more = builtin_files(tag);
    std::move(more.begin(), more.end(), std::back_inserter(files));
  }
  return files;
}

// ---- Checks ------------------------------------------------------------------------------------------------------
struct Checker {
  i18n::Language language{};
  std::string file{};
  Complaints complaints{};
};

void say(Checker& checker, int line, std::string sentence) {
  checker.complaints.push_back({checker.file, {line, std::move(sentence)}});
}

void say(Checker& checker, const lesson::Step& step, std::string_view text_id, std::string what) {
  say(checker, step.line, i18n::format(checker.language, text_id, {step.id, std::move(what)}));
}

app::Scenario check_link(Checker& checker, const lesson::Step& step, std::string_view link,
                         const app::Scenario* base = nullptr) {
  app::Decoded decoded = base == nullptr ? app::decode(link) : app::decode(link, *base);
  for (const app::Notice& notice : decoded.notices)
    say(checker, step, "cli.lessons.link", app::sentence(checker.language, notice));
  return std::move(decoded.scenario);
}

void check_actions(Checker& checker, const lesson::Step& step, const app::Scenario& start) {
  for (const auto* actions : {&step.run, &step.show}) {
    for (const lesson::Action& action : *actions) {
      if (action.kind == lesson::Action::Kind::set) check_link(checker, step, action.link, &start);
    }
  }
}

void check_names(Checker& checker, const lesson::Step& step, const std::vector<std::string>& names,
                 const std::vector<std::string_view>& known, std::string_view text_id) {
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) == known.end()) say(checker, step, text_id, name);
  }
}

// What the program knows and a file does not.
void check_step(Checker& checker, const lesson::Step& step) {
  const app::Scenario start = check_link(checker, step, step.link);
  check_actions(checker, step, start);
  const lesson::Names names = lesson::names_of(step.goal);
  for (const std::string& name : names.numbers) {
    if (!app::is_goal_number(name)) say(checker, step, "cli.lessons.goal", name);
  }
  check_names(checker, step, names.words, app::goal_words(), "cli.lessons.goal");
  check_names(checker, step, step.terms, i18n::parts_of("term"), "cli.lessons.term");
}

std::optional<lesson::Lesson> check_file(Checker& checker, const File& file) {
  checker.file = file.name;
  auto parsed = lesson::parse(file.text);
  if (!parsed.ok()) {
    say(checker, parsed.error().line, parsed.error().sentence);
    return std::nullopt;
  }
  for (lesson::Error& error : lesson::check(*parsed)) say(checker, error.line, std::move(error.sentence));
  for (const lesson::Step& step : parsed->steps) check_step(checker, step);
  return std::move(*parsed);
}

// "folder/valve" of "folder/valve.en.md".
std::string without_language(const std::string& name) {
  const std::size_t ending = name.rfind('.');
  const std::size_t tag = ending == 0 || ending == name.npos ? name.npos : name.rfind('.', ending - 1);
  return tag == name.npos ? name : name.substr(0, tag);
}

int run_check(const Arguments& arguments, i18n::Language language) {
  std::vector<std::string_view> tags;
  for (const i18n::LanguageRow& row : i18n::languages()) tags.push_back(row.tag);
  const auto files = files_of(arguments, language, tags);
  if (!files) return kBadInput;
  Checker checker{language};
  std::map<std::string, lesson::Lesson> firsts;  // of each lesson, the language that came first
  for (const File& file : *files) {
    std::optional<lesson::Lesson> read = check_file(checker, file);
    if (!read) continue;
    const auto [first, is_new] = firsts.try_emplace(without_language(file.name), *read);
    if (is_new) continue;
    for (lesson::Error& error : lesson::check_parity(first->second, *read))
      say(checker, error.line, std::move(error.sentence));
  }
  for (const auto& [file, error] : checker.complaints)
    print(file + ":" + std::to_string(error.line) + ": " + error.sentence + "\n");
  if (!checker.complaints.empty()) return kBadInput;
  print(i18n::format(language, "cli.lessons.good", {std::to_string(files->size())}) + "\n");
  return kSuccess;
}

// ---- Play ----
// "squeezing/three: 2 → view=curves&…", and what is not as it has to be. Returns whether all is.
bool print_played(const std::string& lesson, const PlayedStep& step, i18n::Language language) {
  const std::string name = lesson + "/" + step.id;
  for (const app::Notice& wrong : step.wrong) print(name + ": " + app::sentence(language, wrong) + "\n");
  if (!step.wrong.empty()) return false;
  constexpr std::size_t kLongest = 40;  // of a sketch
  const std::string answer =
      step.answer.size() > kLongest ? step.answer.substr(0, kLongest) + "…" : step.answer;
  print(name + (answer.empty() ? "" : ": " + answer) + " → " + step.link + "\n");
  return true;
}

int run_play(const Arguments& arguments, i18n::Language language) {
  std::vector<std::string_view> tags;
  for (const i18n::LanguageRow& row : i18n::languages()) tags.push_back(row.tag);
  const auto files = files_of(arguments, language, tags);
  if (!files) return kBadInput;
  bool is_good = true;
  for (const File& file : *files) {
    const auto parsed = lesson::parse(file.text);
    if (!parsed.ok()) {
      print(file.name + ":" + std::to_string(parsed.error().line) + ": " + parsed.error().sentence + "\n");
      is_good = false;
      continue;
    }
    for (const PlayedStep& step : play(*parsed, language))
      is_good = print_played(file.name, step, language) && is_good;
  }
  return is_good ? kSuccess : kBadInput;
}

// ---- List --------------------------------------------------------------------------------------------------------
std::string line_of(const lesson::Lesson& one, std::size_t width, i18n::Language language) {
  const std::string number = std::to_string(one.number);
  return std::string(number.size() < 2 ? 1 : 0, ' ') + number + "  " + one.id +
         std::string(width - one.id.size(), ' ') + "  " +
         i18n::format(language, "cli.lessons.row", {one.title, std::to_string(one.steps.size())}) + "\n";
}

void write(base::JsonWriter& json, const lesson::Lesson& one) {
  open_object(json);
  member(json, "id", one.id);
  member(json, "number", std::int64_t{one.number});
  member(json, "title", one.title);
  key(json, "steps");
  open_array(json);
  for (const lesson::Step& step : one.steps) {
    open_object(json);
    member(json, "id", step.id);
    member(json, "title", step.title);
    member(json, "does", step.does);
    close_object(json);
  }
  close_array(json);
  close_object(json);
}

std::string json_of(const std::vector<lesson::Lesson>& lessons) {
  base::JsonWriter json;
  open_array(json);
  for (const lesson::Lesson& one : lessons) write(json, one);
  close_array(json);
  return json.text + "\n";
}

int run_lessons_list(const Arguments& arguments, i18n::Language language) {
  const bool is_there = !lesson::builtin(i18n::tag(language)).empty();
  const auto files =
      files_of(arguments, language, {i18n::tag(is_there ? language : i18n::Language::english)});
  if (!files) return kBadInput;
  std::vector<lesson::Lesson> lessons;
  std::size_t width = 0;
  for (const File& file : *files) {
    auto parsed = lesson::parse(file.text);
    if (!parsed.ok()) {
      const lesson::Error& error = parsed.error();
      return fail(language, kBadInput, "cli.lessons.error",
                  {file.name, std::to_string(error.line), error.sentence});
    }
    width = std::max(width, parsed->id.size());
    lessons.push_back(std::move(*parsed));
  }
  if (has_option(arguments, "--json")) {
    print(json_of(lessons));
    return kSuccess;
  }
  for (const lesson::Lesson& one : lessons) print(line_of(one, width, language));
  return kSuccess;
}

}  // namespace

int run_lessons(const Arguments& arguments, i18n::Language language) {
  if (has_option(arguments, "--check")) return run_check(arguments, language);
  if (has_option(arguments, "--play")) return run_play(arguments, language);
  return run_lessons_list(arguments, language);
}

}  // namespace lab::cli
