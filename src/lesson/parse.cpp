#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/text.h"
#include "lesson/keys.h"
#include "lesson/words.h"

namespace lab::lesson {

namespace {

using Lines = std::vector<std::string_view>;

constexpr std::string_view kBetween = " | ";  // an answer and its explanation

// Whether the code point may be read, and was written in as few bytes as it takes.
bool is_readable(base::CodePoint point, std::size_t length) {
  const char32_t c = point.value;
  const bool is_surrogate = c >= 0xD800 && c < 0xE000;
  const std::size_t needed = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  return (c >= ' ' || c == '\t' || c == '\r' || c == '\n') && c <= 0x10FFFF && c != 0x7F && !is_surrogate &&
         length == needed;
}

// The line of the first byte that is no text; 0: all is.
int line_of_bad_byte(std::string_view text) {
  int line = 1;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::code_point_at(text, i);
    if (!is_readable(point, point.end - i)) return line;
    if (point.value == '\n') ++line;
    i = point.end;
  }
  return 0;
}

// Two lines of one paragraph: between two Chinese characters stands no space.
void append_line(std::string& text, std::string_view line) {
  std::size_t last = text.size();
  while (last > 0 && (static_cast<unsigned char>(text[--last]) & 0xC0U) == 0x80U) {
  }
  const bool is_tight = !text.empty() && base::code_point_at(text, last).value >= kFirstCjk &&
                        base::code_point_at(line, 0).value >= kFirstCjk;
  if (!text.empty() && !is_tight) text += ' ';
  text += line;
}

// ---- What is read ------------------------------------------------------------------------------------------------
struct Mark {
  std::string_view name;
  Mistake::Kind kind;
};

// In the order of kSketchMistakes, the last one of numbers too.
constexpr Mark kMistakeMarks[] = {{"negative", Mistake::Kind::negative},
                                  {"like f", Mistake::Kind::like_f},
                                  {"too high", Mistake::Kind::too_high},
                                  {"too low", Mistake::Kind::too_low},
                                  {"else", Mistake::Kind::otherwise}};

Sentence read_mistake(std::string_view mark, std::string_view explanation, Step& step) {
  Mistake mistake;
  mistake.explanation = explanation;
  const bool is_bound = mark.starts_with("<") || mark.starts_with(">");
  const auto* known = std::find_if(std::begin(kMistakeMarks), std::end(kMistakeMarks),
                                   [&](const Mark& m) { return m.name == mark; });
  if (mark == "right") {
    if (!step.right.empty()) return "\"right\" is there twice";
    step.right = explanation;
    return {};
  }
  if (is_bound) {
    mistake.kind = mark[0] == '<' ? Mistake::Kind::below : Mistake::Kind::above;
    const Sentence wrong = read_number(base::trim(mark.substr(1)), mistake.bound);
    if (!wrong.empty()) return told("what stands behind % ", mark.substr(0, 1)) + wrong;
  } else if (known != std::end(kMistakeMarks)) {
    mistake.kind = known->kind;
  } else {
    return told("there is no answer called %", mark);
  }
  const bool fits = mistake.kind == Mistake::Kind::otherwise || is_bound == (step.ask == Ask::number);
  if (!fits) return told("% is no mistake in what is asked here", mark);
  if (step.mistakes.size() == kMaxChoices)
    return told("there are more than # mistakes", std::to_string(kMaxChoices));
  step.mistakes.push_back(std::move(mistake));
  return {};
}

Sentence read_choice(std::string_view text, std::string_view explanation, bool is_right, Step& step) {
  if (step.choices.size() == kMaxChoices)
    return told("there are more than # choices", std::to_string(kMaxChoices));
  step.choices.push_back({std::string(text), std::string(explanation), is_right});
  return {};
}

// "[x] text" of a choice, "text" of an order, "< 3" of a number: what kind it is follows from what the step asks.
Sentence read_answer(std::string_view text, std::string_view explanation, Step& step) {
  if (step.ask == Ask::number || step.ask == Ask::sketch) return read_mistake(text, explanation, step);
  if (step.ask == Ask::order) return read_choice(text, explanation, true, step);
  const bool is_right = text.starts_with("[x] ");
  if (!is_right && !text.starts_with("[ ] ")) return "a choice begins with \"- [ ] \" or \"- [x] \"";
  return read_choice(base::trim(text.substr(4)), explanation, is_right, step);
}

// The digits and the point that begin a line of an order; 0: it begins otherwise.
std::size_t length_of_place(std::string_view line) {
  const std::size_t digits = line.find_first_not_of("0123456789");
  return digits != line.npos && digits > 0 && digits < 3 && line.substr(digits).starts_with(". ") ? digits + 2
                                                                                                  : 0;
}

Sentence read_answer_line(std::string_view line, Step& step) {
  if (step.ask == Ask::nothing) return "there is an answer, but no \"ask\" says what is asked";
  const bool is_order = line[0] != '-';
  if (is_order != (step.ask == Ask::order))
    return is_order ? "numbered answers belong to \"ask: order\"" : "answers of an order are numbered";
  if (is_order &&
      static_cast<std::size_t>(std::atoi(std::string(line.substr(0, 2)).c_str())) != step.choices.size() + 1)
    return "the numbers of an order are 1, 2, 3 …";
  const std::string_view rest = line.substr(is_order ? length_of_place(line) : 2);
  const std::size_t between = rest.find(kBetween);
  const std::string_view text = base::trim(rest.substr(0, between));
  const std::string_view explanation =
      between == rest.npos ? "" : base::trim(rest.substr(between + kBetween.size()));
  if (text.empty() || explanation.empty()) return "an answer is a text, then \" | \", then its explanation";
  return read_answer(text, explanation, step);
}

// What begins a line and has one place in a step.
struct Part {
  std::string_view mark;
  std::string Step::*member;
};

constexpr Part kParts[] = {
    {"? ", &Step::question}, {"task: ", &Step::task}, {"hint: ", &Step::hint}, {"done: ", &Step::done}};

// ---- A file ------------------------------------------------------------------------------------------------------
// Lines from `at` on are still to be read; what is wrong is wrong in the line before.
struct Reader {
  Lines lines;
  std::size_t at = 0;
};

// What is read is gathered line by line, and taken when it ends.
struct Piece {
  std::string text;
  int line = 0;
};

Error error_in(const Reader& reader, Sentence sentence) {
  return {static_cast<int>(reader.at), std::move(sentence)};
}

bool is_next_step(const Reader& reader) {
  return reader.at < reader.lines.size() && reader.lines[reader.at].starts_with("## ");
}

bool begins_piece(std::string_view line) {
  const auto begins = [&](const Part& part) { return line.starts_with(base::trim(part.mark)); };
  return line.starts_with("- ") || length_of_place(line) > 0 ||
         std::any_of(std::begin(kParts), std::end(kParts), begins);
}

Sentence take_piece(std::string_view text, Step& step) {
  if (text.starts_with("- ") || length_of_place(text) > 0) return read_answer_line(text, step);
  for (const Part& part : kParts) {
    if (!text.starts_with(base::trim(part.mark))) continue;
    const std::string_view name = base::trim(part.mark);
    const std::string_view said = base::trim(text.substr(name.size()));
    if (said.empty()) return told("nothing stands behind %", name);
    if (!(step.*part.member).empty()) return told("% is there twice", name);
    step.*part.member = said;
    return {};
  }
  step.body.emplace_back(text);
  return {};
}

// "key: value" of the line, or nothing.
std::optional<std::pair<std::string_view, std::string_view>> key_and_value(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos) return std::nullopt;
  return std::pair{base::trim(line.substr(0, colon)), base::trim(line.substr(colon + 1))};
}

using Named = std::vector<std::string_view>;  // keys that were there

// The line's key and value, or what is wrong with it.
base::Result<std::pair<std::string_view, std::string_view>, Sentence> read_key(std::string_view line,
                                                                               Named& named) {
  const auto pair = key_and_value(line);
  if (!pair) return told("\"key: value\" is expected: %", line);
  if (std::find(named.begin(), named.end(), pair->first) != named.end())
    return told("% is there twice", pair->first);
  if (pair->second.empty()) return told("% has no value", pair->first);
  named.push_back(pair->first);
  return *pair;
}

Sentence read_key_line(std::string_view line, Step& step, Named& named) {
  const auto pair = read_key(line, named);
  if (!pair.ok()) return pair.error();
  return read_value(pair->first, pair->second, step);
}

bool is_named(const Named& named, std::string_view key) {
  return std::find(named.begin(), named.end(), key) != named.end();
}

// The keys that a step which asks this has to have, and those that mean nothing in another.
struct Needs {
  std::string_view key;
  Ask first, second;  // asked for by these
  bool is_needed;
};

constexpr Needs kNeeds[] = {{"answer", Ask::number, Ask::number, true},
                            {"tolerance", Ask::number, Ask::sketch, true},
                            {"sketch", Ask::sketch, Ask::sketch, true},
                            {"pass", Ask::sketch, Ask::sketch, true}};

Sentence missing_key(const Step& step, const Named& named) {
  for (const std::string_view key : {"title", "link"}) {
    if (!is_named(named, key)) return told("the step lacks %", key);
  }
  for (const Needs& need : kNeeds) {
    const bool fits = step.ask == need.first || step.ask == need.second;
    if (fits && !is_named(named, need.key))
      return told("the step lacks %, which its \"ask\" needs", need.key);
    if (!fits && is_named(named, need.key)) return told("% means nothing for what is asked", need.key);
  }
  return {};
}

Sentence missing_part(const Step& step) {
  const auto rights = std::count_if(step.choices.begin(), step.choices.end(),
                                    [](const Choice& choice) { return choice.is_right; });
  const bool is_of_several = step.ask == Ask::choice || step.ask == Ask::order;
  const bool has_else = !step.mistakes.empty() && step.mistakes.back().kind == Mistake::Kind::otherwise;
  if (step.ask == Ask::nothing)
    return step.question.empty() ? Sentence() : "there is a question, but no \"ask\" says how it is answered";
  if (step.question.empty()) return "the step lacks its question, a line that begins with \"? \"";
  if (is_of_several && step.choices.size() < 2) return "there are fewer than two answers to choose from";
  if (step.ask == Ask::choice && rights != 1)
    return told("# choices are marked right, not one", std::to_string(rights));
  if (is_of_several) return {};
  if (step.right.empty()) return "the step lacks \"- right | \", why the answer is what it is";
  return has_else ? Sentence() : "the last of the mistakes has to be \"- else | \"";
}

// Without a word of the author: all that could give the answer away, but the plot.
void draw_veil(Step& step) {
  if (step.ask == Ask::nothing || !step.veil.empty()) return;
  for (const std::string_view word : kVeils) {
    if (word != "none" && word != "plot") step.veil.emplace_back(word);
  }
}

std::optional<Error> read_keys(Reader& reader, Step& step) {
  Named named;
  while (reader.at < reader.lines.size() && !is_next_step(reader)) {
    const std::string_view line = reader.lines[reader.at++];
    if (line.empty()) break;
    if (Sentence wrong = read_key_line(line, step, named); !wrong.empty())
      return error_in(reader, std::move(wrong));
  }
  if (Sentence wrong = missing_key(step, named); !wrong.empty()) return Error{step.line, std::move(wrong)};
  return std::nullopt;
}

std::optional<Error> read_pieces(Reader& reader, Step& step) {
  Piece piece;
  while (true) {
    const bool is_over = reader.at == reader.lines.size() || is_next_step(reader);
    const std::string_view line = is_over ? "" : reader.lines[reader.at];
    if (!piece.text.empty() && (line.empty() || begins_piece(line))) {
      if (Sentence wrong = take_piece(piece.text, step); !wrong.empty())
        return Error{piece.line, std::move(wrong)};
      piece = {};
    }
    if (is_over) return std::nullopt;
    ++reader.at;
    if (line.empty()) continue;
    if (piece.text.empty()) piece.line = static_cast<int>(reader.at);
    append_line(piece.text, line);
  }
}

std::optional<Error> read_step(Reader& reader, Lesson& lesson) {
  Step step;
  step.id = base::trim(reader.lines[reader.at++].substr(3));
  step.line = static_cast<int>(reader.at);
  step.does = kDoings[0];
  if (!is_id(step.id))
    return error_in(reader, told("the id of a step is letters, digits and \"-\": %", step.id));
  if (find_step(lesson, step.id) != nullptr) return error_in(reader, told("two steps are called %", step.id));
  if (lesson.steps.size() == kMaxSteps)
    return error_in(reader, told("there are more than # steps", std::to_string(kMaxSteps)));
  if (auto error = read_keys(reader, step)) return error;
  if (auto error = read_pieces(reader, step)) return error;
  if (Sentence wrong = missing_part(step); !wrong.empty()) return Error{step.line, std::move(wrong)};
  draw_veil(step);
  lesson.steps.push_back(std::move(step));
  return std::nullopt;
}

Sentence read_head_line(std::string_view line, Lesson& lesson, Named& named) {
  constexpr double kMaxNumber = 999;
  const auto pair = read_key(line, named);
  if (!pair.ok()) return pair.error();
  const auto [key, value] = *pair;
  if (key == "title") return lesson.title = value, Sentence();
  if (key == "lesson")
    return lesson.id = value,
           is_id(value) ? Sentence() : told("\"lesson\" is letters, digits and \"-\": %", value);
  if (key != "number") return told("there is no key % of a lesson", key);
  double number = 0;
  if (const Sentence wrong = read_number(value, number); !wrong.empty()) return "\"number\" " + wrong;
  if (number < 0 || number > kMaxNumber || number != std::floor(number))
    return told("\"number\" is no whole number from 0 to 999: %", value);
  lesson.number = static_cast<int>(number);
  return {};
}

std::optional<Error> read_head(Reader& reader, Lesson& lesson) {
  constexpr std::string_view kRule = "---";
  if (reader.lines[reader.at++] != kRule) return error_in(reader, "a lesson begins with a line \"---\"");
  Named named;
  while (reader.at < reader.lines.size()) {
    const std::string_view line = reader.lines[reader.at++];
    if (line == kRule) {
      for (const std::string_view key : {"lesson", "number", "title"}) {
        if (!is_named(named, key)) return error_in(reader, told("the head lacks %", key));
      }
      return std::nullopt;
    }
    if (Sentence wrong = read_head_line(line, lesson, named); !wrong.empty())
      return error_in(reader, std::move(wrong));
  }
  return error_in(reader, "the head does not end with a line \"---\"");
}

Reader reader_of(std::string_view markdown) {
  constexpr std::string_view kByteOrderMark = "\uFEFF";
  if (markdown.starts_with(kByteOrderMark)) markdown.remove_prefix(kByteOrderMark.size());
  Reader reader{base::split(markdown, '\n')};
  for (std::string_view& line : reader.lines) line = base::trim(line);
  return reader;
}

}  // namespace

base::Result<Lesson, Error> parse(std::string_view markdown) {
  if (markdown.size() > kMaxBytes)
    return Error{1, told("the file has more than # bytes", std::to_string(kMaxBytes))};
  if (const int line = line_of_bad_byte(markdown))
    return Error{line, "there is a character that is no text in UTF-8"};
  Reader reader = reader_of(markdown);
  Lesson lesson;
  if (auto error = read_head(reader, lesson)) return *error;
  while (reader.at < reader.lines.size()) {
    if (is_next_step(reader)) {
      if (auto error = read_step(reader, lesson)) return *error;
    } else if (!reader.lines[reader.at++].empty()) {
      return error_in(reader, "a step begins with \"## \" and its id");
    }
  }
  if (lesson.steps.empty()) return error_in(reader, "there is no step");
  return lesson;
}

base::Result<std::vector<Lesson>, Error> parse_all(std::string_view asset) {
  std::vector<Lesson> lessons;
  while (!asset.empty()) {
    const std::size_t end = std::min(asset.find('\0'), asset.size());
    auto lesson = parse(asset.substr(0, end));
    if (!lesson.ok()) return lesson.error();
    lessons.push_back(std::move(*lesson));
    asset.remove_prefix(std::min(end + 1, asset.size()));
  }
  return lessons;
}

const Step* find_step(const Lesson& lesson, std::string_view id) {
  const auto found =
      std::find_if(lesson.steps.begin(), lesson.steps.end(), [&](const Step& step) { return step.id == id; });
  return found == lesson.steps.end() ? nullptr : &*found;
}

}  // namespace lab::lesson
