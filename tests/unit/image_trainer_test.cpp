#include "nn/conv/image_trainer.h"

#include <doctest/doctest.h>

#include <cmath>
#include <optional>
#include <vector>

#include "image_training.h"
#include "nn/trainer.h"
#include "training_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

nn::ConvNetworkSpec small_network() {
  return {{1, 8, 8},
          {image_layer("conv", 3, {3, 3, 1, 0}, "relu"), image_layer("max_pool", 0, {2, 2, 2, 0}),
           image_layer("dense", 2, {})}};
}

nn::ImageTrainerConfig small_config(std::string_view optimizer = "adam", float learning_rate = 0.01F,
                                    std::uint64_t seed = 1) {
  return image_config(small_network(), "softmax_ce", optimizer, learning_rate, seed);
}

nn::ImageTrainer image_trainer(const nn::ImageTrainerConfig& config, nn::Examples examples) {
  return nn::make_image_trainer(config, std::move(examples)).value();
}

}  // namespace

// Points as images of two channels of one pixel: a layer whose window is the image is a dense layer.
TEST_CASE("an image trainer with dense layers alone is the dense trainer, bit for bit") {
  for (const nn::OptimizerRow& optimizer : nn::optimizers()) {
    CAPTURE(optimizer.id);
    nn::TrainerConfig setup = config(network("tanh", {6, 5}), "bce_logits", optimizer.id, 0.01F, 3);
    setup.batch = 7;  // lanes to pad, and a short last batch
    setup.schedule = nn::find_schedule("cosine");
    setup.schedule_settings.length = 150;
    setup.penalty = {0.001F, 0.01F};
    setup.clipping = {0.2F, 0.3F};
    nn::ImageTrainerConfig image_setup =
        image_config({{2, 1, 1},
                      {image_layer("dense", 6, {}, "tanh"), image_layer("dense", 5, {}, "tanh"),
                       image_layer("dense", 1, {})}},
                     "bce_logits", optimizer.id, 0.01F, 3);
    image_setup.batch = setup.batch;
    image_setup.schedule = setup.schedule;
    image_setup.schedule_settings = setup.schedule_settings;
    image_setup.penalty = setup.penalty;
    image_setup.clipping = setup.clipping;
    nn::Trainer dense = trainer(setup, points("moons"));
    nn::ImageTrainer image = image_trainer(image_setup, points("moons"));
    REQUIRE(image.params.size() == dense.params.size());
    image.params = dense.params;
    nn::train(dense, 100);
    nn::train(image, 100);
    CHECK(image.params == dense.params);
    CHECK(nn::epoch(image) == nn::epoch(dense));
    nn::Workspace work, image_work;
    CHECK(nn::train_metrics(image, image_work).loss == nn::train_metrics(dense, work).loss);
    CHECK(nn::test_metrics(image, image_work).accuracy == nn::test_metrics(dense, work).accuracy);
  }
}

TEST_CASE("the same seed gives an image trainer the same weights, another seed others") {
  const auto run = [](std::uint64_t seed) {
    nn::ImageTrainer t = image_trainer(small_config("adam", 0.01F, seed), bars(50, 1));
    nn::train(t, 40);
    return nn::weights_hash(t.params);
  };
  CHECK(run(1) == run(1));
  CHECK(run(1) != run(2));
}

TEST_CASE("a copy of an image trainer goes the same way, however its steps are cut into calls") {
  nn::ImageTrainer whole = image_trainer(small_config(), bars(50, 1));
  nn::train(whole, 7);
  nn::ImageTrainer parts = whole;
  CHECK(nn::train(whole, 30) == 30);
  CHECK(parts.step == 7);
  for (int i = 0; i < 10; ++i) nn::train(parts, 3);
  CHECK(parts.params == whole.params);
}

TEST_CASE("no step of an image trainer allocates, nor does measuring once the workspace is warm") {
  nn::ImageTrainerConfig setup = small_config();
  setup.batch = 7;
  setup.schedule = nn::find_schedule("step");
  setup.penalty = {0.01F, 0.01F};
  setup.clipping = {0.5F, 0.1F};
  nn::Examples images = bars(150, 1);
  images.train_count = 100;
  nn::ImageTrainer t = image_trainer(setup, images);
  nn::Workspace work;
  nn::train_metrics(t, work);
  const std::int64_t before = allocation_count();
  CHECK(nn::train(t, 40) == 40);
  nn::train_metrics(t, work);
  nn::test_metrics(t, work);
  CHECK(allocation_count() == before);
}

TEST_CASE("accuracy is the share of images whose label has the largest output") {
  nn::Examples images = bars(150, 3);
  images.train_count = 70;
  nn::ImageTrainer t = image_trainer(small_config(), images);
  nn::train(t, 20);
  const nn::ConvPlan& plan = t.passes.plan;
  nn::Workspace work;
  std::size_t right = 0;
  for (std::size_t k = 70; k < 150; ++k) {
    const nn::Batch batch = nn::prepare_batch(plan, 1, work);
    for (std::size_t unit = 0; unit < images.units; ++unit)
      batch.inputs[unit * batch.lanes] = nn::row_of(nn::inputs_of(images), unit)[k];
    nn::fill_padding(batch.inputs, images.units, 1);
    nn::forward(plan, t.params, batch, work);
    const float* const outputs = nn::values_of(plan, plan.layers.size() - 1, batch, work);
    right += (outputs[batch.lanes] > outputs[0] ? 1U : 0U) == images.labels[k] ? 1 : 0;
  }
  const nn::Metrics metrics = nn::test_metrics(t, work);
  CHECK(metrics.points == 80);
  CHECK(metrics.accuracy == static_cast<double>(right) / 80.0);
}

TEST_CASE("an image trainer that diverges says so at its step and stops there") {
  nn::ImageTrainer t = image_trainer(small_config("sgd", 1e30F), bars(50, 1));
  const std::int64_t done = nn::train(t, 1000);
  REQUIRE(t.divergence.has_value());
  CHECK(t.divergence->step == done);
  CHECK(done < 20);
  CHECK(nn::train(t, 10) == 0);
}

TEST_CASE("what an image trainer cannot train is refused with a reason") {
  const auto error_of = [](const nn::ConvNetworkSpec& network, const nn::Examples& examples) {
    const auto made = nn::make_image_trainer(image_config(network, "softmax_ce", "adam", 0.01F, 1), examples);
    return made.ok() ? std::optional<nn::TrainerError>() : made.error();
  };
  nn::Examples none = bars(10, 1);
  none.train_count = 0;
  nn::ConvNetworkSpec wide = small_network();
  wide.layers.back().channels = 100;
  nn::ConvNetworkSpec narrow = small_network();
  narrow.layers.back().channels = 1;
  nn::ConvNetworkSpec larger = small_network();
  larger.input = {1, 9, 9};
  CHECK_FALSE(error_of(small_network(), bars(10, 1)).has_value());
  CHECK(error_of(small_network(), none) == nn::TrainerError::no_training_points);
  CHECK(error_of(wide, bars(10, 1)) == nn::TrainerError::network_out_of_bounds);
  CHECK(error_of(larger, bars(10, 1)) == nn::TrainerError::inputs_do_not_fit);
  CHECK(error_of(narrow, bars(10, 1)) == nn::TrainerError::outputs_do_not_fit);
}

TEST_CASE("an image snapshot's version tells weights, windows and activations apart, and nothing else") {
  nn::ImageTrainer t = image_trainer(small_config(), bars(50, 1));
  const nn::ImageSnapshot first = nn::snapshot(t);
  CHECK(first.params == t.params);
  CHECK(nn::snapshot(image_trainer(t.config, bars(20, 2))).version == first.version);
  nn::ImageTrainerConfig other = t.config;
  other.network.layers[0].activation = activation("gelu");
  CHECK(nn::snapshot(image_trainer(other, bars(50, 1))).version != first.version);
  other = t.config;
  other.network.layers[1].kind = nn::find_image_layer("average_pool");
  CHECK(nn::snapshot(image_trainer(other, bars(50, 1))).version != first.version);
  other = t.config;  // as many positions, one pixel apart, and so as many weights
  other.network.layers[0].window.padding = 1;
  other.network.layers[1].window = {4, 4, 2, 0};
  REQUIRE(image_trainer(other, bars(50, 1)).params == t.params);
  CHECK(nn::snapshot(image_trainer(other, bars(50, 1))).version != first.version);
  nn::train(t, 1);
  CHECK(nn::snapshot(t).version != first.version);
}
