#include "app/app.h"

#include <doctest/doctest.h>

#include "app/api.h"
#include "app/link.h"

using namespace lab;
using app::CommandKind;

namespace {

app::App start(std::string_view link) { return app::make_app(link, {}); }

void train(app::App& a, std::int64_t steps) {
  app::apply(a, app::command(CommandKind::step, steps));
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
}

std::uint64_t hash(const app::App& a) { return nn::weights_hash(a.snapshot.params); }

}  // namespace

TEST_CASE("the same link gives the same weights, however the steps are sliced") {
  app::App whole = start("data=moons");
  train(whole, 300);
  app::App sliced = start("data=moons");
  for (int i = 0; i < 60; ++i) train(sliced, 5);
  CHECK(hash(whole) == hash(sliced));
  CHECK(whole.snapshot.step == 300);
}

TEST_CASE("steps in a link are trained before anything else") {
  app::App by_link = start("data=moons&steps=120");
  while (app::is_busy(by_link)) app::advance(by_link, {0, 0, 10});
  app::App by_hand = start("data=moons");
  train(by_hand, 120);
  CHECK(hash(by_link) == hash(by_hand));
}

TEST_CASE("a change during the run is recorded, and the link replays it to the same weights") {
  app::App a = start("data=spiral");
  train(a, 50);
  app::apply(a, app::set("lr", "0.1"));
  app::apply(a, app::set("act", "relu"));
  train(a, 50);
  CHECK(a.scenario.lr == app::Scenario{}.lr);  // the value at step 0
  CHECK(a.shown.lr == 0.1);
  CHECK(a.scenario.edits.size() == 2);
  app::App replay = start(app::share_link(a));
  while (app::is_busy(replay)) app::advance(replay, {0, 0, 10});
  CHECK(replay.snapshot.step == 100);
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
    app::apply(a, app::set(change.first, change.second));
    train(a, 40);
    CHECK(a.snapshot.step == 80);
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
  const std::vector<float> before = a.snapshot.params;
  app::apply(a, app::set("act", "relu"));
  CHECK(a.snapshot.params == before);
  CHECK(a.snapshot.network.hidden[0].activation.row->id == "relu");
}

TEST_CASE("reset gives the same weights again and keeps what was changed") {
  app::App a = start("data=spiral");
  const std::uint64_t first = hash(a);
  train(a, 20);
  app::apply(a, app::set("lr", "0.3"));
  train(a, 20);
  app::apply(a, app::command(CommandKind::reset));
  CHECK(hash(a) == first);
  CHECK(a.snapshot.step == 0);
  CHECK(a.scenario.lr == 0.3);
  CHECK(a.scenario.edits.empty());
}

TEST_CASE("new weights are other weights and another seed") {
  app::App a = start("data=spiral");
  const std::uint64_t first = hash(a);
  app::apply(a, app::command(CommandKind::new_weights));
  CHECK(hash(a) != first);
  CHECK(a.scenario.seed == app::Scenario{}.seed + 1);
}

TEST_CASE("undo and redo walk through the scenarios") {
  app::App a = start("");
  app::apply(a, app::set("data", "xor"));
  app::apply(a, app::set("net", "8-8"));
  app::apply(a, app::command(CommandKind::undo));
  CHECK(a.scenario.data == "xor");
  CHECK(a.scenario.net == app::Scenario{}.net);
  app::apply(a, app::command(CommandKind::undo));
  CHECK(a.scenario == app::Scenario{});
  app::apply(a, app::command(CommandKind::redo));
  app::apply(a, app::command(CommandKind::redo));
  CHECK(a.scenario.net == std::vector<int>{8, 8});
}

TEST_CASE("undoing a change made during a run trains anew to the present step without it") {
  app::App a = start("data=moons");
  train(a, 40);
  app::apply(a, app::set("lr", "1"));
  app::apply(a, app::command(CommandKind::undo));
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
  app::App plain = start("data=moons");
  train(plain, 40);
  CHECK(a.snapshot.step == 40);
  CHECK(hash(a) == hash(plain));
}

TEST_CASE("undoing another dataset, new weights or a reset brings the trained network back") {
  for (const app::Command& mistake : {app::set("data", "moons"), app::command(CommandKind::new_weights),
                                      app::command(CommandKind::reset)}) {
    app::App a = start("data=xor");
    train(a, 60);
    const std::uint64_t trained = hash(a);
    app::apply(a, mistake);
    CHECK(a.snapshot.step == 0);
    app::apply(a, app::command(CommandKind::undo));
    while (app::is_busy(a)) app::advance(a, {0, 0, 10});
    CHECK(a.snapshot.step == 60);
    CHECK(hash(a) == trained);
  }
}

TEST_CASE("a drag is undone as a whole") {
  app::App a = start("");
  for (int i = 1; i <= 5; ++i) app::apply(a, app::set("noise", "0.0" + std::to_string(i), i > 1));
  CHECK(a.scenario.noise == 0.05);
  app::apply(a, app::command(CommandKind::undo));
  CHECK(a.scenario == app::Scenario{});
}

TEST_CASE("undo does not touch room, language and theme") {
  app::App a = start("");
  app::apply(a, app::set("data", "xor"));
  app::apply(a, app::set("theme", "dark"));
  app::apply(a, app::set("lang", "zh"));
  app::apply(a, app::command(CommandKind::undo));
  CHECK(a.scenario.data == app::Scenario{}.data);
  CHECK(a.scenario.theme == "dark");
  CHECK(i18n::tag(app::language(a)) == "zh");
}

TEST_CASE("divergence pauses training, says at which step, and reset works") {
  app::App a = start("opt=sgd&act=relu&lr=10&loss=mse&play=1&speed=max&net=8-8");
  for (int i = 0; i < 1000 && app::is_busy(a); ++i) app::advance(a, {i * 0.02, 0.02, 0.005});
  REQUIRE(a.trainer->divergence.has_value());
  CHECK(!a.shown.play);
  REQUIRE(a.notices.size() == 1);
  CHECK(a.notices[0].args[0] == i18n::grouped(a.trainer->divergence->step));
  CHECK(a.notices[0].text_id != "notice.diverged_undefined");
  CHECK(a.diagnosis.head.text_id == "diagnosis.diverged");
  app::apply(a, app::command(CommandKind::reset));
  CHECK(!a.trainer->divergence.has_value());
  CHECK(a.snapshot.step == 0);
}

TEST_CASE("playing makes as many steps as the speed says, not as many as there are frames") {
  app::App slow_frames = start("play=1&speed=200");
  app::App fast_frames = start("play=1&speed=200");
  for (int i = 1; i <= 10; ++i) app::advance(slow_frames, {i * 0.1, 0.1, 0.5});
  for (int i = 1; i <= 100; ++i) app::advance(fast_frames, {i * 0.01, 0.01, 0.5});
  // One step more or less: what is owed is a sum of floating-point times.
  CHECK(slow_frames.snapshot.step >= 199);
  CHECK(slow_frames.snapshot.step <= 200);
  CHECK(fast_frames.snapshot.step >= 199);
  CHECK(fast_frames.snapshot.step <= 200);
}

TEST_CASE("however the work is cut, the run, its records and what is shown of it are the same") {
  // More points than a chunk of metrics, held-out ones too; a change on a step with a record and one between.
  const char* const link =
      "data=moons&n=300&split=0.7&noise=0.2&net=9-7&norm=layer_norm&edits=7:lr:0.1;600:act:relu;601:l2:0.01";
  app::App whole = start(link);
  train(whole, 700);
  app::App cut = start(link);
  app::apply(cut, app::command(CommandKind::step, 700));
  std::int64_t calls = 0;
  for (; app::is_busy(cut); ++calls) app::advance(cut, {0, 0, 0});  // one piece to a call
  CHECK(calls > 700);
  CHECK(cut.snapshot.version == whole.snapshot.version);
  CHECK(cut.shown == whole.shown);
  CHECK(cut.train.loss == whole.train.loss);
  CHECK(cut.train.accuracy == whole.train.accuracy);
  CHECK(cut.test.loss == whole.test.loss);
  CHECK(cut.diagnosis.body == whole.diagnosis.body);
  REQUIRE(cut.diagnostics.layer_count == whole.diagnostics.layer_count);
  for (std::size_t l = 0; l < cut.diagnostics.layer_count; ++l) {
    CHECK(cut.diagnostics.layers[l].gradient_norm == whole.diagnostics.layers[l].gradient_norm);
    CHECK(cut.diagnostics.layers[l].linearity.residual == whole.diagnostics.layers[l].linearity.residual);
    CHECK(cut.diagnostics.layers[l].activations.histogram ==
          whole.diagnostics.layers[l].activations.histogram);
  }
  CHECK(cut.history.stride == whole.history.stride);
  REQUIRE(cut.history.records.size() == whole.history.records.size());
  for (std::size_t i = 0; i < whole.history.records.size(); ++i) {
    CHECK(cut.history.records[i].step == whole.history.records[i].step);
    CHECK(cut.history.records[i].train_loss == whole.history.records[i].train_loss);
    CHECK(cut.history.records[i].test_loss == whole.history.records[i].test_loss);
    CHECK(cut.history.records[i].train_accuracy == whole.history.records[i].train_accuracy);
    CHECK(cut.history.records[i].test_accuracy == whole.history.records[i].test_accuracy);
  }
}

TEST_CASE("all that is shown while training is of one step, and a pause shows the last one") {
  app::App a = start("data=moons&n=300&net=6-5&play=1&speed=max");
  nn::Trainer reference = *a.trainer;
  nn::Workspace work;
  std::int64_t pictures = 0;
  for (int call = 0; call < 1'000'000 && pictures < 5; ++call) {
    const std::int64_t before = a.snapshot.step;
    app::advance(a, {call * 0.01, 0.01, 0});
    if (a.snapshot.step == before) continue;
    ++pictures;
    nn::train(reference, a.snapshot.step - reference.step);
    CHECK(a.snapshot.params == reference.params);
    CHECK(a.train.loss == nn::train_metrics(reference, work).loss);
    CHECK(a.test.loss == nn::test_metrics(reference, work).loss);
  }
  CHECK(pictures == 5);
  app::apply(a, app::command(CommandKind::pause));
  CHECK(a.snapshot.step == a.trainer->step);
  CHECK(!app::is_busy(a));
  nn::train(reference, a.snapshot.step - reference.step);
  CHECK(a.snapshot.params == reference.params);
  CHECK(a.train.loss == nn::train_metrics(reference, work).loss);
}

TEST_CASE("a command in the middle of a record changes nothing about it") {
  app::App cut = start("data=moons&n=2000&play=1&speed=max");
  app::advance(cut, {0, 0.01, 0});  // one piece: the first step, whose record has just begun
  REQUIRE(cut.trainer->step == 1);
  REQUIRE(cut.history.records.size() == 1);
  app::apply(cut, app::set("act", "relu"));
  app::App whole = start("data=moons&n=2000");
  train(whole, 1);
  app::apply(whole, app::set("act", "relu"));
  REQUIRE(cut.history.records.size() == 2);
  CHECK(cut.history.records[1].train_loss == whole.history.records[1].train_loss);
  CHECK(cut.history.records[1].test_loss == whole.history.records[1].test_loss);
  CHECK(cut.snapshot.version == whole.snapshot.version);
  CHECK(cut.train.loss == whole.train.loss);
}

TEST_CASE("the loss history depends on the run alone") {
  app::App whole = start("data=xor");
  train(whole, 2000);
  app::App sliced = start("data=xor");
  for (int i = 0; i < 200; ++i) train(sliced, 10);
  REQUIRE(whole.history.records.size() == sliced.history.records.size());
  CHECK(whole.history.records.size() < run::LossHistory::kCapacity);
  for (std::size_t i = 0; i < whole.history.records.size(); ++i) {
    CHECK(whole.history.records[i].step == sliced.history.records[i].step);
    CHECK(whole.history.records[i].train_loss == sliced.history.records[i].train_loss);
  }
}

TEST_CASE("a bad value from a control is a notice and changes nothing") {
  app::App a = start("");
  app::apply(a, app::set("lr", "fast"));
  app::apply(a, app::set("nonsense", "1"));
  CHECK(a.notices.size() == 2);
  CHECK(a.scenario == app::Scenario{});
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
  app::apply(a, app::set("norm", "layer_norm"));
  REQUIRE(a.notices.empty());
  for (const nn::HiddenLayer& layer : a.snapshot.network.hidden)
    CHECK(layer.norm == nn::find_norm("layer_norm"));
  train(a, 40);
  app::apply(a, app::set("lr", "0.3"));
  app::apply(a, app::set("act", "relu"));
  train(a, 60);
  app::App again = start(app::share_link(a));
  while (app::is_busy(again)) app::advance(again, {0, 0, 10});
  CHECK(again.scenario.norm == "layer_norm");
  CHECK(hash(again) == hash(a));
  CHECK(again.snapshot.version == a.snapshot.version);
  for (int i = 0; i < 3; ++i) app::apply(a, app::command(app::CommandKind::undo));
  CHECK(a.scenario.norm == "none");
  CHECK(a.snapshot.network.hidden[0].norm == nullptr);
  app::apply(a, app::command(app::CommandKind::redo));
  CHECK(a.scenario.norm == "layer_norm");
}
