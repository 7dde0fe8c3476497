// Runs of networks for images: made, observed, gone back and on to the same bits, as those of points.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

#include "data/shapes.h"
#include "image_training.h"
#include "run/run.h"

using namespace lab;
using namespace lab::test;

namespace {

constexpr double kUnhurried = std::numeric_limits<double>::infinity();

run::ImagePlan small_plan(std::uint64_t seed = 1) {
  data::ImageRequest request;
  request.count = 120;
  request.train_share = 0.5;
  request.seed = seed;
  nn::ConvNetworkSpec spec{{1, 28, 28},
                           {image_layer("conv", 3, {5, 5, 2, 2}, "relu"),
                            image_layer("conv", 4, {3, 3, 2, 1}, "relu"), image_layer("dense", 4, {})}};
  nn::ImageTrainerConfig config = image_config(spec, "softmax_ce", "adam", 0.01F, seed);
  config.batch = 16;
  return {{config, {}, {}}, data::make_shapes(request)};
}

run::ImageRun made(run::ImagePlan plan) { return run::make_run(std::move(plan)).value(); }

std::uint64_t hash_of(const run::ImageRun& run) { return nn::weights_hash(run.trainer.params); }

}  // namespace

TEST_CASE("what is seen of a run of pictures is that of its trainer") {
  run::ImageRun run = made(small_plan());
  CHECK(run::work(run, 30, kUnhurried) == 30);
  REQUIRE_FALSE(run::is_behind(run));
  nn::Workspace work;
  CHECK(run.seen.snapshot.step == 30);
  CHECK(run.seen.snapshot.params == run.trainer.params);
  CHECK(run.seen.train.loss == nn::train_metrics(run.trainer, work).loss);
  CHECK(run.seen.test.accuracy == nn::test_metrics(run.trainer, work).accuracy);
  REQUIRE(run.seen.answers.size() == 60);
  std::size_t right = 0;
  for (std::size_t k = 0; k < run.seen.answers.size(); ++k) {
    const nn::Answer& answer = run.seen.answers[k];
    CHECK(answer.share >= 0.25F);
    CHECK(answer.share <= 1.0F);
    if (answer.kind == run.plan.pictures.label[run.plan.pictures.train_count + k]) ++right;
  }
  CHECK(static_cast<double>(right) / 60 == doctest::Approx(run.seen.test.accuracy));
  CHECK(run.first.snapshot.step == 0);
}

TEST_CASE("how the work on pictures is cut into slices changes no bit") {
  run::ImageRun whole = made(small_plan()), sliced = made(small_plan());
  run::work(whole, 120, kUnhurried);
  std::int64_t done = 0;
  for (int i = 0; i < 100000 && done < 120; ++i)
    done += run::work(sliced, std::min<std::int64_t>(3, 120 - done), 0);
  while (run::is_behind(sliced)) run::work(sliced, 0, 0);
  CHECK(done == 120);
  CHECK(hash_of(sliced) == hash_of(whole));
  CHECK(sliced.seen.test.loss == whole.seen.test.loss);
  REQUIRE(sliced.history.records.size() == whole.history.records.size());
  CHECK(sliced.history.records.size() == 3);  // 0, 50, 100
  CHECK(sliced.history.records.back().test_loss == whole.history.records.back().test_loss);
}

TEST_CASE("a run of pictures comes back to any step and goes on to the same weights") {
  run::ImageRun run = made(small_plan());
  std::vector<std::uint64_t> hashes;
  for (int step = 0; step <= 60; ++step) {
    hashes.push_back(hash_of(run));
    run::work(run, 1, kUnhurried);
  }
  for (const std::int64_t step : {0, 1, 17, 59, 33}) {
    CAPTURE(step);
    run::come_near(run, step);
    CHECK(run.trainer.step <= step);
    run::work(run, step - run.trainer.step, kUnhurried);
    CHECK(hash_of(run) == hashes[static_cast<std::size_t>(step)]);
  }
}

TEST_CASE("a course changes a run of pictures where it says, and the same again after going back") {
  run::ImagePlan plan = small_plan();
  nn::ImageTrainerConfig later = plan.course.config;
  later.learning_rate = 0.002F;
  later.network.layers[1].activation = image_layer("conv", 4, {3, 3, 2, 1}, "tanh").activation;
  plan.course.changes.push_back({20, later, {}});
  run::HandSets sets;
  sets.ones = {{0, 0.5F}};
  plan.course.changes.push_back({30, later, sets});
  run::ImageRun changed = made(plan), unchanged = made(small_plan());
  run::work(changed, 20, kUnhurried);
  run::work(unchanged, 20, kUnhurried);
  CHECK(hash_of(changed) == hash_of(unchanged));
  run::work(changed, 10, kUnhurried);
  run::work(unchanged, 10, kUnhurried);
  CHECK(hash_of(changed) != hash_of(unchanged));
  CHECK(changed.trainer.params[0] == 0.5F);
  run::work(changed, 15, kUnhurried);
  const std::uint64_t at_the_end = hash_of(changed);
  run::come_near(changed, 12);
  run::work(changed, 45 - changed.trainer.step, kUnhurried);
  CHECK(hash_of(changed) == at_the_end);
}

TEST_CASE("a run of pictures stops where its rule says") {
  run::ImageRun run = made(small_plan());
  run::stop_by(run, {0, 100, 0, 0});
  CHECK(run::work(run, 500, kUnhurried) == 100);
  CHECK(run.stopped->step == 100);
}

TEST_CASE("pictures that a network cannot learn are refused, and nothing is made") {
  run::ImagePlan plan = small_plan();
  plan.course.config.network.layers.back().channels = 3;  // of four kinds
  CHECK(run::make_run(plan).error() == nn::TrainerError::outputs_do_not_fit);
  CHECK_FALSE(run::is_made(run::ImageRun{}));
}
