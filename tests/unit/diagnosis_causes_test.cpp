// Every way of going wrong that the program knows, trained for real: it is named, not before it can be known, it stays
// what is named, and following the advice helps.
#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "app/app.h"
#include "app/evidence.h"
#include "app/missing_value.h"
#include "app/remedies.h"

using namespace lab;

namespace {

constexpr std::int64_t kSteps = 4000;
constexpr std::int64_t kEvery = 100;
constexpr std::int64_t kNotBefore = 500;  // steps: so long a poor run may have only begun

// One way of going wrong.
struct Way {
  const char* link;
  const char* head;  // "diagnosis.<head>"
  const char* body;  // "diagnosis.<body>.body", at the end
  const char*
      remedy;  // the link with the advice followed; null where there is only one thing to do, and it is said
};

constexpr Way kWays[] = {
    // Nothing bends.
    {"act=identity&data=rings&net=8-8", "line", "line", "act=tanh&data=rings&net=8-8"},
    {"formula=2x+1&net=8-8", "line", "line", "formula=2x^2+1&net=8-8&lr=0.005"},
    {"net=0&data=rings", "line", "no_layer", "net=4-2&data=rings"},
    // No slope.
    {"act=step", "no_slope", "no_slope", "act=tanh"},
    {"act=sign&net=8&data=spiral&opt=sgd", "no_slope", "no_slope", nullptr},
    {"formula=floor(x)&data=rings&net=8", "no_slope", "no_slope", "formula=x-cos(x)&data=rings&net=8"},
    {"act=tanh;l2:step&net=4-4&data=xor", "no_slope", "no_slope", "act=tanh&net=4-4&data=xor"},
    // A symmetric start.
    {"init=zero", "symmetric", "zero_weights", "init=xavier"},
    {"init=zero&act=relu&data=moons", "symmetric", "zero_weights", "init=he&act=relu&data=moons"},
    {"init=zero&act=sigmoid&net=8-8&data=xor", "symmetric", "symmetric", "act=sigmoid&net=8-8&data=xor"},
    {"init=zero&act=softplus&opt=sgd&lr=0.1", "symmetric", "symmetric", nullptr},
    // No value.
    {"formula=1/0", "undefined", "undefined_anywhere", nullptr},
    {"formula=sqrt(0-1-x^2)&data=moons", "undefined", "undefined_anywhere", nullptr},
    {"formula=1/x&init=zero", "undefined", "undefined", nullptr},
    {"formula=log(x)&data=xor&net=8", "undefined", "undefined", "formula=log(1+x^2)&data=xor&net=8"},
    {"formula=sqrt(x+20)&net=4-4&opt=sgd&lr=10", "undefined", "undefined_later",
     "formula=sqrt(x^2+20)-x&net=4-4&opt=sgd&lr=0.1"},
    // The rate is too high.
    {"lr=10", "rate_high", "rate_high_above", "lr=0.1"},
    {"opt=sgd&lr=10", "rate_high", "rate_high_above", "opt=sgd&lr=1"},
    {"lr=1&data=spiral&net=8-8", "rate_high", "rate_high_above", "lr=0.01&data=spiral&net=8-8"},
    {"opt=rmsprop&lr=1", "rate_high", "rate_high_above", "opt=rmsprop&lr=0.1"},
    {"lr=10&act=gelu&net=8-8&data=rings", "rate_high", nullptr, "lr=0.1&act=gelu&net=8-8&data=rings"},
    {"lr=10&act=relu", "rate_high", "rate_high_killed", "lr=0.01&act=relu"},
    {"act=relu&opt=sgd&lr=5&net=8-8&loss=mse", "rate_high", "diverged",
     "act=relu&opt=sgd&lr=0.05&net=8-8&loss=mse"},
    // … too low.
    {"lr=0.0001", "rate_low", "rate_low", "lr=0.001"},
    {"lr=0.0001&opt=sgd&act=relu&data=xor", "rate_low", "rate_low", "lr=0.01&opt=sgd&act=relu&data=xor"},
    {"lr=0.001&opt=sgd&data=xor&net=8", "rate_low", "rate_low", "lr=0.1&opt=sgd&data=xor&net=8"},
    {"opt=adagrad&lr=0.001", "rate_low", "rate_low", "opt=adagrad&lr=0.1"},
    {"schedule=step&schedule_every=50&opt=sgd&lr=0.1", "rate_run_out", "rate_run_out",
     "schedule=step&schedule_every=3000&opt=sgd&lr=0.1"},
    {"schedule=cosine&schedule_length=100&data=spiral&net=8-8", "rate_run_out", "rate_run_out",
     "schedule=cosine&data=spiral&net=8-8"},
    {"clip=0.0001&opt=sgd&lr=0.1", "cut_short", "cut_short", "clip=1&opt=sgd&lr=0.1"},
    // The gradient vanishes or explodes.
    {"act=sigmoid&data=rings&opt=sgd&lr=0.03&net=4-4-4-4", "vanishing", "vanishing",
     "act=tanh&data=rings&opt=sgd&lr=0.03&net=4-4-4-4"},
    {"act=sigmoid&net=8-8-8-8-8&opt=momentum&lr=0.01&data=moons", "vanishing", "vanishing",
     "act=sigmoid&net=8&opt=momentum&lr=0.01&data=moons"},
    {"act=sigmoid&net=4-4-4-4-4-4&data=spiral", "vanishing", "vanishing", "act=tanh&net=8-8&data=spiral"},
    {"act=sigmoid&net=6-6-6-6&data=xor&opt=sgd&lr=0.1", "vanishing", "vanishing",
     "act=tanh&net=6-6-6-6&data=xor&opt=sgd&lr=0.1"},
    {"init=normal&init_sigma=0.001&net=4-4-4&opt=sgd&lr=0.1", "weights_small", "weights_small",
     "init=xavier&net=4-4-4&opt=sgd&lr=0.1"},
    {"init=normal&init_sigma=0.01&act=gelu&net=8-8-8-8&opt=sgd&lr=0.1&data=moons", "weights_small",
     "weights_small", "init=he&act=gelu&net=8-8-8-8&opt=sgd&lr=0.1&data=moons"},
    {"act=square&net=8-8-8&opt=sgd&lr=0.1", "exploding", "exploding_diverged",
     "act=square&net=8-8-8&opt=sgd&lr=0.1&clip=0.1"},
    {"formula=exp(exp(x))", "exploding", "exploding_at_once",
     "formula=exp(exp(x))&init=normal&init_sigma=0.1&net=4&lr=0.003"},
    {"act=relu&net=8-8-8-8-8-8-8-8&init=normal&init_sigma=1&opt=sgd", "exploding", "exploding",
     "act=relu&net=8-8-8-8-8-8-8-8&init=he&opt=sgd"},
    {"formula=1/x", "exploding", "exploding", nullptr},
    // Units that are dead or saturated.
    {"act=relu&lr=1", "dead", "dead", "act=leaky_relu&lr=0.1"},
    {"opt=sgd&lr=3&act=relu&net=8-8&data=spiral", "dead", "dead",
     "opt=sgd&lr=0.3&act=relu&net=8-8&data=spiral"},
    {"act=tanh&init=normal&init_sigma=10&net=4-4-4&opt=sgd&lr=0.03&data=rings", "saturated", "saturated",
     "act=tanh&init=xavier&net=4-4-4&opt=sgd&lr=0.03&data=rings"},
    {"act=sigmoid&init=normal&init_sigma=10&net=4-4-4-4&opt=sgd&lr=0.03&data=moons", "saturated", "saturated",
     "act=leaky_relu&init=he&net=4-4-4-4&opt=sgd&lr=0.03&data=moons"},
    {"act=hard_tanh&init=normal&init_sigma=10&net=4-4&opt=sgd&lr=0.01&data=rings", "saturated", "saturated",
     "act=hard_tanh&init=xavier&net=4-4&opt=sgd&lr=0.1&data=rings"},
    {"data=xor&seed=2&lr=0.1", "saturated", "saturated_later", "data=xor&seed=2&lr=0.01"},
    {"data=xor&seed=6&lr=0.1", "saturated", "saturated_later", "data=xor&seed=6&lr=0.01"},
    {"data=xor&seed=3", "saturated", "saturated_later", "data=xor&seed=4"},
    // What restrains it restrains it too much.
    {"l2=0.3", "penalty", "penalty", "l2=0.003"},
    {"l1=0.1&data=moons", "penalty", "penalty", "l1=0.001&data=moons"},
    {"dropout=0.9", "dropout", "dropout", "dropout=0.1"},
    {"dropout=0.5&data=spiral", "dropout", "dropout", "dropout=0.1&data=spiral&net=16-16"},
    // The points, and what the network has for them.
    {"data=spiral&net=8-8&noise=0.1&n=100", "overfit", "overfit", "data=spiral&net=8-8&noise=0.1&n=2000"},
    {"data=rings&n=20&batch=1&lr=0.005", "overfit", "overfit", "data=rings&n=200&batch=1&lr=0.005"},
    {"noise=0.5&data=moons", "overlap", "overlap", "noise=0.1&data=moons"},
    {"noise=0.5&data=xor&act=relu&net=4", "overlap", "overlap", "noise=0.05&data=xor&act=relu&net=4"},
    {"data=rings&net=1", "too_small", "too_small", "data=rings&net=4"},
    {"data=xor&net=1&act=sigmoid&lr=0.1", "too_small", "too_small", "data=xor&net=8&act=sigmoid&lr=0.1"},
    {"data=spiral&net=2&act=relu", "too_small", "too_small", "data=spiral&net=16-16&act=relu"},
};

// Nothing is wrong with any of these, nor claimed to be, at any time.
constexpr const char* kHealthy[] = {
    "",
    "data=xor&net=8",
    "data=moons&act=relu&net=8",
    "data=gauss&act=elu",
    "data=linear&net=2",
    "data=spiral&net=8-8",
    "data=spiral&act=relu&net=32",
    "data=spiral&act=sin&net=8-8",
    "data=xor_table&net=4",
    "data=rings&act=gelu&net=8-8&opt=adamw",
    "act=sigmoid&net=8&lr=0.1",
    "data=moons&opt=sgd&lr=0.3&act=relu&net=8-8",
    "data=rings&opt=rmsprop",
    "data=spiral&net=8-8-8&norm=batch_norm",
    "data=spiral&act=swish&net=16-16&norm=layer_norm",
    "act=tanh&net=8-8-8-8-8-8-8-8&opt=sgd&lr=0.03&init=lecun",
    "act=relu&net=8-8-8-8-8-8&init=he&data=moons",
    "data=rings&batch=100&lr=0.05",
    "data=spiral&opt=sgd&lr=0.1&net=8-8",
    "data=moons&loss=mse",
    "data=moons&loss=hinge&act=relu&net=8",
    "l2=0.001&data=moons&net=8-8",
    "dropout=0.2&data=moons&net=16-16",
    "schedule=cosine&data=spiral&net=8-8",
    "data=moons&net=6-6-6-6-6-6&opt=sgd&lr=0.1",
    "clip=1&data=spiral&net=8-8",
    "data=xor&act=sigmoid&net=8&lr=0.05&seed=2",
    "data=spiral&act=mish&net=16-8&seed=3",
    "noise=0.05&data=moons",
    "formula=x^3&net=8&lr=0.005",
};

// What was said of a run, each time it was looked at.
struct Said {
  std::int64_t step = 0;
  bool is_good = true;
  std::string head, body;  // without "diagnosis." and ".body"
};

std::string between(const std::string& id) {
  const std::string part = id.substr(std::string("diagnosis.").size());
  return part.substr(0, part.find(".body"));
}

Said said_now(const app::App& app) {
  const app::Diagnosis& diagnosis = app.diagnoses.front();
  return {first_run(app).seen.snapshot.step, diagnosis.is_good, between(diagnosis.head.text_id),
          between(diagnosis.body.text_id)};
}

std::vector<Said> listen(app::App& app, std::int64_t steps) {
  std::vector<Said> all = {said_now(app)};
  while (all.back().step < steps && !run::has_diverged(first_run(app))) {
    app::apply(app, app::Step{kEvery});
    while (app::is_busy(app)) app::advance(app, {0, 0, 10});
    all.push_back(said_now(app));
  }
  return all;
}

bool holds_from_the_start(const std::string& head) {
  return head == "line" || head == "no_slope" || head == "symmetric";
}

double held_out_accuracy(const std::string& link) {
  app::App app = app::make_app(link, {});
  listen(app, kSteps);
  const run::Observation& seen = first_run(app).seen;
  return seen.test.points > 0 ? seen.test.accuracy : seen.train.accuracy;
}

}  // namespace

TEST_CASE(
    "each way of going wrong is named, as soon as it can be known and not before, and stays what is named" *
    doctest::test_suite("facts")) {
  for (const Way& way : kWays) {
    CAPTURE(std::string(way.link));
    app::App app = app::make_app(way.link, {});
    const std::vector<Said> all = listen(app, kSteps);
    CHECK(all.back().head == way.head);
    if (way.body != nullptr) CHECK(all.back().body == way.body);
    int turns = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      CAPTURE(all[i].step);
      if (i > 0 && all[i].head != all[i - 1].head) ++turns;
      if (all[i].is_good) continue;
      const bool is_weights_before_value = all[i].head == "symmetric" && i == 0;  // of 1/x from weights 0
      CHECK((all[i].head == way.head || is_weights_before_value));
      const bool may_be_known =
          all[i].step >= kNotBefore || holds_from_the_start(all[i].head) || run::has_diverged(first_run(app));
      CHECK(may_be_known);
    }
    CHECK(turns <= 4);  // untrained, learning, perhaps mostly right, the cause
  }
}

TEST_CASE("of a run that goes well nothing wrong is said at any time") {
  for (const char* link : kHealthy) {
    CAPTURE(std::string(link));
    app::App app = app::make_app(link, {});
    for (const Said& said : listen(app, kSteps)) CHECK_MESSAGE(said.is_good, said.step, ": ", said.body);
    const run::Observation& seen = first_run(app).seen;
    CHECK((seen.test.points > 0 ? seen.test.accuracy : seen.train.accuracy) > 0.9);
  }
}

TEST_CASE("who follows the advice gets a better run" * doctest::test_suite("facts")) {
  for (const Way& way : kWays) {
    if (way.remedy == nullptr) continue;
    CAPTURE(std::string(way.link));
    CAPTURE(std::string(way.remedy));
    // A tenth more is right: more than another draw of the weights would do by chance where nothing is learned.
    CHECK(held_out_accuracy(way.remedy) > held_out_accuracy(way.link) + 0.1);
  }
}

TEST_CASE(
    "where something is wrong a button offers what helps: one step of undo, and pressed until nothing is "
    "wrong a better run" *
    doctest::test_suite("facts")) {
  constexpr int kMostPresses = 4;
  for (const Way& way : kWays) {
    CAPTURE(std::string(way.link));
    app::App app = app::make_app(way.link, {});
    listen(app, kSteps);
    const auto accuracy = [&] { return app::evidence(first_run(app)).accuracy; };
    const double before = accuracy();
    const app::Scenario scenario = app.scenario;
    std::string pressed;
    for (int i = 0; i < kMostPresses && !app.diagnoses.front().is_good; ++i) {
      const std::vector<app::Remedy> offered = app::remedies(app.shown, app.diagnoses.front());
      CHECK_FALSE(offered.empty());
      CHECK(offered.size() <= 2);
      if (offered.empty()) break;
      pressed += " " + std::string(offered.front().id);
      const std::size_t steps_of_undo = app.undo.size();
      app::apply(app, offered.front().change);
      CHECK(app.undo.size() == steps_of_undo + 1);
      app::apply(app, app::Step{kSteps});
      while (app::is_busy(app)) app::advance(app, {0, 0, 10});
    }
    CAPTURE(pressed);
    CHECK(app.diagnoses.front().is_good);
    CHECK(accuracy() > before + 0.1);
    while (!app.undo.empty()) app::apply(app, app::Undo{});
    CHECK(app.scenario == scenario);
  }
}

TEST_CASE("what a reader may not change is not offered, nor what would change nothing") {
  const auto ids = [](const char* link, const char* text_id) {
    app::Diagnosis diagnosis;
    diagnosis.head.text_id = text_id;
    std::string all;
    for (const app::Remedy& remedy : app::remedies(app::make_app(link, {}).shown, diagnosis))
      all += std::string(remedy.id) + " ";
    return all;
  };
  CHECK(ids("act=sigmoid&net=4-4", "diagnosis.vanishing") == "take_tanh relu ");
  CHECK(ids("act=tanh&net=4-4", "diagnosis.vanishing") == "relu fewer_layers ");
  CHECK(ids("act=sigmoid&net=4-4&lock=act", "diagnosis.vanishing") == "fewer_layers ");
  CHECK(ids("act=sigmoid&net=4-4&hide=act&lock=net", "diagnosis.vanishing").empty());
  CHECK(ids("act=identity", "diagnosis.start") == "twin ");
  CHECK(ids("act=identity&lock=twin", "diagnosis.start").empty());
  CHECK(ids("lr=0.0001", "diagnosis.rate_high") == "lower_rate ");
  CHECK(ids("lr=0.1&lock=reset", "diagnosis.rate_high").empty());
  CHECK(ids("lock=new_weights", "diagnosis.stuck") == "neurons ");
  CHECK(ids("", "diagnosis.learning").empty());
}

TEST_CASE("every sentence about a cause is one of some way") {
  std::set<std::string> named;
  for (const Way& way : kWays) named.insert(way.head);
  for (const char* head : {"line", "no_slope", "symmetric", "undefined", "rate_high", "rate_low",
                           "rate_run_out", "cut_short", "vanishing", "weights_small", "exploding", "dead",
                           "saturated", "penalty", "dropout", "overfit", "overlap", "too_small"}) {
    CHECK_MESSAGE(named.contains(head), std::string(head));
  }
}

TEST_CASE("the sentence of a vanishing gradient tells the factor per layer, which is that of the run") {
  app::App app = app::make_app("act=sigmoid&data=rings&opt=sgd&lr=0.03&net=4-4-4-4", {});
  listen(app, 1000);
  const nn::GradientFlow& flow = first_run(app).seen.flow;
  const app::Notice& body = app.diagnoses.front().body;
  REQUIRE(body.text_id == "diagnosis.vanishing.body");
  CHECK(body.args[0] == i18n::number(nn::factor_per_layer(flow), 2));
  CHECK(nn::factor_per_layer(flow) <
        0.25);  // sigmoid's steepest slope; Xavier's weights keep the size at most
  CHECK(flow.sizes[0] / flow.sizes[4] == doctest::Approx(std::pow(nn::factor_per_layer(flow), 4)));
}

TEST_CASE("a change made during a run is given its time before the run is judged again") {
  app::App app = app::make_app("lr=0.0001&opt=sgd", {});
  REQUIRE(listen(app, 2000).back().head == "rate_low");
  app::Scenario next = app.shown;
  next.lr = 0.3;
  app::apply(app, app::Change{next});
  CHECK(app.diagnoses.front().head.text_id == "diagnosis.learning");
  const std::vector<Said> after = listen(app, 2000 + kSteps);
  for (const Said& said : after) CHECK_MESSAGE(said.is_good, said.step, ": ", said.body);
  CHECK(first_run(app).seen.test.accuracy > 0.95);
}

TEST_CASE(
    "a cause is not told by a name: a formula of one's own is judged as the catalogue's of the same values") {
  const std::pair<const char*, const char*> same[] = {
      {"act=sigmoid&data=rings&opt=sgd&lr=0.03&net=4-4-4-4",
       "formula=1/(1+exp(0-x))&data=rings&opt=sgd&lr=0.03&net=4-4-4-4"},
      {"act=step", "formula=x>0"},
      {"act=identity", "formula=x"},
      {"act=relu&lr=1", "formula=max(0,x)&lr=1"},
  };
  for (const auto& pair : same) {
    const auto& catalogue = pair.first;
    const auto& typed = pair.second;
    CAPTURE(std::string(typed));
    app::App first = app::make_app(catalogue, {});
    app::App second = app::make_app(typed, {});
    CHECK(listen(first, 1000).back().head == listen(second, 1000).back().head);
  }
}

TEST_CASE("where an activation has no value is said by the places themselves") {
  const std::pair<const char*, const char*> places[] = {
      {"formula=log(x)", "x ≤ 0"},          {"formula=sqrt(x)", "x < 0"},
      {"formula=acos(x)", "x < −1, x > 1"}, {"formula=1/x&init=zero", "x = 0"},
      {"formula=sqrt(x-1)", "x < 1"},
  };
  for (const auto& place : places) {
    const auto& link = place.first;
    const auto& where = place.second;
    CAPTURE(std::string(link));
    app::App app = app::make_app(link, {});
    listen(app, kEvery);
    REQUIRE(run::has_diverged(first_run(app)));
    const auto missing = app::missing_value(first_run(app));
    REQUIRE(missing.has_value());
    CHECK(missing->where == where);
  }
}

TEST_CASE("zero weights that dropout may part are not called symmetric before they have had the chance") {
  CHECK(said_now(app::make_app("init=zero&act=sigmoid&dropout=0.5&net=8", {})).head == "start");
  CHECK(said_now(app::make_app("init=zero&act=sigmoid&net=8", {})).head == "symmetric");
}

TEST_CASE("how long a run has gone wrong is told in steps, like everything else that counts training" *
          doctest::test_suite("facts")) {
  for (const Way& way : kWays) {
    CAPTURE(std::string(way.link));
    app::App app = app::make_app(way.link, {});
    listen(app, 1000);
    for (const i18n::LanguageRow& row : i18n::languages()) {
      const app::Diagnosis& diagnosis = app.diagnoses.front();
      const std::string told =
          app::sentence(row.language, diagnosis.head) + app::sentence(row.language, diagnosis.body);
      for (const char* other : {"epoch", " 轮"}) CHECK_MESSAGE(told.find(other) == std::string::npos, told);
    }
  }
}
