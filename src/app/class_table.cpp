#include "app/class_table.h"

#include <algorithm>
#include <utility>

#include "app/lessons.h"
#include "base/hash.h"
#include "base/sort_by.h"
#include "base/text.h"

namespace lab::app {

namespace {

constexpr std::size_t kLongAnswer = 60;  // bytes: one that is longer is a sketch's

struct Row {
  ClassStep shown;
  const lesson::Step* step = nullptr;  // where it is known
};

std::string cut(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && end < kLongAnswer) end = base::code_point_at(text, end).end;
  return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

Row row_of(const std::string& id, std::string title, const lesson::Step* step) {
  Row row;
  row.shown.id = id;
  row.shown.title = std::move(title);
  row.step = step;
  return row;
}

bool has_any(const Classroom& room, const std::string& begin) {
  return std::any_of(room.hand_ins.begin(), room.hand_ins.end(), [&](const HandIn& hand_in) {
    const auto first = hand_in.steps.lower_bound(begin);
    return first != hand_in.steps.end() && first->first.starts_with(begin);
  });
}

std::vector<Row> rows_of(const App& app, const Classroom& room) {
  std::vector<Row> rows;
  for (const lesson::Lesson* const lesson : lessons_here(app)) {
    const std::string begin = lesson->id + "/";
    if (!has_any(room, begin)) continue;
    for (const lesson::Step& step : lesson->steps) rows.push_back(row_of(begin + step.id, step.title, &step));
  }
  for (const HandIn& hand_in : room.hand_ins) {
    for (const auto& [id, record] : hand_in.steps) {
      const bool is_known =
          std::any_of(rows.begin(), rows.end(), [&id = id](const Row& row) { return row.shown.id == id; });
      if (!is_known && rows.size() < kMaxClassSteps) rows.push_back(row_of(id, cut(id), nullptr));
    }
  }
  return rows;
}

bool is_sketch(const lesson::Step* step, const Try& given) {
  return step == nullptr ? given.answer.size() > kLongAnswer : step->ask == lesson::Ask::sketch;
}

// What was meant by it: the words of a choice, the words of an order, a number.
std::string as_read(const lesson::Step* step, const std::string& answer) {
  const std::optional<Draft> draft = step == nullptr ? std::nullopt : draft_of_text(*step, {}, answer);
  if (!draft) return cut(answer);
  if (step->ask == lesson::Ask::number) return base::shortest(base::parse_number(answer).value_or(0));
  if (step->ask == lesson::Ask::choice) return step->choices[static_cast<std::size_t>(draft->choice)].text;
  std::vector<std::string> words;
  for (const int place : draft->order) words.push_back(step->choices[static_cast<std::size_t>(place)].text);
  return base::join(words, ", ");
}

// Of all learners together. Each counts once for one mistake.
struct Wrong {
  std::vector<std::string> answers;
  int sketches = 0;  // learners
  double share = 0;  // and what was right of their wrong ones, on average of each, added up
};

void count(Wrong& wrong, const lesson::Step* step, const Record& record) {
  const auto before = static_cast<std::ptrdiff_t>(wrong.answers.size());
  double share = 0;
  int sketches = 0;
  for (const Try& given : record.tries) {
    if (given.is_right) continue;
    if (!is_sketch(step, given)) {
      std::string answer = as_read(step, given.answer);
      if (std::find(wrong.answers.begin() + before, wrong.answers.end(), answer) == wrong.answers.end())
        wrong.answers.push_back(std::move(answer));
    } else {
      share += given.score;
      ++sketches;
    }
  }
  if (sketches == 0) return;
  ++wrong.sketches;
  wrong.share += share / sketches;
}

void name_commonest(ClassStep& shown, const Wrong& wrong, i18n::Language language) {
  for (const std::string& answer : wrong.answers) {
    const auto times = static_cast<int>(std::count(wrong.answers.begin(), wrong.answers.end(), answer));
    if (times <= shown.wrong_count) continue;
    shown.wrong = answer;
    shown.wrong_count = times;
  }
  if (wrong.sketches <= shown.wrong_count) return;
  shown.wrong = i18n::format(language, "class.sketch.text", {i18n::percent(wrong.share / wrong.sketches, 0)});
  shown.wrong_count = wrong.sketches;
}

bool is_right_at_once(const Record& record) { return !record.tries.empty() && record.tries.front().is_right; }

void count(ClassStep& shown, const Record& record) {
  shown.done += record.is_done ? 1 : 0;
  shown.answered += record.tries.empty() ? 0 : 1;
  shown.right_at_once += is_right_at_once(record) ? 1 : 0;
  shown.right_in_the_end += !record.tries.empty() && record.tries.back().is_right ? 1 : 0;
  shown.shown += record.was_shown ? 1 : 0;
}

// One sentence a kind, with the steps that it is about.
std::vector<std::string> flags_of(const HandIn& hand_in, const Replay& replay, const std::vector<Row>& rows,
                                  i18n::Language language) {
  constexpr std::pair<Replayed, std::string_view> kKinds[] = {
      {Replayed::different, "class.different.text"},
      {Replayed::not_decodable, "class.not_decodable.text"},
      {Replayed::too_long, "class.too_long.text"}};
  std::vector<std::string> flags;
  if (hand_in.is_damaged) flags.emplace_back(i18n::tr(language, "class.damaged.text"));
  for (const auto& [kind, text_id] : kKinds) {
    std::vector<std::string> titles;
    for (const Row& row : rows) {
      const auto record = hand_in.steps.find(row.shown.id);
      if (record != hand_in.steps.end() && replayed(replay, record->second) == kind)
        titles.push_back(row.shown.title);
    }
    if (!titles.empty()) flags.push_back(i18n::format(language, text_id, {base::join(titles, ", ")}));
  }
  return flags;
}

}  // namespace

void add_file(Classroom& room, std::string_view file, std::string_view text) {
  const std::string name = plain_name(file);
  const std::uint64_t hash = base::hash_bytes(text, base::hash_bytes(name));
  if (std::find(room.files.begin(), room.files.end(), hash) != room.files.end()) return;
  room.files.push_back(hash);
  auto read = read_hand_in(text);
  if (!read.ok()) return room.refused.push_back({name, read.error()});
  if (read->name.empty()) read->name = name;
  add_runs(room.replay, *read);
  room.hand_ins.push_back(std::move(*read));
}

ClassTable class_table(const App& app, i18n::Language language, const Classroom& room) {
  std::vector<Row> rows = rows_of(app, room);
  ClassTable table;
  for (const HandIn& hand_in : room.hand_ins)
    table.learners.push_back({hand_in.name, 0, 0, flags_of(hand_in, room.replay, rows, language)});
  for (Row& row : rows) {
    Wrong wrong;
    for (std::size_t i = 0; i < room.hand_ins.size(); ++i) {
      const auto found = room.hand_ins[i].steps.find(row.shown.id);
      if (found == room.hand_ins[i].steps.end()) continue;
      count(row.shown, found->second);
      count(wrong, row.step, found->second);
      table.learners[i].done += found->second.is_done ? 1 : 0;
      table.learners[i].right_at_once += is_right_at_once(found->second) ? 1 : 0;
    }
    name_commonest(row.shown, wrong, language);
    table.steps.push_back(std::move(row.shown));
  }
  base::sort_by(table.learners, [](const ClassLearner& learner) { return std::string_view(learner.name); });
  return table;
}

}  // namespace lab::app
