#include "app/app.h"

#include <doctest/doctest.h>

#include "app/activations.h"
#include "app/link.h"
#include "app/plan.h"
#include "app/requests.h"
#include "app_setup.h"

using namespace lab;
using namespace lab::test;

TEST_CASE("the same link gives the same weights, however the steps are sliced") {
  app::App whole = start("data=moons");
  train(whole, 300);
  app::App sliced = start("data=moons");
  for (int i = 0; i < 60; ++i) train(sliced, 5);
  CHECK(hash(whole) == hash(sliced));
  CHECK(first_run(whole).seen.snapshot.step == 300);
}

TEST_CASE("steps in a link are trained before anything else") {
  app::App by_link = start("data=moons&steps=120");
  while (app::is_busy(by_link)) app::advance(by_link, {0, 0, 10});
  app::App by_hand = start("data=moons");
  train(by_hand, 120);
  CHECK(hash(by_link) == hash(by_hand));
}

TEST_CASE("a change that begins another run begins it at step 0, also where the link asked for steps") {
  app::App a = start("data=moons&steps=120");
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
  app::change_field(a, "net", "3-3");
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
  CHECK(first_run(a).seen.snapshot.step == 0);
  app::apply(a, app::Undo{});
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
  CHECK(first_run(a).seen.snapshot.step == 120);
  app::change_field(a, "steps", "30");
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
  CHECK(first_run(a).seen.snapshot.step == 30);
}

TEST_CASE("a link never asks for more steps than a link may") {
  app::App a = start("data=moons");
  a.transport.steps_wanted = 50'000'000;
  CHECK(app::decode(app::link_with_steps(a, app::steps_to_keep(a))).notices.empty());
}

TEST_CASE("a change during the run is recorded, and the link replays it to the same weights") {
  app::App a = start("data=spiral");
  train(a, 50);
  app::change_field(a, "lr", "0.1");
  app::change_field(a, "act", "relu");
  train(a, 50);
  CHECK(a.scenario.lr == app::Scenario{}.lr);  // the value at step 0
  CHECK(a.shown.lr == 0.1);
  CHECK(a.scenario.edits.size() == 2);
  app::App replay = start(app::share_link(a));
  while (app::is_busy(replay)) app::advance(replay, {0, 0, 10});
  CHECK(first_run(replay).seen.snapshot.step == 100);
  CHECK(hash(replay) == hash(a));
  CHECK(replay.shown == [&] {
    app::Scenario expected = a.shown;
    expected.steps = 100;
    return expected;
  }());
}

TEST_CASE("every field that says how it is trained reaches the training") {
  const auto weights = [](const std::string& link) {
    app::App a = start("data=moons&opt=momentum&lr=0.1&" + link);
    REQUIRE(a.notices.empty());
    train(a, 60);
    return hash(a);
  };
  const std::uint64_t plain = weights("");
  for (const char* link :
       {"momentum=0.5", "l1=0.01", "l2=0.01", "dropout=0.25", "norm=batch_norm", "norm=layer_norm",
        "clip=0.01", "clip_value=0.01", "schedule=step&schedule_every=20", "init=normal",
        "schedule=cosine&schedule_length=50"}) {
    CAPTURE(link);
    CHECK(weights(link) != plain);
  }
  CHECK(weights("momentum=0.9&l1=0&l2=0&dropout=0&norm=none&clip=0&schedule=constant") == plain);
  CHECK(weights("init=normal&init_sigma=0.5") != weights("init=normal"));
  CHECK(weights("schedule=step&schedule_every=20&schedule_factor=0.5") !=
        weights("schedule=step&schedule_every=20"));
  CHECK(weights("schedule=cosine&schedule_length=50&schedule_lowest=0.05") !=
        weights("schedule=cosine&schedule_length=50"));
  // The lowest rate is at most the rate: a schedule never rises.
  CHECK(weights("schedule=cosine&schedule_lowest=3") == plain);
}

TEST_CASE("penalties, dropout, limits and schedules may change during a run, and the link replays it") {
  const std::pair<std::string, std::string> changes[] = {
      {"l1", "0.01"},          {"l2", "0.01"},      {"dropout", "0.5"},    {"clip", "0.001"},
      {"clip_value", "0.001"}, {"momentum", "0.3"}, {"schedule", "cosine"}};
  for (const auto& change : changes) {
    CAPTURE(change.first);
    const std::string link = "data=moons&opt=nesterov&schedule_length=80";
    app::App a = start(link);
    train(a, 40);
    app::change_field(a, change.first, change.second);
    train(a, 40);
    CHECK(first_run(a).seen.snapshot.step == 80);
    app::App replay = start(app::share_link(a));
    while (app::is_busy(replay)) app::advance(replay, {0, 0, 10});
    CHECK(hash(replay) == hash(a));
    app::App unchanged = start(link);
    train(unchanged, 80);
    CHECK(hash(unchanged) != hash(a));
  }
}

TEST_CASE("swapping the activation keeps the weights") {
  app::App a = start("data=spiral");
  train(a, 20);
  const std::vector<float> before = first_run(a).seen.snapshot.params;
  app::change_field(a, "act", "relu");
  CHECK(first_run(a).seen.snapshot.params == before);
  CHECK(first_run(a).seen.snapshot.network.hidden[0].activation.row->id == "relu");
}

TEST_CASE("reset gives the same weights again and keeps what was changed") {
  app::App a = start("data=spiral");
  const std::uint64_t first = hash(a);
  train(a, 20);
  app::change_field(a, "lr", "0.3");
  train(a, 20);
  app::apply(a, app::Reset{});
  CHECK(hash(a) == first);
  CHECK(first_run(a).seen.snapshot.step == 0);
  CHECK(a.scenario.lr == 0.3);
  CHECK(a.scenario.edits.empty());
}

TEST_CASE("new weights are other weights alone: the points stay") {
  app::App a = start("data=spiral");
  const std::uint64_t first = hash(a);
  const auto points = first_run(a).plan.points.x1;
  for (int i = 0; i < 3; ++i) app::apply(a, app::NewWeights{});
  CHECK(hash(a) != first);
  CHECK(a.scenario.seed == app::Scenario{}.seed);
  CHECK(app::encode(a.scenario) == "data=spiral&wseed=4");
  CHECK(first_run(a).plan.points.x1 == points);
  app::apply(a, app::Undo{});
  CHECK(a.scenario.wseed == 3);
}

TEST_CASE("new weights leave points, labels and split as they were, whatever the data and the seeds") {
  for (const char* link :
       {"data=moons", "data=rings&noise=0.3", "data=gauss&n=100&split=0.6", "data=xor&seed=5",
        "data=xor_table", "data=moons&dseed=9", "data=spiral&wseed=7", "data=rings&seed=2&wseed=3&dseed=4"}) {
    CAPTURE(std::string(link));
    app::App a = start(link);
    const run::Run before = first_run(a);
    const std::uint64_t weights = hash(a);
    train(a, 10);
    app::apply(a, app::NewWeights{});
    CHECK(hash(a) != weights);
    CHECK(first_run(a).seen.snapshot.step == 0);
    CHECK(first_run(a).plan.points.x1 == before.plan.points.x1);
    CHECK(first_run(a).plan.points.x2 == before.plan.points.x2);
    CHECK(first_run(a).plan.points.label == before.plan.points.label);
    CHECK(first_run(a).plan.points.train_count == before.plan.points.train_count);
    CHECK(a.scenario.seed == app::decode(link).scenario.seed);
    CHECK(a.scenario.dseed == app::decode(link).scenario.dseed);
    app::App again = start(app::share_link(a));
    CHECK(hash(again) == hash(a));
    CHECK(first_run(again).plan.points.x1 == before.plan.points.x1);
  }
}

TEST_CASE("a seed sets points and weights; wseed and dseed each set one of them") {
  app::App both = start("data=spiral&seed=7");
  app::App weights = start("data=spiral&seed=1&wseed=7");
  app::App points = start("data=spiral&seed=1&dseed=7");
  app::App split = start("data=spiral&seed=3&wseed=7&dseed=7");
  CHECK(hash(weights) == hash(both));
  CHECK(hash(points) != hash(both));
  CHECK(hash(split) == hash(both));
  CHECK(first_run(points).plan.points.x1 == first_run(both).plan.points.x1);
  CHECK(first_run(weights).plan.points.x1 != first_run(both).plan.points.x1);
  CHECK(first_run(split).plan.points.x1 == first_run(both).plan.points.x1);
  app::change_field(split, "seed", "4");
  CHECK(app::encode(split.scenario) == "data=spiral&seed=4");
}

TEST_CASE("divergence pauses training, says at which step, and reset works") {
  app::App a = start("opt=sgd&act=relu&lr=10&loss=mse&play=1&speed=max&net=8-8");
  for (int i = 0; i < 1000 && app::is_busy(a); ++i) app::advance(a, {i * 0.02, 0.02, 0.005});
  REQUIRE(first_run(a).trainer.divergence.has_value());
  CHECK(!a.shown.play);
  REQUIRE(a.notices.size() == 1);
  CHECK(a.notices[0].args[0] == i18n::grouped(first_run(a).trainer.divergence->step));
  CHECK(a.notices[0].text_id != "notice.diverged_undefined");
  CHECK(a.diagnoses.front().body.text_id == "diagnosis.diverged.body");
  app::apply(a, app::Reset{});
  CHECK(!first_run(a).trainer.divergence.has_value());
  CHECK(first_run(a).seen.snapshot.step == 0);
}

TEST_CASE("playing makes as many steps as the speed says, not as many as there are frames") {
  app::App slow_frames = start("play=1&speed=200");
  app::App fast_frames = start("play=1&speed=200");
  for (int i = 1; i <= 10; ++i) app::advance(slow_frames, {i * 0.1, 0.1, 0.5});
  for (int i = 1; i <= 100; ++i) app::advance(fast_frames, {i * 0.01, 0.01, 0.5});
  // One step more or less: what is owed is a sum of floating-point times.
  CHECK(first_run(slow_frames).seen.snapshot.step >= 199);
  CHECK(first_run(slow_frames).seen.snapshot.step <= 200);
  CHECK(first_run(fast_frames).seen.snapshot.step >= 199);
  CHECK(first_run(fast_frames).seen.snapshot.step <= 200);
}

TEST_CASE("however the work is cut, the run, its records and what is shown of it are the same") {
  // More points than a chunk of metrics, held-out ones too; a change on a step with a record and one between.
  const char* const link =
      "data=moons&n=300&split=0.7&noise=0.2&net=9-7&norm=layer_norm&edits=7:lr:0.1;600:act:relu;601:l2:0.01";
  app::App whole = start(link);
  train(whole, 700);
  app::App cut = start(link);
  app::apply(cut, app::Step{700});
  std::int64_t calls = 0;
  for (; app::is_busy(cut); ++calls) app::advance(cut, {0, 0, 0});  // one piece to a call
  CHECK(calls > 700);
  CHECK(first_run(cut).seen.snapshot.version == first_run(whole).seen.snapshot.version);
  CHECK(cut.shown == whole.shown);
  CHECK(first_run(cut).seen.train.loss == first_run(whole).seen.train.loss);
  CHECK(first_run(cut).seen.train.accuracy == first_run(whole).seen.train.accuracy);
  CHECK(first_run(cut).seen.test.loss == first_run(whole).seen.test.loss);
  CHECK(cut.diagnoses.front().body == whole.diagnoses.front().body);
  REQUIRE(first_run(cut).seen.diagnostics.layer_count == first_run(whole).seen.diagnostics.layer_count);
  for (std::size_t l = 0; l < first_run(cut).seen.diagnostics.layer_count; ++l) {
    CHECK(first_run(cut).seen.diagnostics.layers[l].gradient_norm ==
          first_run(whole).seen.diagnostics.layers[l].gradient_norm);
    CHECK(first_run(cut).seen.diagnostics.layers[l].linearity.residual ==
          first_run(whole).seen.diagnostics.layers[l].linearity.residual);
    CHECK(first_run(cut).seen.diagnostics.layers[l].activations.histogram ==
          first_run(whole).seen.diagnostics.layers[l].activations.histogram);
  }
  CHECK(first_run(cut).history.stride == first_run(whole).history.stride);
  REQUIRE(first_run(cut).history.records.size() == first_run(whole).history.records.size());
  for (std::size_t i = 0; i < first_run(whole).history.records.size(); ++i) {
    CHECK(first_run(cut).history.records[i].step == first_run(whole).history.records[i].step);
    CHECK(first_run(cut).history.records[i].train_loss == first_run(whole).history.records[i].train_loss);
    CHECK(first_run(cut).history.records[i].test_loss == first_run(whole).history.records[i].test_loss);
    CHECK(first_run(cut).history.records[i].train_accuracy ==
          first_run(whole).history.records[i].train_accuracy);
    CHECK(first_run(cut).history.records[i].test_accuracy ==
          first_run(whole).history.records[i].test_accuracy);
  }
}

TEST_CASE("all that is shown while training is of one step, and a pause shows the last one") {
  app::App a = start("data=moons&n=300&net=6-5&play=1&speed=max");
  nn::Trainer reference = first_run(a).trainer;
  nn::Workspace work;
  std::int64_t pictures = 0;
  for (int call = 0; call < 1'000'000 && pictures < 5; ++call) {
    const std::int64_t before = first_run(a).seen.snapshot.step;
    app::advance(a, {call * 0.01, 0.01, 0});
    if (first_run(a).seen.snapshot.step == before) continue;
    ++pictures;
    nn::train(reference, first_run(a).seen.snapshot.step - reference.step);
    CHECK(first_run(a).seen.snapshot.params == reference.params);
    CHECK(first_run(a).seen.train.loss == nn::train_metrics(reference, work).loss);
    CHECK(first_run(a).seen.test.loss == nn::test_metrics(reference, work).loss);
  }
  CHECK(pictures == 5);
  app::apply(a, app::Pause{});
  CHECK(first_run(a).seen.snapshot.step == first_run(a).trainer.step);
  CHECK(!app::is_busy(a));
  nn::train(reference, first_run(a).seen.snapshot.step - reference.step);
  CHECK(first_run(a).seen.snapshot.params == reference.params);
  CHECK(first_run(a).seen.train.loss == nn::train_metrics(reference, work).loss);
}

TEST_CASE("a command in the middle of a record changes nothing about it") {
  app::App cut = start("data=moons&n=2000&play=1&speed=max");
  app::advance(cut, {0, 0.01, 0});  // one piece: the first step, whose record has just begun
  REQUIRE(first_run(cut).trainer.step == 1);
  REQUIRE(first_run(cut).history.records.size() == 1);
  app::change_field(cut, "act", "relu");
  app::App whole = start("data=moons&n=2000");
  train(whole, 1);
  app::change_field(whole, "act", "relu");
  REQUIRE(first_run(cut).history.records.size() == 2);
  CHECK(first_run(cut).history.records[1].train_loss == first_run(whole).history.records[1].train_loss);
  CHECK(first_run(cut).history.records[1].test_loss == first_run(whole).history.records[1].test_loss);
  CHECK(first_run(cut).seen.snapshot.version == first_run(whole).seen.snapshot.version);
  CHECK(first_run(cut).seen.train.loss == first_run(whole).seen.train.loss);
}

TEST_CASE("the loss history depends on the run alone") {
  app::App whole = start("data=xor");
  train(whole, 2000);
  app::App sliced = start("data=xor");
  for (int i = 0; i < 200; ++i) train(sliced, 10);
  REQUIRE(first_run(whole).history.records.size() == first_run(sliced).history.records.size());
  CHECK(first_run(whole).history.records.size() < run::LossHistory::kCapacity);
  for (std::size_t i = 0; i < first_run(whole).history.records.size(); ++i) {
    CHECK(first_run(whole).history.records[i].step == first_run(sliced).history.records[i].step);
    CHECK(first_run(whole).history.records[i].train_loss == first_run(sliced).history.records[i].train_loss);
  }
}

TEST_CASE("a bad value from a script is a sentence and changes nothing") {
  app::App a = start("");
  CHECK(app::change_field(a, "lr", "fast")->text_id == "notice.not_a_number");
  CHECK(app::change_field(a, "nonsense", "1")->text_id == "notice.unknown_key");
  CHECK(app::answer(a, "change lr=fast", 0).find("\"error\"") != std::string::npos);
  CHECK(app::answer(a, "change lr", 0).find("\"error\"") != std::string::npos);
  CHECK(a.scenario == app::Scenario{});
  CHECK(a.undo.empty());
}

TEST_CASE("what is shown follows from the scenario and the step alone, whatever was done to get there") {
  app::App a = start("data=moons&edits=30:lr:0.5;60:act:relu;90:lr:0.25");
  for (int i = 0; i < 12; ++i) {
    train(a, 10);
    CHECK(a.shown == app::shown_at(a.scenario, first_run(a).trainer.step));
  }
  CHECK(a.shown.lr == 0.25);
  app::change_field(a, "l2", "0.01");
  CHECK(a.shown == app::shown_at(a.scenario, 120));
  app::apply(a, app::Undo{});
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
  CHECK(a.shown == app::shown_at(a.scenario, 120));
}

TEST_CASE("two runs of an app train in lockstep, to the bits that each has alone") {
  app::App a = start("data=spiral&net=8-8");
  app::App relu = start("data=spiral&net=8-8&act=relu");
  auto second = run::make_run(app::plan_of(relu.scenario));
  REQUIRE(second.ok());
  a.runs.push_back(std::move(*second));
  app::apply(a, app::Play{});
  for (int i = 1; i <= 40; ++i)
    app::advance(a, {i * 0.02, 0.02, i % 2 == 0 ? 0 : 0.004});  // or hardly any time
  app::apply(a, app::Pause{});
  const std::int64_t step = a.runs[0].trainer.step;
  REQUIRE(step > 40);
  CHECK(a.runs[1].trainer.step == step);
  train(a, 1000 - step);
  CHECK(a.runs[0].trainer.step == 1000);
  CHECK(a.runs[1].trainer.step == 1000);
  app::App alone = start("data=spiral&net=8-8");
  train(alone, 1000);
  train(relu, 1000);
  CHECK(nn::weights_hash(a.runs[0].seen.snapshot.params) == hash(alone));
  CHECK(nn::weights_hash(a.runs[1].seen.snapshot.params) == hash(relu));
  REQUIRE(a.diagnoses.size() == 2);
  CHECK(a.diagnoses[1].head == relu.diagnoses.front().head);
  CHECK(a.runs[1].history.records.size() == first_run(relu).history.records.size());
}

TEST_CASE("a script gets the state as JSON and a sentence for what it cannot ask") {
  app::App a = start("data=xor&lang=en");
  const std::string state = app::answer(a, "step 25", 3);
  CHECK(state.find("\"step\":25") != std::string::npos);
  CHECK(state.find("\"frames\":3") != std::string::npos);
  CHECK(state.find("\"link\":\"data=xor&lang=en\"") != std::string::npos);
  CHECK(app::answer(a, "dance", 0).find("\"error\"") != std::string::npos);
  CHECK(app::answer(a, "step -1", 0).find("\"error\"") != std::string::npos);
  CHECK(app::answer(a, "set data=moons", 0).find("data=moons") != std::string::npos);
}

TEST_CASE("layer norm reaches the picture, the link, undo and a replayed change") {
  app::App a = start("data=moons&norm=none");
  app::change_field(a, "norm", "layer_norm");
  REQUIRE(a.notices.empty());
  for (const nn::HiddenLayer& layer : first_run(a).seen.snapshot.network.hidden)
    CHECK(layer.norm == nn::find_norm("layer_norm"));
  train(a, 40);
  app::change_field(a, "lr", "0.3");
  app::change_field(a, "act", "relu");
  train(a, 60);
  app::App again = start(app::share_link(a));
  while (app::is_busy(again)) app::advance(again, {0, 0, 10});
  CHECK(again.scenario.norm == "layer_norm");
  CHECK(hash(again) == hash(a));
  CHECK(first_run(again).seen.snapshot.version == first_run(a).seen.snapshot.version);
  for (int i = 0; i < 3; ++i) app::apply(a, app::Undo{});
  CHECK(a.scenario.norm == "none");
  CHECK(first_run(a).seen.snapshot.network.hidden[0].norm == nullptr);
  app::apply(a, app::Redo{});
  CHECK(a.scenario.norm == "layer_norm");
}

TEST_CASE(
    "while training plays its words change at most four times a second, and at its end they are those of the "
    "end") {
  app::App a = start("data=xor&net=8&seed=3&play=1&speed=500");
  const auto words = [&] { return app::sentence(app::language(a), a.diagnoses.front().body); };
  int changes = 0;
  std::string last = words();
  for (int i = 0; i <= 120; ++i) {
    app::advance(a, {i / 60.0, 1 / 60.0, 0.5});
    changes += words() != last ? 1 : 0;
    last = words();
  }
  CHECK(changes >= 2);
  CHECK(changes <= 9);
  app::apply(a, app::Pause{});
  while (app::is_busy(a)) app::advance(a, {2.01, 1 / 60.0, 0.5});
  CHECK(words() == app::sentence(app::language(a), app::diagnose(a.runs.front()).body));
}
