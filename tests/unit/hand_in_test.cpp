// Hand-in files: what is saved is read back, what is damaged is seen, and whatever else comes is refused with a sentence.
#include <doctest/doctest.h>

#include <string>

#include "app/hand_in.h"
#include "app/replay.h"
#include "base/rng.h"
#include "learner_setup.h"

namespace lab {
namespace {

const std::string& saved() {
  static const std::string text = hand_in_json(gone_through("squeezing"), "Ada Zhāng 张");
  return text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != text.npos);
  return text.replace(at, from.size(), to);
}

std::string why_not(std::string_view text) {
  const auto read = app::read_hand_in(text);
  return read.ok() ? "" : std::string(read.error());
}

std::uint32_t pick(base::Rng& rng, std::size_t limit) {
  return base::below(rng, static_cast<std::uint32_t>(limit));
}

std::string spoil(std::string text, base::Rng& rng) {
  const std::size_t at = pick(rng, text.size()), other = pick(rng, text.size());
  switch (pick(rng, 5)) {
    case 0:
      for (std::uint32_t i = 1 + pick(rng, 4); i > 0; --i)
        text[pick(rng, text.size())] ^= static_cast<char>(1 + pick(rng, 255));
      return text;
    case 1:
      return text.substr(0, at);
    case 2:
      return text.insert(at, text.substr(other, pick(rng, 200)));
    case 3:
      return text.erase(at, 1 + pick(rng, 40));
    default:
      return text.insert(at,
                         std::string(pick(rng, app::kMaxHandInBytes), "[{\"\\9-e,\xff\x01"[pick(rng, 10)]));
  }
}

}  // namespace

TEST_CASE("a hand-in holds name, lesson, answers, tries and runs, and is read back as it was saved") {
  const app::App app = gone_through("squeezing");
  const auto read = app::read_hand_in(app::hand_in_json(app, "Ada Zhāng 张"));
  REQUIRE(read.ok());
  CHECK(read->name == "Ada Zhāng 张");
  CHECK(read->lesson == "squeezing");
  CHECK_FALSE(read->is_damaged);
  REQUIRE(read->steps.size() == app::present_lesson(app)->steps.size());
  for (const auto& kept : app.learner.records) {
    const std::string step = kept.first;
    const app::Record& record = kept.second;
    CAPTURE(step);
    const app::Record& there = read->steps.at(step);
    CHECK(there.is_done);
    CHECK(there.link == record.link);
    CHECK(there.hash == record.hash);
    REQUIRE(there.tries.size() == record.tries.size());
    for (std::size_t i = 0; i < record.tries.size(); ++i)
      CHECK(there.tries[i].answer == record.tries[i].answer);
  }
}

TEST_CASE("outside of a lesson all lessons are handed in, inside of one that one alone") {
  app::App app = gone_through("slope");
  app.learner.records["squeezing/gate"].is_done = true;
  CHECK(app::read_hand_in(app::hand_in_json(app, ""))->steps.count("squeezing/gate") == 0);
  app.shown.lesson = app.scenario.lesson = "";
  const auto all = app::read_hand_in(app::hand_in_json(app, ""));
  CHECK(all->steps.count("squeezing/gate") == 1);
  CHECK(all->steps.size() == app.learner.records.size());
}

TEST_CASE("whatever was changed in a hand-in is seen, but how it is laid out is no damage") {
  CHECK_FALSE(app::read_hand_in(replaced(saved(), "\"steps\":{", "\r\n  \"steps\" : {\n"))->is_damaged);
  for (const auto& change : {std::pair("Ada", "Eve"), std::pair("\"right\":true", "\"right\":false"),
                             std::pair("\"done\":true", "\"done\":false"), std::pair("view=", "seed=7&view="),
                             std::pair("\"check\":\"", "\"check\":\"0")}) {
    const std::string from = change.first;
    CAPTURE(from);
    CHECK(app::read_hand_in(replaced(saved(), from, change.second))->is_damaged);
  }
}

TEST_CASE(
    "what is no hand-in, too large, of another version or holds bytes that are no text is refused with a "
    "sentence") {
  CHECK(why_not("") == "class.no_hand_in.text");
  CHECK(why_not("{}") == "class.no_hand_in.text");
  CHECK(why_not("[1,2]") == "class.no_hand_in.text");
  CHECK(why_not(replaced(saved(), "hand-in", "hand-out")) == "class.no_hand_in.text");
  CHECK(why_not(replaced(saved(), "\"v\":1", "\"v\":2")) == "class.other_version.text");
  CHECK(why_not(saved() + std::string(app::kMaxHandInBytes, ' ')) == "class.too_large.text");
  for (const char* bad :
       {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\\u001b[2J", "\\u202e", "\x7f", "\\u0000"})
    CHECK(why_not(replaced(saved(), "Ada", bad)) == "class.too_large.text");
  CHECK(why_not(replaced(saved(), "Ada", std::string(5000, 'a'))) == "class.too_large.text");
  std::string many = R"({"activation-lab":"hand-in","v":1,"steps":{)";
  for (int i = 0; i <= 200; ++i) many += (i > 0 ? ",\"" : "\"") + std::to_string(i) + "\":{}";
  CHECK(why_not(many + "}}") == "class.too_large.text");
  std::string tries = R"({"activation-lab":"hand-in","v":1,"steps":{"a":{"tries":[)";
  for (int i = 0; i <= 50; ++i) tries += i > 0 ? ",{}" : "{}";
  CHECK(why_not(tries + "]}}}") == "class.too_large.text");
}

TEST_CASE("a name of any bytes becomes one that is read back") {
  const app::App app = in_lesson("squeezing");
  for (const std::string& name : {std::string("a\nb\x1b"), std::string("\xff\xc3"), std::string(1000, 'x'),
                                  std::string("  \xe2\x80\xae  ")}) {
    const auto read = app::read_hand_in(app::hand_in_json(app, name));
    REQUIRE(read.ok());
    CHECK_FALSE(read->is_damaged);
    CHECK(read->name == app::plain_name(name));
  }
  CHECK(app::plain_name("a\nb\x1b") == "ab");
}

TEST_CASE("whatever a learner has tried can be read back, the first try and the last ones") {
  app::App app = in_lesson("squeezing");
  for (int step = 0; step < 300; ++step) {
    app::Record& record = app.learner.records["squeezing/" + std::to_string(step)];
    for (int i = 0; i < 120; ++i) record.tries.push_back({std::string(3600, '1'), i == 119, i / 120.0});
    record.link = std::string(9000, 'x');
  }
  const std::string text = app::hand_in_json(app, "");
  CHECK(text.size() > app::kMaxHandInBytes);  // no learner does that: a file says it is too large
  app.learner.records.clear();
  for (int step = 0; step < 24; ++step) {
    app::Record& record = app.learner.records["squeezing/" + std::to_string(step)];
    for (int i = 0; i < 120; ++i) record.tries.push_back({std::string(3600, '1'), i == 119, i / 120.0});
    record.link = std::string(9000, 'x');
  }
  const auto read = app::read_hand_in(app::hand_in_json(app, ""));
  REQUIRE(read.ok());
  CHECK_FALSE(read->is_damaged);
  for (const auto& [step, record] : read->steps) {
    CHECK(record.tries.front().score == 0);
    if (record.tries.size() > 1) CHECK(record.tries.back().is_right);
  }
}

TEST_CASE("a thousand spoilt hand-ins are each read, seen to be damaged, or refused with a sentence") {
  base::Rng rng = base::make_rng(1, 0);
  int refused = 0, damaged = 0;
  for (int i = 0; i < 1000; ++i) {
    const auto read = app::read_hand_in(spoil(saved(), rng));
    if (!read.ok()) {
      ++refused;
      CHECK(i18n::tr(i18n::Language::english, read.error()) != read.error());
      continue;
    }
    damaged += read->is_damaged ? 1 : 0;
    CHECK(read->steps.size() <= app::kMaxHandInSteps);
    app::Replay replay;
    add_runs(replay, *read);
    for (const auto& [step, record] : read->steps) replayed(replay, record);
  }
  CHECK(refused > 400);
  CHECK(damaged > 20);
  CHECK(refused + damaged > 900);  // what is left was spoilt between the values
}

}  // namespace lab
