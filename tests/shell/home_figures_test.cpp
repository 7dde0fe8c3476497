// What the figures of the front page say: that each title is true of what it shows.
#include <algorithm>
#include <cmath>
#include <set>

#include "app/activations.h"
#include "app/advance.h"
#include "app/link.h"
#include "app/plan.h"
#include "base/clock.h"
#include "data/best_line.h"
#include "loop.h"
#include "nn/conv/conv.h"
#include "nn/diagnostics.h"
#include "ui/room/home/room.h"
#include "ui/rooms.h"

using namespace lab;
using shell_test::Loop;
using ui::Figure;

namespace {

const ui::Figures& figures() {
  static const ui::Figures all = [] {
    ui::Figures made;
    while (made.made < ui::kFigureCount) ui::make_some(made, 0);
    return made;
  }();
  return all;
}

ui::HomeView& home_of(Loop& loop) {
  return *static_cast<ui::HomeView*>(ui::view_of(loop.screen.ui.rooms, *ui::find_room("home")));
}

// The program at the end of the steps that a link asks for.
app::App opened(std::string_view link) {
  app::App app = app::make_app(link, {});
  while (app::is_busy(app)) app::advance(app, {base::wall_clock_s(), 0.1, 1});
  return app;
}

// Until the figures are there.
void make_all(Loop& loop) {
  for (int i = 0; i < 2000 && home_of(loop).figures.made < ui::kFigureCount; ++i) loop.frame();
  REQUIRE(home_of(loop).figures.made == ui::kFigureCount);
}

}  // namespace

TEST_CASE("one straight line, or a closed curve: both sides are what their link trains, bit for bit") {
  const app::App app = opened(ui::row_of(Figure::twin).link);
  REQUIRE(app.runs.size() == 2);
  for (const std::size_t side : {0U, 1U}) {  // the figure shows None first
    const ui::Moment& end = figures().sides[1 - side].moments.back();
    CHECK(end.params == app.runs[side].seen.snapshot.params);
    CHECK(end.right == app.runs[side].seen.test.accuracy);
  }
  CHECK(app.diagnoses[0].border.kind == app::Border::Kind::closed);
  CHECK(app.diagnoses[1].border.kind == app::Border::Kind::straight);
  const data::PointSet& points = app.runs[0].plan.points;
  const auto held_out = [&](const auto& values) { return std::span(values).subspan(points.train_count); };
  const double best =
      data::best_line_accuracy(held_out(points.x1), held_out(points.x2), held_out(points.label));
  CHECK(figures().sides[0].moments.back().right <= best);
  CHECK(figures().sides[1].moments.back().right == 1);
}

TEST_CASE("each moment of the twin is a step of its run, however the work was cut") {
  ui::Figures other;
  while (other.made < ui::kFigureCount) ui::make_some(other, base::wall_clock_s() + 0.003);
  for (const std::size_t side : {0U, 1U}) {
    REQUIRE(other.sides[side].count == ui::kMoments);
    for (std::size_t i = 0; i < ui::kMoments; ++i)
      CHECK(other.sides[side].moments[i].params == figures().sides[side].moments[i].params);
    CHECK(other.sides[side].trainer.step == ui::kStride * (ui::kMoments - 1));
  }
}

TEST_CASE("the slopes are those of the curves, and the steepest of each is the number below it") {
  constexpr double kSteepest[] = {0.25, 1, 1};
  const app::Scenario linked = app::decode(ui::row_of(Figure::slopes).link).scenario;
  REQUIRE(linked.curves.size() == 3);
  for (std::size_t k = 0; k < 3; ++k) {
    const ui::Slope& slope = figures().slopes[k];
    CHECK(slope.id == linked.curves[k]);
    CHECK(slope.steepest == doctest::Approx(kSteepest[k]).epsilon(1e-6));
    for (std::size_t i = 1; i + 1 < slope.z.size(); ++i) {
      const bool is_kink = k == 2 && std::abs(slope.z[i]) < 1e-6;
      const double chord = (slope.f[i + 1] - slope.f[i - 1]) / (slope.z[i + 1] - slope.z[i - 1]);
      // A chord over 1/6 is off by f‴/6 · (1/12)², and |f‴| ≤ 2.
      if (!is_kink) CHECK(slope.slope[i] == doctest::Approx(chord).epsilon(0.003).scale(1));
    }
  }
}

TEST_CASE("XOR: the two ReLUs give 0 1 1 0, and get all four") {
  const std::vector<float> out = ui::outputs_of(ui::two_relus_at(1), figures().table);
  for (std::size_t i = 0; i < 4; ++i) {
    const bool differs = figures().table.x1[i] != figures().table.x2[i];
    CHECK(out[i] == (differs ? 1.0F : 0.0F));
  }
  CHECK(ui::right_of(ui::two_relus_at(1)) == 4);
  CHECK(ui::right_of(ui::two_relus_at(0)) == 3);  // the first one alone is a line
}

TEST_CASE("XOR: no line gets all four, and the one that turns ends at one of the best") {
  CHECK(figures().best_line == 0.75);
  for (int i = 0; i <= 200; ++i) CHECK(ui::right_of(ui::line_at(i / 200.0)) <= 3);
  CHECK(ui::right_of(ui::line_at(1)) == 3);
}

TEST_CASE("XOR: the link of the card trains two ReLUs that get all four, beside a line that does not") {
  const app::App app = opened(ui::row_of(Figure::xor_table).link);
  CHECK(app.runs[0].seen.train.accuracy == 1);
  CHECK(app.runs[1].seen.train.accuracy < 1);
}

TEST_CASE(
    "the staircase falls at every sigmoid layer by about the factor of its title, and with ReLU it does "
    "not") {
  const nn::GradientFlow& sigmoid = figures().flows[0];
  const nn::GradientFlow& relu = figures().flows[1];
  REQUIRE(sigmoid.layer_count == ui::kDeepLayers);
  REQUIRE(relu.layer_count == ui::kDeepLayers);
  double product = 1;
  for (std::size_t l = 0; l + 1 < sigmoid.layer_count; ++l) {
    CHECK(sigmoid.sizes[l] < sigmoid.sizes[l + 1] / 2);
    product *= sigmoid.sizes[l] / sigmoid.sizes[l + 1];
  }
  CHECK(nn::factor_per_layer(sigmoid) == doctest::Approx(std::pow(product, 1.0 / 9)));
  CHECK(nn::factor_per_layer(relu) > 0.75);
  CHECK(relu.sizes[0] > 1e5 * sigmoid.sizes[0]);
  Loop loop("");
  make_all(loop);
  loop.frame();
  const base::Element* card = base::find_element(loop.screen.elements, "open.staircase");
  REQUIRE(card != nullptr);
  CHECK(card->label.find(i18n::fixed(1 / nn::factor_per_layer(sigmoid), 1) + "×") != std::string::npos);
}

TEST_CASE(
    "the staircase is what nn measures of ten layers of sigmoid, and of ReLU, at the points of its link") {
  constexpr const char* kActs[][2] = {{"sigmoid", "xavier"}, {"relu", "he"}};
  for (const std::size_t i : {0U, 1U}) {
    const app::Scenario scenario = app::decode(ui::row_of(Figure::staircase).link).scenario;
    const run::Plan plan = app::plan_of(scenario);
    nn::Trainer trainer = nn::make_trainer(plan.course.config, nn::examples_of(plan.points)).value();
    nn::NetworkSpec& network = trainer.config.network;
    network.hidden.assign(9, {16, app::activation_of(scenario, kActs[i][0])});
    trainer.params.assign(nn::param_count(network), 0);
    nn::initialise(*nn::find_init(kActs[i][1]), network, trainer.config.seed, trainer.params);
    nn::FlowWorkspace work;
    nn::GradientFlow flow;
    nn::measure_flow(trainer, work, flow);
    CHECK(flow.layer_count == 10);
    CHECK(flow.sizes == figures().flows[i].sizes);
    CHECK(nn::factor_per_layer(flow) == nn::factor_per_layer(figures().flows[i]));
  }
}

TEST_CASE("two layers bend the plane so that one straight cut does, for every point") {
  const nn::Trainer& trainer = figures().sides[1].trainer;
  const nn::LayerShape output = nn::layer_shapes(trainer.config.network).back();
  REQUIRE(output.in == 2);
  const float* w = &trainer.params[output.weights];
  const float b = trainer.params[output.biases];
  const std::vector<float>& h = figures().sent.h;
  const std::size_t count = h.size() / 2;
  for (std::size_t i = 0; i < count; ++i)
    CHECK((w[0] * h[i] + w[1] * h[count + i] + b > 0) == (figures().points.label[i] != 0));
  // And no straight cut does in the plane as it was.
  const data::PointSet& points = figures().points;
  CHECK(data::best_line_accuracy(points.x1, points.x2, points.label) < 0.8);
}

TEST_CASE("the map is the picture under the edge filter, and ReLU keeps max(0, map)") {
  const ui::Filtered& image = figures().image;
  constexpr int kSide = ui::kImageSide;
  const nn::ConvShape shape{{1, kSide, kSide}, 1, {3, 3, 1, 1}};
  base::AlignedFloats a(image.picture.size() * base::kLanes), convolved(a.size());
  for (std::size_t i = 0; i < image.picture.size(); ++i) a[i * base::kLanes] = image.picture[i];
  nn::conv_forward(shape, ui::kEdgeFilter.data(), &ui::kEdgeFilter.at(9), a.data(), convolved.data(),
                   base::kLanes);
  int ink = 0, negative = 0, positive = 0;
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      double sum = 0;
      for (int i = -1; i <= 1; ++i) {
        for (int j = -1; j <= 1; ++j) {
          if (y + i < 0 || y + i >= kSide || x + j < 0 || x + j >= kSide) continue;
          sum += static_cast<double>(ui::kEdgeFilter.at(static_cast<std::size_t>(3 * (i + 1) + j + 1))) *
                 static_cast<double>(image.picture[static_cast<std::size_t>((y + i) * kSide + x + j)]);
        }
      }
      const auto at = static_cast<std::size_t>(y * kSide + x);
      CHECK(image.map[at] == doctest::Approx(sum).epsilon(1e-6).scale(1));  // floats of at most 1
      CHECK(image.map[at] == convolved[at * base::kLanes]);
      CHECK(image.kept[at] == std::max(0.0F, image.map[at]));
      ink += image.picture[at] > 0.5F ? 1 : 0;
      negative += image.map[at] < -0.25F ? 1 : 0;
      positive += image.map[at] > 0.25F ? 1 : 0;
    }
  }
  CHECK(ink > 40);
  CHECK(negative > 15);
  CHECK(positive > 15);
}
