// What is said of activations in networks for images, from runs of seeds 1 to 3: what a straight function can and cannot do there.
#include <doctest/doctest.h>

#include <algorithm>

#include "data/shapes.h"
#include "image_training.h"

using namespace lab;
using namespace lab::test;

namespace {

// Two convolutions 5×5, each halved in size by its stride or by a pool, and one dense layer: 6,564 parameters.
nn::ConvNetworkSpec halving(std::string_view activation, bool pools) {
  nn::ConvNetworkSpec spec{{1, 28, 28}, {}};
  for (const int channels : {8, 16}) {
    spec.layers.push_back(image_layer("conv", channels, {5, 5, pools ? 1 : 2, 2}, activation));
    if (pools) spec.layers.push_back(image_layer("max_pool", 0, {2, 2, 2, 0}));
  }
  spec.layers.push_back(image_layer("dense", 4, {}));
  return spec;
}

// Held out, 400 pictures, after so many steps of 16 of the other 2,000.
double accuracy(const nn::ConvNetworkSpec& spec, std::uint64_t seed, std::int64_t steps) {
  data::ImageRequest request;
  request.seed = seed;
  request.train_share = 2000.0 / static_cast<double>(request.count);
  data::ImageSet set = data::make_shapes(request);
  nn::Examples examples{set.side * set.side,  set.count, set.train_count, std::move(set.pixels),
                        std::move(set.label), {}};
  nn::ImageTrainerConfig config = image_config(spec, "softmax_ce", "adam", 0.005F, seed);
  config.batch = 16;
  nn::ImageTrainer trainer = nn::make_image_trainer(config, std::move(examples)).value();
  CHECK(trainer.params.size() == 6564);
  nn::train(trainer, steps);
  nn::Workspace work;
  return nn::test_metrics(trainer, work).accuracy;
}

double median_of_three(const nn::ConvNetworkSpec& spec, std::int64_t steps) {
  double found[] = {accuracy(spec, 1, steps), accuracy(spec, 2, steps), accuracy(spec, 3, steps)};
  std::sort(std::begin(found), std::end(found));
  return found[1];
}

}  // namespace

TEST_SUITE("facts") {
  TEST_CASE(
      "two bends, an activation and a maximum: without either shapes are guessed, with either mostly told, "
      "with both told") {
    constexpr std::int64_t kSteps = 1250;  // ten times all pictures
    const double neither = median_of_three(halving("identity", false), kSteps);
    const double relu = median_of_three(halving("relu", false), kSteps);
    const double maximum = median_of_three(halving("identity", true), kSteps);
    const double both = median_of_three(halving("relu", true), kSteps);
    CHECK(neither <= 0.55);
    CHECK(relu >= neither + 0.3);
    CHECK(maximum >= 0.75);
    CHECK(both >= 0.95);
  }

  TEST_CASE("strides and ReLU tell at least 90 % of held-out shapes after 3,000 steps, for seeds 1 to 5") {
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U})
      CHECK(accuracy(halving("relu", false), seed, 3000) >= 0.9);
  }
}
