#include "app/hand_in.h"

#include <algorithm>

#include "app/lesson_parts.h"
#include "base/hash.h"
#include "base/text.h"

namespace lab::app {

namespace {

using base::Json;

constexpr std::string_view kKind = "hand-in";
constexpr std::int64_t kVersion = 1;

// Whether all of it is characters that stand in a line: no other bytes, nothing that moves a cursor or turns the writing round.
bool is_plain(std::string_view text) {
  constexpr char32_t kFirst[] = {0, 0x80, 0x800,
                                 0x10000};  // by length: below it a character is too long by itself
  for (std::size_t at = 0; at < text.size();) {
    const auto [c, end] = base::code_point_at(text, at);
    if (c > 0x10ffff || c < kFirst[end - at - 1] || (c >= 0xd800 && c < 0xe000)) return false;
    if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return false;
    if ((c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)) return false;
    at = end;
  }
  return true;
}

bool is_line(std::string_view text) { return text.size() <= kMaxHandInText && is_plain(text); }

bool is_bounded(const Json& json) {
  return is_line(json.text) && json.list.size() <= kMaxTries && json.object.size() <= kMaxHandInSteps &&
         std::all_of(json.list.begin(), json.list.end(), is_bounded) &&
         std::all_of(json.object.begin(), json.object.end(),
                     [](const auto& member) { return is_line(member.first) && is_bounded(member.second); });
}

// All but the check, which is over it; so how a file is laid out is no damage.
base::JsonWriter body_of(const HandIn& hand_in) {
  base::JsonWriter json;
  open_object(json);
  member(json, "activation-lab", kKind);
  member(json, "v", kVersion);
  member(json, "name", hand_in.name);
  member(json, "lesson", hand_in.lesson);
  key(json, "steps");
  open_object(json);
  for (const auto& [step, record] : hand_in.steps) {
    key(json, step);
    write_record(json, record);
  }
  close_object(json);
  return json;
}

std::string check_of(const base::JsonWriter& body) { return base::hex(base::hash_bytes(body.text)); }

std::string text_of(const HandIn& hand_in) {
  base::JsonWriter json = body_of(hand_in);
  member(json, "check", check_of(json));
  close_object(json);
  return json.text;
}

// A link that is too long for a file is left out, and of the tries all but the first and the last ones.
Record shortened(Record record, std::size_t tries) {
  if (record.link.size() > kMaxHandInText) record.link.clear();
  if (record.tries.size() > tries)
    record.tries.erase(record.tries.begin() + 1, record.tries.end() - static_cast<std::ptrdiff_t>(tries - 1));
  return record;
}

}  // namespace

std::string plain_name(std::string_view typed) {
  std::string name;
  for (std::size_t at = 0; at < typed.size();) {
    const std::string_view one = typed.substr(at, base::code_point_at(typed, at).end - at);
    if (name.size() + one.size() > kMaxHandInName) break;
    if (is_plain(one)) name += one;
    at += one.size();
  }
  return std::string(base::trim(name));
}

std::string hand_in_json(const App& app, std::string_view name) {
  HandIn hand_in{plain_name(name), {}, {}};
  if (const lesson::Lesson* const lesson = present_lesson(app)) hand_in.lesson = lesson->id;
  for (std::size_t tries = kMaxTries;; tries /= 2) {
    hand_in.steps.clear();
    for (const auto& [step, record] : app.learner.records) {
      if (hand_in.steps.size() == kMaxHandInSteps) break;
      if (hand_in.lesson.empty() || step.starts_with(hand_in.lesson + "/"))
        hand_in.steps.emplace(step, shortened(record, tries));
    }
    std::string text = text_of(hand_in);
    if (text.size() <= kMaxHandInBytes || tries == 1) return text;
  }
}

base::Result<HandIn, std::string_view> read_hand_in(std::string_view text) {
  if (text.size() > kMaxHandInBytes) return std::string_view("class.too_large.text");
  const auto json = base::parse_json(text);
  if (!json.ok() || (*json)["activation-lab"].text != kKind) return std::string_view("class.no_hand_in.text");
  if ((*json)["v"].number != static_cast<double>(kVersion))
    return std::string_view("class.other_version.text");
  if (!is_bounded(*json) || (*json)["name"].text.size() > kMaxHandInName)
    return std::string_view("class.too_large.text");
  HandIn hand_in{(*json)["name"].text, (*json)["lesson"].text, {}};
  for (const auto& [step, record] : (*json)["steps"].object) hand_in.steps.emplace(step, read_record(record));
  hand_in.is_damaged = (*json)["check"].text != check_of(body_of(hand_in));
  return hand_in;
}

}  // namespace lab::app
