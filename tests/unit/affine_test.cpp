// When all layers of a network for images are one map, and when they are not.
#include "nn/conv/affine.h"

#include <doctest/doctest.h>

#include <cmath>

#include "base/rng.h"
#include "data/shapes.h"
#include "image_training.h"
#include "nn/conv/conv.h"
#include "nn/conv/image_trace.h"

using namespace lab;
using namespace lab::test;

namespace {

nn::ConvNetworkSpec net(std::string_view activation, int stride, std::string_view pool) {
  nn::ConvNetworkSpec spec{{1, 28, 28}, {}};
  for (const int channels : {4, 6}) {
    spec.layers.push_back(image_layer("conv", channels, {5, 5, stride, 2}, activation));
    if (!pool.empty()) spec.layers.push_back(image_layer(pool, 0, {2, 2, 2, 0}));
  }
  spec.layers.push_back(image_layer("dense", 4, {}));
  return spec;
}

struct Net {
  nn::ConvPlan plan;
  std::vector<float> params;
};

Net random_net(const nn::ConvNetworkSpec& spec, std::uint64_t seed) {
  Net made{nn::plan_batches(spec), {}};
  base::Rng rng = base::make_rng(seed, 3);
  for (std::size_t i = 0; i < made.plan.params; ++i) made.params.push_back(base::uniform(rng, -0.3F, 0.3F));
  return made;
}

std::vector<std::vector<double>> pictures(std::size_t count) {
  const data::ImageSet set = data::make_shapes({count, 0.8, 0.05, 3});
  std::vector<std::vector<double>> all(count);
  for (std::size_t k = 0; k < count; ++k) {
    for (std::size_t p = 0; p < set.pixels.size() / count; ++p)
      all[k].push_back(static_cast<double>(set.pixels[p * count + k]));
  }
  return all;
}

// What training's own forward pass gives for many pictures.
std::vector<std::vector<double>> outputs_of(const Net& net,
                                            const std::vector<std::vector<double>>& pictures) {
  std::vector<std::vector<double>> all;
  nn::Workspace work;
  for (const std::vector<double>& picture : pictures) {
    const nn::Batch batch = nn::prepare_batch(net.plan, 1, work);
    for (std::size_t p = 0; p < picture.size(); ++p)
      batch.inputs[p * batch.lanes] = static_cast<float>(picture[p]);
    nn::fill_padding(batch.inputs, picture.size() + net.plan.outputs, 1);
    nn::forward(net.plan, net.params, batch, work);
    const float* const values = nn::values_of(net.plan, net.plan.layers.size() - 1, batch, work);
    std::vector<double> outputs;
    for (std::size_t o = 0; o < net.plan.outputs; ++o)
      outputs.push_back(static_cast<double>(values[o * batch.lanes]));
    all.push_back(outputs);
  }
  return all;
}

// How far the map around the first picture is off at the others, in parts of the largest output.
double largest_miss(const Net& net, std::size_t count) {
  const auto all = pictures(count);
  const nn::AffineMap map = nn::affine_around(net.plan, net.params, all[0]);
  const auto outputs = outputs_of(net, all);
  double miss = 0, largest = 0;
  for (std::size_t k = 0; k < all.size(); ++k) {
    const std::vector<double> mapped = nn::apply(map, all[k]);
    for (std::size_t o = 0; o < mapped.size(); ++o) {
      miss = std::max(miss, std::fabs(mapped[o] - outputs[k][o]));
      largest = std::max(largest, std::fabs(outputs[k][o]));
    }
  }
  return miss / largest;
}

}  // namespace

TEST_CASE("identity and strides are one affine map for 1,000 pictures, to 1e-5") {
  CHECK(largest_miss(random_net(net("identity", 2, ""), 1), 1000) <= 1e-5);
  CHECK(largest_miss(random_net(net("", 2, ""), 2), 1000) <= 1e-5);
}

TEST_CASE("averaging is straight too") {
  CHECK(largest_miss(random_net(net("identity", 1, "average_pool"), 3), 100) <= 1e-5);
}

TEST_CASE("a maximum bends as an activation does: the map around one picture is wrong for another") {
  CHECK(largest_miss(random_net(net("identity", 1, "max_pool"), 4), 20) > 0.05);
  CHECK(largest_miss(random_net(net("relu", 2, ""), 5), 20) > 0.05);
}

TEST_CASE("around its own picture the map is right, whatever bends") {
  for (const auto& [activation, pool] :
       {std::pair{"relu", "max_pool"}, {"tanh", "average_pool"}, {"relu", ""}}) {
    const Net one = random_net(net(activation, *pool == 0 ? 2 : 1, pool), 6);
    for (const std::vector<double>& picture : pictures(3)) {
      const nn::AffineMap map = nn::affine_around(one.plan, one.params, picture);
      const std::vector<double> expected =
          nn::trace_image(one.plan, one.params, picture).layers.back().output;
      const std::vector<double> found = nn::apply(map, picture);
      for (std::size_t o = 0; o < found.size(); ++o)
        CHECK(found[o] == doctest::Approx(expected[o]).epsilon(1e-9));
    }
  }
}

TEST_CASE(
    "with max-pooling the answer to a sum of two pictures is not the sum of the answers, with strides it "
    "is") {
  const auto two = pictures(2);
  std::vector<double> sum(two[0].size()), blank(two[0].size(), 0.0);
  for (std::size_t p = 0; p < sum.size(); ++p) sum[p] = two[0][p] + two[1][p];
  const auto gap = [&](const Net& net) {
    const auto outputs = outputs_of(net, {two[0], two[1], sum, blank});
    double largest = 0;
    for (std::size_t o = 0; o < 4; ++o)
      largest = std::max(largest, std::fabs(outputs[0][o] + outputs[1][o] - outputs[3][o] - outputs[2][o]));
    return largest;
  };
  CHECK(gap(random_net(net("identity", 1, "max_pool"), 7)) > 0.1);
  CHECK(gap(random_net(net("identity", 2, ""), 7)) < 1e-4);
}

TEST_CASE("two 3×3 kernels are one 5×5, and strides multiply") {
  base::Rng rng = base::make_rng(31, 0);
  for (const auto& [stride1, stride2, side1, side2] :
       {std::tuple{1, 1, 3, 3}, {2, 1, 3, 3}, {2, 2, 3, 5}, {1, 3, 2, 4}}) {
    const auto random = [&](int out, int in, int side, int stride) {
      nn::Kernels kernels{out, in, side, side, stride, {}, {}};
      for (int i = 0; i < out * in * side * side; ++i)
        kernels.weights.push_back(static_cast<double>(base::uniform(rng, -1, 1)));
      for (int i = 0; i < out; ++i) kernels.biases.push_back(static_cast<double>(base::uniform(rng, -1, 1)));
      return kernels;
    };
    const nn::Kernels first = random(3, 2, side1, stride1), second = random(2, 3, side2, stride2);
    const nn::Kernels both = nn::compose(first, second);
    if (stride1 == 1 && side1 == 3 && side2 == 3) CHECK(both.height == 5);
    CHECK(both.stride == stride1 * stride2);
    const auto layer = [](const nn::Kernels& k) {
      return image_layer("conv", k.out_channels, {k.height, k.width, k.stride, 0});
    };
    const auto append = [](std::vector<float>& params, const nn::Kernels& k) {
      for (const double weight : k.weights) params.push_back(static_cast<float>(weight));
      for (const double bias : k.biases) params.push_back(static_cast<float>(bias));
    };
    // A network ends in few outputs.
    const nn::ImageLayer end = image_layer("dense", 1, {});
    Net twice{nn::plan_batches({{2, 14, 13}, {layer(first), layer(second), end}}), {}};
    Net once{nn::plan_batches({{2, 14, 13}, {layer(both), end}}), {}};
    append(twice.params, first);
    append(twice.params, second);
    append(once.params, both);
    twice.params.resize(twice.plan.params);
    once.params.resize(once.plan.params);
    REQUIRE(twice.plan.layers[1].out == once.plan.layers[0].out);
    std::vector<double> picture;
    for (int i = 0; i < 2 * 14 * 13; ++i) picture.push_back(static_cast<double>(base::uniform(rng, -1, 1)));
    const std::vector<double> a = nn::trace_image(twice.plan, twice.params, picture).layers[1].output;
    const std::vector<double> b = nn::trace_image(once.plan, once.params, picture).layers[0].output;
    for (std::size_t i = 0; i < a.size(); ++i) CHECK(std::fabs(a[i] - b[i]) < 1e-5 * (1 + std::fabs(a[i])));
  }
}
