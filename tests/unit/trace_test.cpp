// One point on its way through the network and back, as Train shows it.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/trace.h"
#include "app_setup.h"

using namespace lab;

namespace {

app::App opened(const std::string& link) {
  app::App app = test::start(link);
  test::train(app, 0);
  return app;
}

double loss_at(const app::App& app, std::size_t point) {
  const data::PointSet& points = app::first_run(app).plan.points;
  const app::PlanePlace place =
      app::place_at(app, static_cast<double>(points.x1[point]), static_cast<double>(points.x2[point]));
  return app::read_trace(app, place).value().trace.loss;
}

}  // namespace

TEST_CASE("a point goes forward through each layer, to the loss, and back through each layer in turn") {
  using Way = app::Stage::Way;
  for (const int layers : {1, 2, 9}) {
    CAPTURE(layers);
    const int count = app::stage_count(layers);
    REQUIRE(count == 2 * layers + 1);
    for (int i = 1; i <= count; ++i) {
      const app::Stage stage = app::stage_at(i, layers);
      CHECK(stage.way == (i <= layers ? Way::forward : i == layers + 1 ? Way::loss : Way::back));
      const app::Stage mirrored = app::stage_at(count + 1 - i, layers);
      CHECK(stage.layer == mirrored.layer);
    }
  }
}

TEST_CASE("at each stage that is known of a layer which the point has passed, and no more") {
  for (int stage = 1; stage <= 7; ++stage) {
    const app::App app = opened("net=4-2&trace=" + std::to_string(stage));
    const app::Traced traced = app::read_trace(app, app::chosen_place(app)).value();
    CAPTURE(stage);
    REQUIRE(traced.layers == 3);
    CHECK(traced.stage == stage);
    int forward = 0, back = 0;
    for (int layer = 1; layer <= 3; ++layer) {
      forward += app::is_forward_known(traced, layer) ? 1 : 0;
      back += app::is_back_known(traced, layer) ? 1 : 0;
    }
    CHECK(forward == std::min(stage, 3));
    CHECK(app::is_loss_known(traced) == (stage >= 4));
    CHECK(back == std::max(stage - 4, 0));
    CHECK(app::is_back_known(traced, 3) == (stage >= 5));
  }
}

TEST_CASE("more stages than there are show all of them") {
  const app::App app = opened("net=0&trace=19");
  const app::Traced traced = app::read_trace(app, app::chosen_place(app)).value();
  CHECK(traced.stage == 3);
  CHECK(app::is_back_known(traced, 1));
}

TEST_CASE("the numbers are those of the network at its step, and of the place that is looked at") {
  const app::App app = opened("net=3-2&act=tanh&norm=layer_norm&steps=40&x1=0.5&x2=-0.25&loss=huber");
  const app::PlanePlace place = app::chosen_place(app);
  CHECK(place.x1 == 0.5);
  CHECK(place.x2 == -0.25);
  const nn::Snapshot& seen = app::first_run(app).seen.snapshot;
  REQUIRE(seen.step == 40);
  const std::vector<float> x = {0.5F, -0.25F};
  std::vector<float> out(1);
  nn::Workspace work;
  nn::predict(seen.network, seen.params, nn::view_inputs(x, 2), out, work);
  const app::Traced traced = app::read_trace(app, place).value();
  CHECK(traced.trace.layers.back().output[0] == doctest::Approx(static_cast<double>(out[0])).epsilon(1e-5));
  CHECK(
      traced.trace.loss ==
      doctest::Approx(nn::find_loss("huber")->read(traced.trace.layers.back().output[0], place.wanted).loss));
}

TEST_CASE("the point that is most wrong has the largest loss of all") {
  for (const char* const link : {"data=xor_table&steps=5", "data=moons&n=60&noise=0.3&steps=200&loss=mse",
                                 "data=gauss&n=40&steps=50&loss=hinge"}) {
    CAPTURE(std::string(link));
    const app::App app = opened(link);
    const double most = loss_at(app, app::worst_point(app));
    for (std::size_t i = 0; i < app::first_run(app).plan.points.x1.size(); ++i)
      CHECK(loss_at(app, i) <= most * (1 + 1e-5));
  }
}
