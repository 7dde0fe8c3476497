#include "ui/room/home/figures.h"

#include <algorithm>
#include <cmath>

#include "app/link.h"
#include "app/plan.h"
#include "base/clock.h"
#include "data/best_line.h"
#include "nn/diagnostics.h"

namespace lab::ui {

namespace {

constexpr FigureRow kRows[kFigureCount] = {
    {"twin", "view=train&twin=identity&n=200&seed=7&steps=312"},
    {"slopes", "view=curves&curves=sigmoid,tanh,relu"},
    {"xor", "view=train&data=xor_table&act=relu&twin=identity&net=2&wseed=11&steps=600"},
    {"staircase", "view=train&act=sigmoid&net=8-8-8-8-8-8-8-8&wseed=4"},
    {"bend", "view=train&n=200&seed=7&steps=312"},
    {"image", "view=curves&curves=relu"},
};

nn::Trainer trainer_of(const run::Plan& plan) {
  return std::move(nn::make_trainer(plan.course.config, nn::examples_of(plan.points)).value());
}

app::Decoded opened(Figure figure) { return app::decode(row_of(figure).link); }

act::Activation function(std::string_view id) { return act::bind(*act::find_activation(id), {}); }

// ---- One straight line, or a closed curve ----

void keep_moment(Taught& taught) {
  nn::Workspace work;
  taught.moments[static_cast<std::size_t>(taught.count++)] = {
      taught.trainer.params, nn::test_metrics(taught.trainer, work).accuracy};
}

void begin_sides(Figures& figures) {
  std::size_t side = figures.sides.size();
  for (const app::Scenario& scenario : app::sides_of(opened(Figure::twin).scenario)) {
    run::Plan plan = app::plan_of(scenario);
    Taught& taught = figures.sides[--side];
    taught.trainer = trainer_of(plan);
    keep_moment(taught);
    figures.points = std::move(plan.points);
  }
}

// One moment of one side; whether it was the last.
bool teach_some(Figures& figures) {
  auto& sides = figures.sides;
  if (sides[0].count == 0) begin_sides(figures);
  Taught& taught = sides[sides[0].count > sides[1].count ? 1 : 0];
  nn::train(taught.trainer, kStride);
  keep_moment(taught);
  return sides[1].count == kMoments;
}

// ---- Slopes ----

bool draw_slopes(Figures& figures) {
  constexpr std::size_t kPadded = (kPlaces + base::kLanes - 1) / base::kLanes * base::kLanes;
  constexpr std::string_view kIds[] = {"sigmoid", "tanh", "relu"};
  for (std::size_t k = 0; k < figures.slopes.size(); ++k) {
    Slope& slope = figures.slopes[k];
    slope.id = kIds[k];
    base::AlignedFloats z(kPadded), f(kPadded), df(kPadded);
    for (std::size_t i = 0; i < kPlaces; ++i)
      z[i] = nn::kSumsEnd * (2 * static_cast<float>(i) / (kPlaces - 1) - 1);
    act::apply(function(slope.id), z.data(), f.data(), df.data(), kPadded);
    for (std::size_t i = 0; i < kPlaces; ++i) {
      slope.z[i] = z[i];
      slope.f[i] = f[i];
      slope.slope[i] = df[i];
      slope.steepest = std::max(slope.steepest, slope.slope[i]);
    }
  }
  return true;
}

// ---- XOR ----

bool look_at_table(Figures& figures) {
  figures.table = data::find_dataset("xor_table")->generate({});
  figures.best_line = data::best_line_accuracy(figures.table.x1, figures.table.x2, figures.table.label);
  return true;
}

// ---- The staircase ----

// Deeper than a person may choose, which the kernels take: the examples and what they are to give come from a network that is not.
nn::GradientFlow flow_of(std::string_view act, std::string_view init) {
  constexpr int kUnits = 16;
  app::Decoded shallow = opened(Figure::staircase);
  shallow.scenario.init = init;
  const run::Plan plan = app::plan_of(shallow.scenario);
  nn::Trainer trainer = trainer_of(plan);
  nn::NetworkSpec& network = trainer.config.network;
  network.hidden.assign(kDeepLayers - 1, {kUnits, function(act)});
  trainer.params.assign(nn::param_count(network), 0);
  nn::initialise(*trainer.config.init, network, trainer.config.seed, trainer.params);
  nn::FlowWorkspace work;
  nn::GradientFlow flow;
  nn::measure_flow(trainer, work, flow);
  return flow;
}

bool measure_flows(Figures& figures) {
  figures.flows = {flow_of("sigmoid", "xavier"), flow_of("relu", "he")};
  return true;
}

// ---- How layers bend the plane ----

void send(const nn::Trainer& trainer, Bent& bent) {
  nn::Workspace work;
  bent.h.resize(bent.x.size());
  const int last = static_cast<int>(trainer.config.network.hidden.size()) - 1;
  nn::hidden_activations(trainer.config.network, trainer.params, last, nn::view_inputs(bent.x, 2), bent.h,
                         work);
}

bool bend_plane(Figures& figures) {
  const nn::Trainer& trainer = figures.sides[1].trainer;
  const float reach = figures.points.plane.max;
  const auto along = [reach](int i, int count) {
    return reach * (2.0F * static_cast<float>(i) / static_cast<float>(count - 1) - 1);
  };
  constexpr int kPlacesOfGrid = 2 * kGridLines * kAlongLine;
  std::vector<float>& x = figures.grid.x;
  x.resize(2 * kPlacesOfGrid);
  for (int i = 0; i < kPlacesOfGrid; ++i) {
    const bool is_upright = i < kPlacesOfGrid / 2;
    const auto place = static_cast<std::size_t>(i);
    x[is_upright ? place : place + kPlacesOfGrid] = along(i / kAlongLine % kGridLines, kGridLines);
    x[is_upright ? place + kPlacesOfGrid : place] = along(i % kAlongLine, kAlongLine);
  }
  figures.sent.x = trainer.examples.inputs;
  send(trainer, figures.grid);
  send(trainer, figures.sent);
  return true;
}

// ---- The image ----

// A figure three: two bows, one over the other, drawn with a round pen.
Pixels draw_three() {
  struct Bow {
    float x, y, radius, from, to;
  };
  constexpr Bow kBows[] = {{9.3F, 6.4F, 3.4F, -2.6F, 1.5F}, {9.1F, 13.0F, 3.9F, -1.5F, 2.7F}};
  constexpr float kPen = 1.35F;
  constexpr int kDabs = 40;
  Pixels picture(static_cast<std::size_t>(kImageSide * kImageSide));
  for (const Bow& bow : kBows) {
    for (int dab = 0; dab <= kDabs; ++dab) {
      const float angle = bow.from + (bow.to - bow.from) * static_cast<float>(dab) / kDabs;
      const float x = bow.x + bow.radius * std::cos(angle), y = bow.y + bow.radius * std::sin(angle);
      for (std::size_t i = 0; i < picture.size(); ++i) {
        const float across = static_cast<float>(i % kImageSide) - x;
        const float down = static_cast<float>(i / kImageSide) - y;
        const float ink = kPen + 0.5F - std::sqrt(across * across + down * down);
        picture[i] = std::max(picture[i], std::clamp(ink, 0.0F, 1.0F));
      }
    }
  }
  return picture;
}

// What is under the filter at each place, on its side of the sheet nothing: (9, places). So its map is a layer of one unit, which
// is what a convolution is.
std::vector<float> windows_of(const Pixels& picture) {
  std::vector<float> windows;
  for (int i = 0; i < 9; ++i) {
    for (int place = 0; place < kImageSide * kImageSide; ++place) {
      const int y = place / kImageSide + i / 3 - 1, x = place % kImageSide + i % 3 - 1;
      const bool is_inside = std::min(x, y) >= 0 && std::max(x, y) < kImageSide;
      windows.push_back(is_inside ? picture[static_cast<std::size_t>(y * kImageSide + x)] : 0);
    }
  }
  return windows;
}

bool filter_image(Figures& figures) {
  Filtered& image = figures.image;
  image.picture = draw_three();
  image.map.resize(image.picture.size());
  image.kept.resize(image.picture.size());
  const std::vector<float> windows = windows_of(image.picture);
  const nn::InputsView view = nn::view_inputs(windows, 9);
  nn::Workspace work;
  nn::predict({9, {}, 1}, std::span(kEdgeFilter).first(10), view, image.map, work);
  nn::hidden_activations({9, {{1, function("relu")}}, 1}, kEdgeFilter, 0, view, image.kept, work);
  return true;
}

// Makes a piece of a figure; whether it was the last.
using Make = bool (*)(Figures&);
constexpr Make kMakers[kFigureCount] = {teach_some,    draw_slopes, look_at_table,
                                        measure_flows, bend_plane,  filter_image};

}  // namespace

const FigureRow& row_of(Figure figure) { return kRows[static_cast<std::size_t>(figure)]; }

void make_some(Figures& figures, double end_s) {
  do {
    if (figures.made == kFigureCount) return;
    if (kMakers[figures.made](figures)) ++figures.made;
  } while (base::wall_clock_s() < end_s);
}

XorNet line_at(double moved) {
  constexpr float kPi = 3.14159265F;
  const float angle = kPi * (0.25F + 2 * static_cast<float>(moved));
  const float w1 = std::cos(angle), w2 = std::sin(angle);
  // Once round the middle of the four points, always as far from it.
  constexpr float kAway = 0.35F;
  return {{2, {}, 1}, {w1, w2, 0.5F + kAway - (w1 + w2) / 2}};
}

XorNet two_relus_at(double moved) {
  nn::NetworkSpec network{2, {{2, function("relu")}}, 1};
  // W row by row, c, w, b.
  return {std::move(network), {1, 1, 1, 1, 0, -1, 1, static_cast<float>(-2 * moved), 0}};
}

std::vector<float> outputs_of(const XorNet& net, const data::PointSet& points) {
  std::vector<float> out(points.label.size());
  nn::Workspace work;
  nn::predict(net.network, net.params, nn::inputs_of(nn::examples_of(points)), out, work);
  return out;
}

int right_of(const XorNet& net) {
  const data::PointSet table = data::find_dataset("xor_table")->generate({});
  const std::vector<float> out = outputs_of(net, table);
  int right = 0;
  for (std::size_t i = 0; i < out.size(); ++i) right += (out[i] > 0.5F) == (table.label[i] != 0) ? 1 : 0;
  return right;
}

}  // namespace lab::ui
