// A class from its hand-ins: what is counted, what is said, and which runs are real.
#include <doctest/doctest.h>

#include <limits>
#include <string>

#include "app/class_table.h"
#include "app/requests.h"
#include "base/clock.h"
#include "learner_setup.h"

namespace lab {
namespace {

constexpr double kEver = std::numeric_limits<double>::infinity();

const app::ClassStep& row(const app::ClassTable& table, std::string_view id) {
  const auto found = std::find_if(table.steps.begin(), table.steps.end(),
                                  [&](const app::ClassStep& step) { return step.id == id; });
  REQUIRE(found != table.steps.end());
  return *found;
}

app::ClassTable table_of(const app::Classroom& room) {
  return class_table(in_lesson("squeezing"), i18n::Language::english, room);
}

app::Record done_by(const std::string& link, int steps) {
  app::App app = app::make_app(link + "&steps=" + std::to_string(steps), {});
  run_to_rest(app);
  app::Record record;
  record.is_done = true;
  keep_run(app, record);
  return record;
}

app::HandIn with(std::string name, const std::string& step, app::Record record) {
  app::HandIn hand_in{std::move(name), {}, {}};
  hand_in.steps.emplace(step, std::move(record));
  return hand_in;
}

app::Replayed replayed_alone(const app::Record& record) {
  app::Replay replay;
  add_runs(replay, with("", "a/b", record));
  work(replay, kEver);
  return replayed(replay, record);
}

app::Record answered(std::initializer_list<app::Try> tries) {
  app::Record record;
  record.tries = tries;
  return record;
}

}  // namespace

TEST_CASE(
    "by step: how many answered, at once, in the end, were shown; what most got wrong, as a teacher reads "
    "it") {
  app::Classroom room;
  const app::App app = in_lesson("squeezing");
  const lesson::Lesson& lesson = *app::present_lesson(app);
  const lesson::Step* choice = nullptr;
  for (const lesson::Step& step : lesson.steps) {
    if (step.ask == lesson::Ask::choice && choice == nullptr) choice = &step;
  }
  REQUIRE(choice != nullptr);
  const std::string id = "squeezing/" + choice->id;
  room.hand_ins = {with("Bo", id, answered({{"1", false}, {"2", true, 1}})),
                   with("Ada", id, answered({{"2", true, 1}})),
                   with("Cy", id, answered({{"3", false}, {"1", false}, {"1", false}})),
                   with("Di", id, answered({{"3", false}})), with("Ed", id, answered({{"3", false}}))};
  room.hand_ins[3].steps[id].was_shown = true;
  const app::ClassTable table = table_of(room);
  REQUIRE(table.steps.size() == lesson.steps.size());
  for (std::size_t i = 0; i < lesson.steps.size(); ++i) CHECK(table.steps[i].title == lesson.steps[i].title);
  const app::ClassStep& step = row(table, id);
  CHECK(step.answered == 5);
  CHECK(step.right_at_once == 1);
  CHECK(step.right_in_the_end == 2);
  CHECK(step.shown == 1);
  CHECK(step.wrong == choice->choices[2].text);
  CHECK(step.wrong_count == 3);
  REQUIRE(table.learners.size() == 5);
  CHECK(table.learners[0].name == "Ada");
  CHECK(table.learners[0].right_at_once == 1);
  CHECK(table.learners[1].right_at_once == 0);
}

TEST_CASE("wrong numbers are told apart by their value, wrong sketches by how much was right on average") {
  app::Classroom room;
  room.hand_ins = {with("a", "own/n", answered({{"0.5", false}, {"0.5", false}})),
                   with("b", "own/n", answered({{"0.5", false}})),
                   with("c", "own/n", answered({{"7", false}}))};
  CHECK(row(table_of(room), "own/n").wrong == "0.5");
  CHECK(row(table_of(room), "own/n").wrong_count == 2);
  const std::string line(400, '1');
  room.hand_ins = {with("a", "own/s", answered({{line, false, 0.5}, {line, false, 0.7}, {line, true, 0.9}})),
                   with("b", "own/s", answered({{line, false, 0.4}}))};
  CHECK(row(table_of(room), "own/s").wrong == "a sketch, " + i18n::percent(0.5, 0) + " right on average");
  CHECK(row(table_of(room), "own/s").wrong_count == 2);
}

TEST_CASE("every run of a lesson that was gone through replays to its hash") {
  for (const char* id : {"line", "threshold", "squeezing", "xor", "slope"}) {
    app::Classroom room;
    add_file(room, "ada.json", hand_in_json(gone_through(id), "Ada"));
    REQUIRE(room.hand_ins.size() == 1);
    CHECK(room.replay.links.size() > 2);
    work(room.replay, kEver);
    const app::ClassTable table = table_of(room);
    REQUIRE(table.learners.size() == 1);
    CHECK(table.learners[0].flags.empty());
    CHECK(table.learners[0].done == static_cast<int>(table.steps.size()));
  }
}

TEST_CASE(
    "whatever was set and changed while it ran, a replay comes to the same weights without being watched") {
  for (const char* link :
       {"", "act=relu&net=8-8&batch=1", "data=spiral&act=tanh&opt=adam&dropout=0.3&norm=batch_norm",
        "data=moons&edits=40:lr:0.01;80:act:relu;80:batch:7;161:l2:0.01;500:lr:1",
        "formula=x*sigmoid(x)&net=4-4", "twin=identity&data=xor", "lr=10&act=square&opt=sgd&net=8-8",
        "view=curves",
        "view=image&n=60&conv=3&edits=40:lr:0.02;80:act:tanh;80:w:1.2.13%3A0.5;161:freeze:1.1.b"}) {
    CAPTURE(std::string(link));
    CHECK(replayed_alone(done_by(link, 330)) == app::Replayed::same);
  }
}

TEST_CASE("a run that is another, cannot be read, has no link or is too long is told apart") {
  app::Record record = done_by("data=xor", 50);
  record.hash[3] = record.hash[3] == '0' ? '1' : '0';
  CHECK(replayed_alone(record) == app::Replayed::different);
  for (const char* link :
       {"act=nothing_like_it&steps=3", "view=image&kernel=7&stride=3&pad=none&conv=1-1-1"}) {
    record.link = link;
    CHECK(replayed_alone(record) == app::Replayed::not_decodable);
  }
  record.link.clear();
  CHECK(replayed_alone(record) == app::Replayed::not_decodable);
  record.link = "steps=100001";
  CHECK(replayed_alone(record) == app::Replayed::too_long);
}

TEST_CASE("links that are the same are replayed once, in slices that end in time") {
  app::Replay replay;
  const app::Record record = done_by("data=rings", 400);
  add_runs(replay, with("a", "a/b", record));
  add_runs(replay, with("b", "a/c", record));
  CHECK(replay.links.size() == 1);
  app::Record other = record;
  other.hash = "0";
  int slices = 1;
  while (work(replay, base::wall_clock_s())) {
    CHECK(replayed(replay, record) == app::Replayed::waiting);
    ++slices;
  }
  CHECK(slices > 3);
  CHECK(replayed(replay, record) == app::Replayed::same);
  CHECK(replayed(replay, other) == app::Replayed::different);
}

TEST_CASE(
    "files that are damaged, do not replay or are none are flagged with the reason, and one brought twice "
    "counts once") {
  const std::string good = hand_in_json(gone_through("squeezing"), "Ada");
  std::string damaged = good, other = good;
  damaged.replace(damaged.find("\"right\":true"), 12, "\"right\":false");
  app::Classroom room;
  add_file(room, "ada.json", good);
  add_file(room, "ada.json", good);
  add_file(room, "eve.json", damaged);
  add_file(room, "notes.json", "{\"a\":1}");
  CHECK(room.hand_ins.size() == 2);
  REQUIRE(room.refused.size() == 1);
  CHECK(room.refused[0].file == "notes.json");
  work(room.replay, kEver);
  const app::ClassTable table = table_of(room);
  CHECK(table.learners[0].flags.empty());
  CHECK(table.learners[1].flags == std::vector<std::string>{"Damaged: this is not what was saved."});
  app::Classroom lying;
  app::HandIn read = *app::read_hand_in(good);
  for (auto& [step, record] : read.steps) {
    record.hash = "0123456789abcdef";
    break;
  }
  lying.hand_ins.push_back(read);
  add_runs(lying.replay, read);
  work(lying.replay, kEver);
  REQUIRE(table_of(lying).learners[0].flags.size() == 1);
  CHECK(table_of(lying).learners[0].flags[0].starts_with("Replays to other weights: "));
}

TEST_CASE("a file without a name goes by that of its file") {
  app::Classroom room;
  add_file(room, "desk 7.json", hand_in_json(in_lesson("squeezing"), ""));
  REQUIRE(room.hand_ins.size() == 1);
  CHECK(room.hand_ins[0].name == "desk 7.json");
}

}  // namespace lab
