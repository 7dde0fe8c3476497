// The network of the Neuron room: its numbers, and that it stands beside that of the other rooms.
#include "app/neuron.h"

#include <cmath>

#include "app/advance.h"
#include "app/app.h"
#include "app/bench.h"
#include "app/lessons.h"
#include "app/link.h"
#include "app/requests.h"
#include "base/rng.h"
#include "doctest/doctest.h"

using namespace lab;

namespace {

app::App start(std::string_view link) { return app::make_app(link, {}); }

app::NeuronReading read(std::string_view link) {
  const app::App app = start(link);
  CHECK(app.notices.empty());
  const auto reading = app::read_neuron(app);
  REQUIRE(reading);
  return *reading;
}

void go_to(app::App& app, std::string_view view) {
  app::Scenario next = app.shown;
  next.view = view;
  app::apply(app, app::Change{std::move(next)});
}

double of_goal(const app::App& app, std::string_view name) {
  return app::goal_lookup(app).number(name).value_or(-1e9);
}

}  // namespace

TEST_CASE("a neuron multiplies by weights, adds a bias, applies the activation: as plain arithmetic does") {
  base::Rng rng = base::make_rng(15, 0);
  for (int round = 0; round < 200; ++round) {
    const auto draw = [&] { return std::round(100 * base::uniform(rng, -3.0F, 3.0F)) / 100; };
    const float w1 = draw(), w2 = draw(), b = draw(), x1 = draw(), x2 = draw();
    const std::string link = "view=neuron&act=sigmoid&x1=" + std::to_string(x1) +
                             "&x2=" + std::to_string(x2) + "&w=1.1.1:" + std::to_string(w1) +
                             ",1.1.2:" + std::to_string(w2) + ",1.1.b:" + std::to_string(b) +
                             ",2.1.1:1,2.1.b:0";
    const app::NeuronReading reading = read(link);
    const double z = double{w1} * double{x1} + double{w2} * double{x2} + double{b};
    const double a = 1 / (1 + std::exp(-z));
    // The place comes out of the link as six decimals of a float.
    CHECK(reading.units[0].z == doctest::Approx(z).epsilon(1e-6));
    CHECK(reading.output == doctest::Approx(a).epsilon(1e-6));
    CHECK(reading.units[0].slope == doctest::Approx(a * (1 - a)).epsilon(1e-5));
    CHECK(reading.units[0].delta == doctest::Approx((a - reading.wanted) * a * (1 - a)).epsilon(1e-4));
    CHECK(reading.loss == doctest::Approx((a - reading.wanted) * (a - reading.wanted) / 2).epsilon(1e-5));
  }
}

TEST_CASE("with a bias b a ReLU is silent below −b/w: there its output begins to rise") {
  for (const auto& [w, b] : {std::pair(1.0, -2.0), {2.0, -2.0}, {0.5, 1.0}, {4.0, 3.0}}) {
    const std::string link = "view=neuron&w=1.1.1:" + std::to_string(w) +
                             ",1.1.2:0,1.1.b:" + std::to_string(b) + ",2.1.1:1,2.1.b:0";
    const app::App app = start(link);
    const auto reading = app::read_neuron(app);
    const double kink = -b / w;
    CHECK(app::sum_at(app, *reading, kink - 0.01, 0) == 0);
    CHECK(app::sum_at(app, *reading, kink, 0) == doctest::Approx(0));
    CHECK(app::sum_at(app, *reading, kink + 0.01, 0) == doctest::Approx(0.01 * w).epsilon(1e-4));
  }
}

TEST_CASE("two ReLUs solve XOR exactly: 0 1 1 0") {
  const char* const link =
      "view=neuron&data=xor_table&net=2&w=1.1.1:1,1.1.2:1,1.1.b:0,1.2.1:1,1.2.2:1,1.2.b:-1,2.1.1:1,"
      "2.1.2:-2,2.1.b:0&x1=%x1&x2=%x2";
  for (int i = 0; i < 4; ++i) {
    std::string at = link;
    at.replace(at.find("%x1"), 3, i / 2 == 0 ? "0" : "1");
    at.replace(at.find("%x2"), 3, i % 2 == 0 ? "0" : "1");
    const app::NeuronReading reading = read(at);
    CHECK(reading.output == (i == 1 || i == 2 ? 1 : 0));
    CHECK(reading.is_at_point);
    CHECK(reading.right == 4);
  }
}

TEST_CASE("no straight line solves XOR: 3 of the 4 at best, whatever the hand does") {
  double best = 0;
  for (int round = 0; round < 400; ++round) {
    base::Rng rng = base::make_rng(3, static_cast<std::uint64_t>(round));
    const std::string w1 = std::to_string(base::uniform(rng, -3.0F, 3.0F));
    const std::string w2 = std::to_string(base::uniform(rng, -3.0F, 3.0F));
    const std::string b = std::to_string(base::uniform(rng, -3.0F, 3.0F));
    best = std::max(best, read("view=neuron&data=xor_table&w=1.1.1:" + w1 + ",1.1.2:" + w2 + ",1.1.b:" + b +
                               ",2.1.1:1,2.1.b:0")
                              .right);
  }
  CHECK(best == 3);
}

TEST_CASE("two ReLUs make a ramp, three a hat, and a moved kink does not") {
  CHECK(read("view=neuron&net=2&w=1.1.1:1,1.1.2:0,1.1.b:0,1.2.1:1,1.2.2:0,1.2.b:-1,2.1.1:1,2.1.2:-1,2.1.b:0")
            .shape_gap < 1e-6);
  const app::Scenario hat = app::with_neurons(app::first_scenario("neuron"), 3);
  CHECK(read(app::encode_with_view(hat)).shape_gap < 1e-6);
  CHECK(read(app::encode_with_view(hat) + "&lr=0.2").shape_gap < 1e-6);
  app::Scenario moved = hat;
  moved.w.ones[{1, 1, 0}] = 0.5F;
  CHECK(read(app::encode_with_view(moved)).shape_gap > 0.4);
}

TEST_CASE("one small step of gradient descent lowers the loss") {
  for (const char* act : {"relu", "sigmoid", "tanh", "identity", "gelu"}) {
    app::App app = start(std::string("view=neuron&lr=0.01&act=") + act);
    const double before = first_run(app).seen.train.loss;
    app::apply(app, app::Step{1});
    app::advance(app, {1, 0.1, 1});
    CHECK(first_run(app).seen.snapshot.step == 1);
    CHECK_MESSAGE(first_run(app).seen.train.loss < before, act);
  }
}

TEST_CASE("the Neuron room has a network of its own: the other rooms find theirs as they left it") {
  app::App app = start("data=moons&net=5&steps=40");
  app::advance(app, {1, 0.1, 10});
  const auto params = first_run(app).seen.snapshot.params;
  const app::Scenario trained = app.scenario;
  go_to(app, "neuron");
  CHECK(app.shown.net == std::vector<int>{1});
  CHECK(app::read_neuron(app));
  app::Scenario next = app.shown;
  next.w.ones[{1, 1, 1}] = 0.25F;
  app::apply(app, app::Change{next});
  CHECK(of_goal(app, "w[1][1][1]") == 0.25);
  go_to(app, "curves");
  CHECK(first_run(app).seen.snapshot.params == params);
  CHECK(first_run(app).seen.snapshot.step == 40);
  app::apply(app, app::Undo{});
  CHECK(app.shown.net == std::vector<int>{5});  // what was done in the other room is not undone here
  go_to(app, "train");
  CHECK(app.scenario == trained);
  go_to(app, "neuron");
  CHECK(of_goal(app, "w[1][1][1]") == 0.25);
  app::apply(app, app::Undo{});
  CHECK(of_goal(app, "w[1][1][1]") == doctest::Approx(1.2));
}

TEST_CASE("a room that is left stops playing, and language and colours come along") {
  app::App app = start("play=1&lang=zh&theme=dark");
  go_to(app, "neuron");
  CHECK_FALSE(app.shown.play);
  CHECK(app.shown.lang == "zh");
  CHECK(app.shown.theme == "dark");
  go_to(app, "train");
  CHECK_FALSE(app.shown.play);
}

TEST_CASE("undo of a link that led to the Neuron room leads back to the room and the network before") {
  app::App app = start("data=moons&net=5&lang=zh");
  app::apply(app, app::open_link("view=neuron&act=sigmoid&lang=zh"));
  REQUIRE(app::read_neuron(app));
  app::apply(app, app::Undo{});
  CHECK(app.shown.view == "train");
  CHECK(app.shown.net == std::vector<int>{5});
  app::apply(app, app::Redo{});
  CHECK(app.shown.view == "neuron");
  CHECK(app.shown.act.curves.front() == "sigmoid");
  CHECK(app::read_neuron(app));
}

TEST_CASE(
    "a link that names the Neuron room alone means its neuron, and what it says comes back from its link") {
  CHECK(app::encode_with_view(app::first_scenario("neuron")) == "view=neuron");
  CHECK(app::decode("view=neuron").scenario == app::first_scenario("neuron"));
  CHECK(app::decode("#act=tanh&view=neuron").scenario.net == std::vector<int>{1});
  for (const char* link :
       {"view=neuron&w=", "view=neuron&freeze=", "view=neuron&act=tanh&x1=-0.5&look=gate",
        "view=neuron&net=0", "view=neuron&data=xor_table&net=2", "view=neuron&formula=x*x"}) {
    const app::Decoded decoded = app::decode(link);
    CHECK_MESSAGE(decoded.notices.empty(), link);
    CHECK_MESSAGE(app::decode(app::encode(decoded.scenario)).scenario == decoded.scenario, link);
  }
}

TEST_CASE("what is locked stays as it is in the Neuron room too") {
  app::App app = start("net=4&lock=net,act");
  go_to(app, "neuron");
  CHECK(app.shown.net == std::vector<int>{4});
  CHECK_FALSE(app::read_neuron(app));
}

TEST_CASE("goals read weights by layer, unit and input") {
  const app::App app = start("view=neuron&net=2&w=1.2.b:-1,2.1.2:0.75");
  CHECK(of_goal(app, "w[1][2][0]") == -1);
  CHECK(of_goal(app, "w[2][1][2]") == 0.75);
  for (const char* wrong : {"w[1][3][0]", "w[0][1][1]", "w[1][1]", "w", "w[1][1][9]", "w[1][1][1][1]"})
    CHECK_MESSAGE(of_goal(app, wrong) == -1e9, wrong);
  std::uint32_t seen = 0;
  const auto goal = lesson::parse_goal("abs(w[1][2][0] + 1) < 0.01 and w[2][1][2] > 0.7");
  REQUIRE(goal.ok());
  CHECK(lesson::holds(*goal, app::goal_lookup(app), seen));
  CHECK_FALSE(lesson::parse_goal("w[1][] > 2").ok());
  CHECK_FALSE(lesson::parse_goal("w[1 > 2").ok());
}
