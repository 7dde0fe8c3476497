#include "nn/trainer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "allocation_count.h"
#include "nn/backprop.h"
#include "nn/dropout.h"
#include "training_setup.h"

using namespace lab;
using namespace lab::test;

namespace {

// Three classes, each around its own corner of a triangle, well apart.
nn::Examples three_blobs() {
  data::PointSet set;
  base::Rng rng = base::make_rng(9, 0);
  for (std::size_t i = 0; i < 302; ++i) {
    const auto label = static_cast<std::uint8_t>(i % 3);
    const float across = label == 0 ? -1.5F : label == 1 ? 1.5F : 0.0F;
    set.x1.push_back(across + 0.3F * base::normal(rng));
    set.x2.push_back((label == 2 ? 1.5F : -1.0F) + 0.3F * base::normal(rng));
    set.label.push_back(label);
  }
  set.train_count = 151;
  return nn::examples_of(set);
}

// All of them to be trained on.
nn::Examples part_of(const nn::Examples& examples, std::span<const std::uint32_t> chosen) {
  nn::Examples part{examples.units, chosen.size(), chosen.size(), {}, {}, {}};
  for (std::size_t unit = 0; unit < examples.units; ++unit) {
    for (const std::uint32_t i : chosen) part.inputs.push_back(nn::row_of(nn::inputs_of(examples), unit)[i]);
  }
  for (const std::uint32_t i : chosen) part.labels.push_back(examples.labels[i]);
  return part;
}

}  // namespace

TEST_CASE("the same seed gives the same weights, another seed gives others") {
  const auto run = [](std::uint64_t seed) {
    nn::Trainer t =
        trainer(config(network("tanh", {4, 2}), "bce_logits", "adam", 0.01F, seed), points("rings"));
    nn::train(t, 200);
    return nn::weights_hash(t.params);
  };
  CHECK(run(1) == run(1));
  CHECK(run(1) != run(2));
}

TEST_CASE("how the steps are cut into calls does not matter") {
  nn::Trainer whole = trainer(config(network("gelu", {5})), points("moons"));
  nn::Trainer parts = whole;
  CHECK(nn::train(whole, 300) == 300);
  for (int i = 0; i < 100; ++i) nn::train(parts, 3);
  CHECK(whole.params == parts.params);
}

TEST_CASE("a copy of a trainer is a run of its own that goes the same way") {
  nn::Trainer original = trainer(config(network("relu", {4})), points("xor"));
  nn::train(original, 37);
  nn::Trainer copy = original;
  nn::train(original, 50);
  CHECK(copy.step == 37);
  nn::train(copy, 50);
  CHECK(copy.params == original.params);
}

TEST_CASE(
    "one small step of gradient descent on the whole set lowers the loss, for every activation and loss") {
  for (const act::ActivationRow& row : act::activations()) {
    if (row.family == act::Family::threshold) continue;  // slope 0: only the output layer would learn
    // Where outputs reach hundreds a small step must be smaller.
    const bool is_explosive = row.id == "cube" || row.id == "exponential";
    const float rate = is_explosive ? 1e-9F : 1e-3F;
    for (const nn::LossRow& loss : nn::losses()) {
      CAPTURE(row.id);
      CAPTURE(loss.id);
      nn::TrainerConfig setup = config(network(row.id, {6, 5}), loss.id, "sgd", rate);
      setup.batch = nn::kMaxBatch;
      nn::Trainer t = trainer(setup, points("rings"));
      nn::Workspace work;
      const double before = nn::train_metrics(t, work).loss;
      nn::train(t, 1);
      CHECK(nn::train_metrics(t, work).loss < before);
    }
  }
}

TEST_CASE("a step allocates nothing, nor does measuring once the workspace is warm") {
  for (const char* activation : {"tanh", "square"}) {  // a fused kernel and the formula interpreter
    nn::Trainer t = trainer(config(network(activation, {8, 8}), "mse"), points("rings"));
    nn::Workspace work;
    nn::train(t, 1);
    nn::train_metrics(t, work);
    const std::int64_t before = allocation_count();
    nn::train(t, 100);
    nn::set_batch(t, 200);
    nn::train(t, 100);
    nn::train_metrics(t, work);
    nn::test_metrics(t, work);
    CHECK(allocation_count() == before);
  }
}

TEST_CASE("networks of vector activations learn the moons without allocating in a step") {
  for (const act::VectorActivationRow& row : act::vector_activations()) {
    if (row.id == "softmax" || row.id == "log_softmax") continue;  // meant for an output
    CAPTURE(row.id);
    nn::NetworkSpec spec;
    spec.hidden = {{8, {}, {&row, row.min_pieces}}, {6, {}, {&row, row.min_pieces}}};
    nn::Trainer t = trainer(config(spec, "bce_logits", "adam", 0.01F), points("moons"));
    const Learnt learnt = learn(t, 3000);
    CHECK(learnt.test_accuracy >= 0.97);
    CHECK(learnt.allocations == 0);
  }
}

TEST_CASE("three classes are learnt with an output for each, whatever the loss") {
  nn::Examples blobs = three_blobs();
  for (const char* loss : {"softmax_ce", "bce_logits", "mse", "half_mse", "hinge", "huber"}) {
    CAPTURE(std::string(loss));
    nn::NetworkSpec spec = network("tanh", {8});
    spec.outputs = 3;
    nn::Trainer t = trainer(config(spec, loss, "adam", 0.02F), blobs);
    nn::Workspace work;
    const nn::Metrics before = nn::train_metrics(t, work);
    const std::int64_t allocations = allocation_count();
    nn::train(t, 500);
    const nn::Metrics after = nn::train_metrics(t, work);
    CHECK(allocation_count() == allocations);
    CHECK(after.loss < 0.5 * before.loss);
    CHECK(nn::test_metrics(t, work).accuracy >= 0.98);
  }
  // Softmax's loss before training is that of a guess among three, ln 3 to the rounding of float32.
  nn::NetworkSpec flat = network("tanh", {8});
  flat.outputs = 3;
  nn::TrainerConfig setup = config(flat, "softmax_ce");
  setup.init = nn::find_init("zero");
  nn::Workspace work;
  CHECK(nn::test_metrics(trainer(setup, blobs), work).loss == doctest::Approx(std::log(3.0)).epsilon(1e-6));
}

TEST_CASE("dropout drops its share in training, nothing in a prediction, and the run stays reproducible") {
  const auto make = [](float dropout) {
    nn::NetworkSpec spec = network("tanh", {16, 8});
    for (nn::HiddenLayer& layer : spec.hidden) layer.dropout = dropout;
    return trainer(config(spec, "bce_logits", "adam", 0.01F), points("moons"));
  };
  nn::Trainer plain = make(0.0F), dropping = make(0.25F), again = make(0.25F);
  CHECK(plain.params == dropping.params);
  nn::Workspace work;
  CHECK(nn::test_metrics(plain, work).loss == nn::test_metrics(dropping, work).loss);
  nn::train(plain, 1);
  nn::train(dropping, 1);
  CHECK(plain.params != dropping.params);
  const std::int64_t before = allocation_count();
  nn::train(dropping, 2999);
  CHECK(allocation_count() == before);
  nn::train(again, 3000);
  CHECK(dropping.params == again.params);
  CHECK(nn::test_metrics(dropping, work).accuracy >= 0.95);
  nn::TrainerConfig all = plain.config;
  all.network.hidden[0].dropout = 1.0F;
  CHECK(nn::make_trainer(all, points("moons")).error() == nn::TrainerError::network_out_of_bounds);
}

TEST_CASE("a dropped activation is 0 and the others make up for it") {
  constexpr std::size_t kUnits = 50, kLanes = 200, kExamples = 198;
  std::vector<float> a(kUnits * kLanes, 3.0F), slope(a.size(), 2.0F);
  base::Rng rng = base::make_rng(4, 0);
  nn::drop(rng, 0.25F, a.data(), slope.data(), kUnits, kExamples, kLanes);
  std::size_t dropped = 0;
  bool is_right = true;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const float factor = i % kLanes >= kExamples ? 1.0F : a[i] == 0.0F ? 0.0F : 1.0F / 0.75F;
    if (factor == 0.0F) ++dropped;
    is_right = is_right && a[i] == 3.0F * factor && slope[i] == 2.0F * factor;
  }
  CHECK(is_right);
  // 9,900 draws: the share is 0.25 within 0.0044 as its deviation; 0.018 is four of these.
  CHECK(std::abs(static_cast<double>(dropped) / (kUnits * kExamples) - 0.25) <= 0.018);
}

TEST_CASE("a regression learns values") {
  nn::Examples set = points("gauss");
  for (std::size_t i = 0; i < set.count; ++i)
    set.values.push_back(0.5F * set.inputs[i] * set.inputs[i] - set.inputs[set.count + i]);
  for (const char* loss : {"mse", "half_mse", "huber"}) {
    CAPTURE(std::string(loss));
    nn::Trainer t = trainer(config(network("tanh", {12}), loss, "adam", 0.02F), set);
    nn::train(t, 4000);
    nn::Workspace work;
    CHECK(nn::test_metrics(t, work).loss < 0.02);  // the values' own variance is about 2
    CHECK(nn::test_metrics(t, work).accuracy == 0.0);
  }
}

TEST_CASE("a learning rate beyond reason is reported as divergence at its step, and training stops there") {
  nn::Trainer t = trainer(config(network("relu", {4, 4}), "mse", "sgd", 1e6F), points("rings"));
  const std::int64_t done = nn::train(t, 1000);
  REQUIRE(t.divergence.has_value());
  CHECK(t.divergence->step == done);
  CHECK(t.step == done);
  CHECK(done < 20);
  CHECK(nn::train(t, 10) == 0);
  const nn::Trainer again = trainer(t.config, t.examples);
  CHECK_FALSE(again.divergence.has_value());
}

TEST_CASE("an infinite loss is divergence even while all weights are finite") {
  nn::Trainer t = trainer(config(network("identity", {2}), "mse", "sgd", 0.0F), points("rings"));
  t.params.assign(t.params.size(), 1e15F);  // outputs near 1e30, whose square is beyond float32
  nn::train(t, 1);
  REQUIRE(t.divergence.has_value());
  CHECK(t.divergence->what == nn::Divergence::What::loss);
  CHECK(t.divergence->step == 1);
}

TEST_CASE("a short last batch counts its own examples only") {
  // 7 points in batches of 4: the second batch has 3. With plain gradient descent and no order to draw, the
  // second step must equal the step of a set that holds just those three points.
  nn::Examples seven = points("moons");
  seven.train_count = 7;
  nn::Trainer t = trainer(
      [] {
        nn::TrainerConfig setup = config(network("tanh", {3}), "mse", "sgd", 0.1F);
        setup.batch = 4;
        return setup;
      }(),
      seven);
  nn::train(t, 1);
  CHECK(t.order.next == 4);
  nn::Trainer alone = trainer(t.config, part_of(seven, std::span(t.order.examples).last(3)));
  alone.params = t.params;
  nn::train(t, 1);
  nn::train(alone, 1);
  CHECK(t.params == alone.params);
  CHECK(t.order.epochs_done == 1);
  CHECK(nn::epoch(t) == 1.0);
}

TEST_CASE("an epoch shows every training point once") {
  nn::Examples set = points("rings");
  set.train_count = 23;
  nn::TrainerConfig setup = config(network("tanh", {2}));
  setup.batch = 5;
  nn::Trainer t = trainer(setup, set);
  nn::train(t, 5);
  CHECK(nn::epoch(t) == 1.0);
  std::vector<bool> seen(23, false);
  for (const std::uint32_t example : t.order.examples) seen[example] = true;
  CHECK(std::count(seen.begin(), seen.end(), true) == 23);
  nn::train(t, 1);
  CHECK(nn::epoch(t) == doctest::Approx(1.0 + 5.0 / 23.0));
}

TEST_CASE("unshuffled, every epoch shows the examples in the order they are given in") {
  nn::Examples set = points("rings");
  set.train_count = 23;
  nn::TrainerConfig setup = config(network("tanh", {3}), "mse", "sgd", 0.1F);
  setup.batch = 5;
  setup.is_shuffled = false;
  nn::Trainer t = trainer(setup, set);
  const std::vector<std::uint32_t> order = t.order.examples;
  std::vector<float> params = t.params;
  for (std::size_t step = 0; step < 10; ++step) {  // two epochs, by trainers whose whole set is the batch
    const auto from = std::span(order).subspan(step % 5 * 5);
    nn::Trainer alone = trainer(setup, part_of(set, from.first(std::min<std::size_t>(5, from.size()))));
    alone.params = params;
    nn::train(alone, 1);
    params = alone.params;
  }
  nn::train(t, 10);
  CHECK(t.order.examples == order);
  CHECK(t.params == params);
}

TEST_CASE("live changes keep weights, moments and step") {
  nn::Trainer t = trainer(config(network("tanh", {4, 3})), points("rings"));
  nn::train(t, 10);
  const std::vector<float> params = t.params;
  const std::vector<float> moments = t.moment2;
  nn::set_learning_rate(t, 0.5F);
  nn::set_activations(t, network("relu", {4, 3}));
  nn::set_batch(t, 3);
  CHECK(t.params == params);
  CHECK(t.moment2 == moments);
  CHECK(t.step == 10);
  CHECK(t.config.network.hidden[1].activation.row->id == "relu");
  nn::train(t, 15);  // the epoch of 25 steps that was begun keeps its batch size
  CHECK(t.order.epochs_done == 1);
  nn::train(t, 1);
  CHECK(t.order.next == 3);
}

TEST_CASE("a snapshot's version tells weights and activations apart, and nothing else") {
  nn::Trainer t = trainer(config(network("tanh", {4})), points("rings"));
  const nn::Snapshot first = nn::snapshot(t);
  CHECK(nn::snapshot(t).version == first.version);
  CHECK(nn::snapshot(trainer(t.config, t.examples)).version == first.version);
  nn::set_activations(t, network("relu", {4}));
  CHECK(nn::snapshot(t).version != first.version);
  nn::set_activations(t, network("tanh", {4}));
  nn::train(t, 1);
  CHECK(nn::snapshot(t).version != first.version);

  // Parameters of the same number and the same values: only the activation differs.
  nn::NetworkSpec gated;
  gated.hidden = {{4, {}, {act::find_vector_activation("glu"), 2}}};
  nn::NetworkSpec maxout;
  maxout.hidden = {{4, {}, {act::find_vector_activation("maxout"), 2}}};
  const nn::Trainer one = trainer(config(gated), points("rings"));
  const nn::Trainer other = trainer(config(maxout), points("rings"));
  CHECK(one.params == other.params);
  CHECK(nn::snapshot(one).version != nn::snapshot(other).version);
}

TEST_CASE("what cannot be trained is refused with a reason") {
  nn::Examples nothing = points("rings");
  nothing.train_count = 0;
  CHECK(nn::make_trainer(config(network("tanh", {4})), nothing).error() ==
        nn::TrainerError::no_training_points);
  CHECK(nn::make_trainer(config(network("tanh", {4, 0})), points("xor")).error() ==
        nn::TrainerError::network_out_of_bounds);
  CHECK(nn::make_trainer(config(network("tanh", {33})), points("xor")).error() ==
        nn::TrainerError::network_out_of_bounds);
  nn::NetworkSpec gated;
  gated.hidden = {{4, {}, {act::find_vector_activation("glu"), 3}}};
  CHECK(nn::make_trainer(config(gated), points("xor")).error() == nn::TrainerError::network_out_of_bounds);
}

TEST_CASE("outputs that cannot learn what the points ask for are refused") {
  const auto error_of = [](int outputs, const char* loss, const nn::Examples& set) {
    nn::NetworkSpec spec = network("tanh", {4});
    spec.outputs = outputs;
    const auto made = nn::make_trainer(config(spec, loss), set);
    return made.ok() ? std::optional<nn::TrainerError>() : made.error();
  };
  constexpr auto kUnfit = nn::TrainerError::outputs_do_not_fit;
  CHECK(error_of(1, "mse", three_blobs()) == kUnfit);
  CHECK(error_of(2, "mse", three_blobs()) == kUnfit);
  CHECK_FALSE(error_of(3, "mse", three_blobs()).has_value());
  CHECK(error_of(1, "softmax_ce", points("moons")) == kUnfit);
  CHECK_FALSE(error_of(2, "softmax_ce", points("moons")).has_value());
  nn::Examples values = points("moons");
  values.values.resize(values.count);
  CHECK(error_of(2, "mse", values) == kUnfit);
  CHECK_FALSE(error_of(1, "mse", values).has_value());
  CHECK(error_of(33, "mse", points("moons")) == nn::TrainerError::network_out_of_bounds);
}

TEST_CASE("metrics have nothing to say about an empty held-out part") {
  nn::Trainer t = trainer(config(network("tanh", {2})), points("xor_table"));
  nn::Workspace work;
  CHECK(nn::train_metrics(t, work).points == 4);
  CHECK(nn::test_metrics(t, work).points == 0);
}
