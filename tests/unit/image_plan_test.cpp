// The network for pictures that a Scenario asks for: its layers, where its weights are, and whether it can be at all.
#include "app/image_plan.h"
#include "app/image_reading.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "app/bench.h"
#include "app/link.h"
#include "app/requests.h"
#include "image_app_setup.h"
#include "nn/conv/image_trace.h"

using namespace lab;
using namespace lab::test;

namespace {

app::Scenario read(const std::string& link) {
  const app::Decoded decoded = app::decode("view=image&" + link);
  CHECK(decoded.notices.empty());
  return decoded.scenario;
}

// A size of the sweep: all of a network but its channels.
struct Shape {
  std::size_t blocks;
  int kernel, stride;
  bool is_padded, has_pool;
};

std::vector<Shape> all_shapes() {
  std::vector<Shape> shapes;
  for (std::size_t blocks = 1; blocks <= app::kMaxBlocks; ++blocks)
    for (const int kernel : {3, 5, 7})
      for (const int stride : {1, 2, 3})
        for (const bool is_padded : {true, false})
          for (const bool has_pool : {true, false})
            shapes.push_back({blocks, kernel, stride, is_padded, has_pool});
  return shapes;
}

app::Scenario scenario_of(const Shape& shape) {
  app::Scenario scenario = app::first_scenario("image");
  scenario.conv.assign(shape.blocks, 2);
  scenario.kernel = std::to_string(shape.kernel);
  scenario.stride = shape.stride;
  scenario.pad = shape.is_padded ? "same" : "none";
  scenario.pool = shape.has_pool ? "max" : "none";
  return scenario;
}

// How many places a window has along a side: counted.
int places(int side, int padding, int window, int stride) {
  int count = 0;
  for (int at = -padding; at + window <= side + padding; at += stride) ++count;
  return count;
}

std::string squared(int side) { return std::to_string(side) + "×" + std::to_string(side); }

// What does not fit in this shape, found place by place; else the side that comes out goes to `side`.
std::optional<app::Notice> misfit(const Shape& shape, int& side) {
  side = 28;
  for (std::size_t block = 1; block <= shape.blocks; ++block) {
    const std::string number = std::to_string(block);
    int next = places(side, shape.is_padded ? shape.kernel / 2 : 0, shape.kernel, shape.stride);
    if (next == 0) return app::Notice{"image.misfit_kernel", {number, squared(shape.kernel), squared(side)}};
    side = next;
    if (!shape.has_pool) continue;
    next = places(side, 0, 2, 2);
    if (next == 0) return app::Notice{"image.misfit_pool", {number, squared(2), squared(side)}};
    side = next;
  }
  return std::nullopt;
}

const std::string kNetworks[] = {
    "conv=1&kernel=3&pool=max&order=pool_act", "conv=8-16", "conv=2-3-4&kernel=3&stride=1&pool=average",
    "conv=5&kernel=7&pad=none&stride=3", "conv=16-1&kernel=5&stride=1&pad=none&pool=max"};

}  // namespace

TEST_CASE("a weight's place is its layer, its channel and its input: row by row, channel after channel") {
  for (const std::string& link : kNetworks) {
    CAPTURE(link);
    const nn::ConvNetworkSpec network = app::image_network(read(link));
    const nn::ConvPlan plan = nn::plan_batches(network);
    std::vector<std::uint32_t> found;
    int number = 0;
    for (const nn::PlannedLayer& layer : plan.layers) {
      if (!layer.spec.kind->has_params) continue;
      ++number;
      const nn::Window& window = layer.spec.window;
      for (int unit = 0; unit < layer.out.channels; ++unit) {
        int input = 0;
        for (int channel = 0; channel < layer.in.channels; ++channel)
          for (int row = 0; row < window.height; ++row)
            for (int column = 0; column < window.width; ++column) {
              const int at =
                  ((unit * layer.in.channels + channel) * window.height + row) * window.width + column;
              found.push_back(app::param_of(network, {number, unit + 1, ++input}).value());
              CHECK(found.back() == layer.params + static_cast<std::size_t>(at));
            }
        found.push_back(app::param_of(network, {number, unit + 1, 0}).value());
        CHECK(found.back() == layer.params + layer.kernels + static_cast<std::size_t>(unit));
        CHECK_FALSE(app::param_of(network, {number, unit + 1, input + 1}));
        CHECK_FALSE(app::param_of(network, {number, unit + 1, -1}));
      }
      CHECK_FALSE(app::param_of(network, {number, 0, 1}));
      CHECK_FALSE(app::param_of(network, {number, layer.out.channels + 1, 0}));
    }
    for (const int layer : {-1, 0, number + 1}) CHECK_FALSE(app::param_of(network, {layer, 1, 0}));
    std::sort(found.begin(), found.end());
    CHECK(found.size() == plan.params);
    CHECK(found == app::weights_and_biases(network));  // each once
  }
}

TEST_CASE("a network that cannot be has no weights") {
  const nn::ConvNetworkSpec network = app::image_network(read("conv=1-1-1&kernel=7&pad=none&stride=3"));
  CHECK_FALSE(app::param_of(network, {1, 1, 0}));
  CHECK(app::weights_and_biases(network).empty());
}

TEST_CASE("a kernel whose middle alone is 1 hands on the picture that it goes over") {
  const app::App a = start("view=image&n=20&act=identity&conv=3-2&w=all:0,1.2.13:1,2.1.38:1,2.2.b:0.5");
  const run::ImageRun& run = a.image_runs.front();
  const nn::ConvPlan plan = nn::plan_batches(run.plan.course.config.network);
  std::vector<double> picture;
  for (std::size_t at = 0; at < 28 * 28; ++at)
    picture.push_back(static_cast<double>(run.plan.pictures.pixels[at * run.plan.pictures.count]));
  const nn::ImageTrace trace = nn::trace_image(plan, run.trainer.params, picture);
  // Stride 2 with zeros around: the middle of a kernel stands on every second pixel, from the first on.
  for (std::size_t layer = 0; layer < 2; ++layer) {
    const std::size_t side = layer == 0 ? 14 : 7, stride = layer == 0 ? 2 : 4;
    const std::size_t channel = layer == 0 ? 1 : 0;
    const std::vector<double>& map = trace.layers[layer].sum;
    REQUIRE(map.size() == (layer == 0 ? 3 : 2) * side * side);
    for (std::size_t at = 0; at < side * side; ++at)
      CHECK(map[channel * side * side + at] == picture[at / side * stride * 28 + at % side * stride]);
  }
  CHECK(trace.layers[0].sum[0] == 0);
  CHECK(trace.layers[1].sum.back() == 0.5);
}

TEST_CASE("what does not fit is told exactly where there can be no network, by block, kernel and size") {
  int misfits = 0;
  for (const Shape& shape : all_shapes()) {
    const app::Scenario scenario = scenario_of(shape);
    CAPTURE(app::encode(scenario));
    int side = 0;
    const auto expected = misfit(shape, side), told = app::image_misfit(scenario);
    const nn::ConvNetworkSpec network = app::image_network(scenario);
    CHECK(told == expected);
    CHECK(nn::is_within_bounds(network) == !told.has_value());
    if (told)
      ++misfits;
    else
      CHECK(nn::plan_batches(network).layers.back().in == nn::ImageSize{2, side, side});
  }
  CHECK(misfits > 10);
  CHECK(misfits < static_cast<int>(all_shapes().size()));
}

TEST_CASE("the largest networks that can be asked for are within bounds") {
  for (const std::string link : {"conv=16-16-16&stride=1&kernel=7", "conv=16&stride=1&kernel=3"})
    CHECK(nn::is_within_bounds(app::image_network(read(link))));
}

TEST_CASE("a link of a network that cannot be is survived and told, and a change that mends it makes a run") {
  for (const std::string more : {"", "&twin=identity", "&steps=20", "&play=1"}) {
    CAPTURE(more);
    app::App a = start("view=image&n=40&conv=2-2-2&kernel=7&stride=3&pad=none&w=1.1.1:1&freeze=1.1.b" + more);
    REQUIRE(a.notices.size() == 1);
    CHECK(a.notices[0].text_id == "image.misfit_kernel");
    CHECK_FALSE(app::seen_run(a).is_made);
    train(a, 10);
    app::apply(a, app::GoTo{5});
    CHECK_FALSE(app::change_field(a, "lr", "0.1"));
    app::advance(a, {1, 1, 1});
    CHECK(app::seen_run(a).step == 0);
    CHECK(app::seen_run(a).params.empty());
    CHECK(a.notices.size() == 1);
    CHECK_FALSE(app::change_field(a, "pad", "same"));
    CHECK(app::seen_run(a).is_made);
    train(a, 10);
    CHECK(app::seen_run(a).step >= 10);
    CHECK_FALSE(app::change_field(a, "pad", "none"));
    CHECK_FALSE(app::seen_run(a).is_made);
    app::apply(a, app::Undo{});
    CHECK(app::seen_run(a).is_made);
  }
}

TEST_CASE("a block's layers are where its convolution, its activation and its pooling stand") {
  for (const std::string pool : {"none", "max", "average"}) {
    for (const std::string order : {"act_pool", "pool_act"}) {
      CAPTURE(pool);
      CAPTURE(order);
      const app::Scenario scenario =
          read("conv=2-3-4&kernel=3&stride=1&act=l1:relu;l2:tanh;l3:sin&pool=" + pool + "&order=" + order);
      const auto layers = app::image_network(scenario).layers;
      const auto blocks = app::block_layers(scenario);
      const bool is_pooled = pool != "none";
      REQUIRE(blocks.size() == 3);
      CHECK(layers.size() == (is_pooled ? 7 : 4));
      const std::string_view acts[] = {"relu", "tanh", "sin"};
      for (std::size_t b = 0; b < blocks.size(); ++b) {
        const app::BlockLayers& block = blocks[b];
        CHECK(layers[block.convolution].kind->id == "conv");
        CHECK(layers[block.convolution].channels == scenario.conv[b]);
        CHECK(layers[block.activation].activation.row->id == acts[b]);
        CHECK(block.pooling.has_value() == is_pooled);
        if (is_pooled) CHECK(layers[*block.pooling].kind->id == pool + "_pool");
        CHECK((block.activation == block.convolution) == !(is_pooled && order == "pool_act"));
        if (block.activation != block.convolution) CHECK(block.activation == *block.pooling);
      }
      CHECK(std::count_if(layers.begin(), layers.end(),
                          [](const nn::ImageLayer& layer) { return layer.activation.row != nullptr; }) == 3);
    }
  }
}

TEST_CASE(
    "the order of activation and maximum makes no difference where a function never falls, and does "
    "elsewhere; "
    "that of a mean does for all that bend") {
  const auto difference = [](const std::string& link) {
    const app::App a = settled("view=image&n=60&conv=3-4&kernel=3&stride=1&steps=5&" + link);
    const app::ImageReading reading = app::read_image(a, 0);
    return app::order_difference(reading, a.shown.pool == "max").value();
  };
  for (const char* order : {"&order=act_pool", "&order=pool_act"}) {
    CAPTURE(std::string(order));
    for (const char* act : {"identity", "relu", "leaky_relu", "tanh", "sigmoid"})
      CHECK(app::is_none(difference("pool=max&act=" + std::string(act) + order)));
    for (const char* act : {"cos", "gaussian", "abs"})
      CHECK_FALSE(app::is_none(difference("pool=max&act=" + std::string(act) + order)));
    CHECK(app::is_none(difference("pool=average&act=identity" + std::string(order))));
    CHECK_FALSE(app::is_none(difference("pool=average&act=relu" + std::string(order))));
  }
  const app::App strided = settled("view=image&n=60&conv=3-4");
  CHECK_FALSE(app::order_difference(app::read_image(strided, 0), true));
}

TEST_CASE(
    "the difference of orders is what training's own network with the other order gives, less its own") {
  for (const char* act : {"relu", "sin"}) {
    const std::string link = "view=image&n=60&conv=3&kernel=3&stride=1&pool=max&act=" + std::string(act);
    const app::App one = settled(link), other = settled(link + "&order=pool_act");  // the same first kernels
    const app::ImageReading reading = app::read_image(one, 0), turned = app::read_image(other, 0);
    const auto difference = app::order_difference(reading, true).value();
    const std::vector<double>& own = reading.trace.layers[1].output;
    const std::vector<double>& others = turned.trace.layers[1].output;
    for (std::size_t i = 0; i < difference.map.size(); ++i)
      CHECK(difference.map[i] == doctest::Approx(others[i] - own[i]).epsilon(1e-9));
  }
}
