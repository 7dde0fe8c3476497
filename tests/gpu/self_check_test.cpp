#include "gpu/self_check.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "act/typed_activation.h"
#include "nn/trainer.h"
#include "pictures.h"

using namespace lab;
using gpu_test::make_snapshot;

namespace {

constexpr int kGrid = 64;
constexpr data::PlaneRange kPlane{-3.0F, 3.0F};

}  // namespace

TEST_CASE("the shader computes what the core computes, for every activation of the catalogue") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  for (const act::ActivationRow& row : act::activations()) {
    CAPTURE(std::string(row.id));
    // e to the power of e^x overflows: then the core is infinite and the shader is not.
    const bool explodes = row.id == "exponential";
    const nn::Snapshot snapshot =
        make_snapshot(explodes ? std::vector<int>{8} : std::vector<int>{8, 8}, row.id, 7);
    // What the program promises;
    // both are float32 and differ in the order of sums and in the last bits of exp.
    CHECK(gpu::max_shader_error(heatmap, snapshot, kPlane, kGrid) <= 1e-4F);
  }
}

TEST_CASE("the shader computes batch-normalised layers as the core predicts them") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  nn::TrainerConfig config;
  const act::ActivationRow& tanh = *act::find_activation("tanh");
  for (const int units : {8, 5})
    config.network.hidden.push_back({units, act::bind(tanh, {}), {}, 0.0F, nn::find_norm("batch_norm")});
  config.loss = nn::find_loss("bce_logits");
  config.optimizer = nn::find_optimizer("adam");
  config.init = nn::find_init("xavier");
  nn::Trainer trainer =
      nn::make_trainer(config, nn::examples_of(data::find_dataset("moons")->generate({}))).value();
  nn::train(trainer, 200);  // so that γ, β and the statistics are none of 0 and 1
  CHECK(gpu::max_shader_error(heatmap, nn::snapshot(trainer), kPlane, kGrid) <= 1e-4F);
}

TEST_CASE(
    "the shader computes layer-normalised networks as the core does, in one pass and layer after layer") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  // Of {1} the variance is 0: what is left is β. {17, 15} is just too large for one pass.
  const std::vector<std::vector<int>> shapes{{1},
                                             {2},
                                             {3},
                                             {4},
                                             {5, 7},
                                             {7, 1, 6},
                                             {32},
                                             {17, 15},
                                             {3, 32, 5, 31},
                                             {9, 9, 9, 9, 9},
                                             {5, 6, 7, 8, 9, 10},
                                             {11, 13, 11, 13, 11, 13, 11},
                                             {4, 4, 4, 4, 4, 4, 4, 4},
                                             {31, 29, 27, 25, 23, 21, 19, 17},
                                             {32, 32, 32, 32, 32, 32, 32, 32}};
  constexpr std::array<const char*, 3> kActivations = {"tanh", "relu", "gelu"};
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    CAPTURE(shapes[i].size());
    CAPTURE(shapes[i].front());
    const nn::Snapshot snapshot = make_snapshot(shapes[i], kActivations[i % 3], 11, {"layer_norm"});
    // What the program promises. Where the sums of a layer are nearly equal, their rounding is divided by as
    // little as √ε = 0.003; half of the promise was the worst seen.
    CHECK(gpu::max_shader_error(heatmap, snapshot, kPlane, kGrid) <= 1e-4F);
  }
}

TEST_CASE("the shader computes trained layer-normalised networks as the core predicts them") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  const act::ActivationRow& tanh = *act::find_activation("tanh");
  for (const int layers : {1, 2, 4, 8}) {
    CAPTURE(layers);
    nn::TrainerConfig config;
    for (int l = 0; l < layers; ++l)
      config.network.hidden.push_back({7, act::bind(tanh, {}), {}, 0.0F, nn::find_norm("layer_norm")});
    config.loss = nn::find_loss("bce_logits");
    config.optimizer = nn::find_optimizer("adam");
    config.init = nn::find_init("xavier");
    nn::Trainer trainer =
        nn::make_trainer(config, nn::examples_of(data::find_dataset("moons")->generate({}))).value();
    nn::train(trainer, 200);
    CHECK(gpu::max_shader_error(heatmap, nn::snapshot(trainer), kPlane, kGrid) <= 1e-4F);
  }
}

TEST_CASE("layers of one network may be normalised layer-wise, batch-wise and not at all") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  for (const int units : {5, 21}) {  // in one pass, and layer after layer
    CAPTURE(units);
    const nn::Snapshot snapshot =
        make_snapshot({units, units, units}, "tanh", 5, {"", "layer_norm", "batch_norm"});
    CHECK(gpu::max_shader_error(heatmap, snapshot, kPlane, kGrid) <= 1e-4F);
  }
}

TEST_CASE("the shader computes every activation on [−8, 8] as the core does") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  for (const act::ActivationRow& row : act::activations()) {
    CAPTURE(std::string(row.id));
    // One unit whose input x1 + x2/64 takes 4096 values, all exact in float32 and none of them a kink.
    nn::Snapshot snapshot = make_snapshot({1}, row.id, 1);
    snapshot.params = {1.0F, 1.0F / 64.0F, 0.0F, 1.0F, 0.0F};
    CHECK(gpu::max_shader_error(heatmap, snapshot, {-8.0F, 8.0F}, kGrid) <= 1e-4F);
  }
}

TEST_CASE("the shader computes every function of the formula language on [−8, 8] as the core does") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  for (const char* formula :
       {"abs(x)",     "sign(x)",     "floor(x)",   "step(x)",       "relu(x)",      "exp(x)",   "expm1(x)",
        "log(9+x)",   "log1p(x/9)",  "sqrt(9+x)",  "sin(x)",        "cos(x)",       "tan(x/9)", "sinc(x)",
        "asin(x/9)",  "acos(x/9)",   "atan(x)",    "sinh(x)",       "cosh(x)",      "tanh(x)",  "asinh(x)",
        "sigmoid(x)", "softplus(x)", "erf(x)",     "erfc(x)",       "gauss(x)",     "min(x,1)", "max(x,-1)",
        "x^3",        "x/(1+x^2)",   "abs(x)^1.5", "x<0 ? x/2 : x", "(x>1)+(x<=-1)"}) {
    CAPTURE(formula);
    nn::Snapshot snapshot = make_snapshot({1}, "tanh", 1);
    snapshot.network.hidden[0].activation = *act::typed_activation("own1", formula);
    snapshot.params = {1.0F, 1.0F / 64.0F, 0.0F, 1.0F, 0.0F};  // as above
    CHECK(gpu::max_shader_error(heatmap, snapshot, {-8.0F, 8.0F}, kGrid) <= 1e-4F);
  }
}

TEST_CASE("the shader computes what the core computes, however the network is shaped") {
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  const std::vector<std::vector<int>> shapes{{},
                                             {1},
                                             {2, 3},
                                             {4},
                                             {5, 4},
                                             {7, 1, 6},
                                             {32},
                                             {16, 16},
                                             {16, 16, 16},
                                             {3, 32, 5, 31},
                                             {4, 4, 4, 4, 4, 4, 4, 4}};
  for (const std::vector<int>& shape : shapes) {
    CAPTURE(shape.size());
    const nn::Snapshot snapshot = make_snapshot(shape, "tanh", 11);
    CHECK(gpu::max_shader_error(heatmap, snapshot, kPlane, kGrid) <= 1e-4F);
  }
}

TEST_CASE("each layer has its own activation and its own parameters") {
  nn::Snapshot snapshot = make_snapshot({5, 6, 4}, "tanh", 3);
  const act::ActivationRow& elu = *act::find_activation("elu");
  const act::ActivationRow& leaky = *act::find_activation("leaky_relu");
  snapshot.network.hidden[0].activation = act::bind(elu, {0.3F, 0.0F, 0.0F});
  snapshot.network.hidden[1].activation = act::bind(elu, {2.0F, 0.0F, 0.0F});
  snapshot.network.hidden[2].activation = act::bind(leaky, {0.25F, 0.0F, 0.0F});
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  CHECK(gpu::max_shader_error(heatmap, snapshot, kPlane, kGrid) <= 1e-4F);
}

// What the checks above rely on: values follow the weights.
TEST_CASE("a weight changed by a hundredth shows in the values read back") {
  const nn::Snapshot right = make_snapshot({4}, "tanh", 5);
  nn::Snapshot wrong = right;
  wrong.params[0] += 0.01F;
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  const std::vector<float> a = heatmap.read_values(gpu_test::make_request(right), 1, 0, 8);
  const std::vector<float> b = heatmap.read_values(gpu_test::make_request(wrong), 1, 0, 8);
  REQUIRE(a.size() == 64);
  float worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::abs(a[i] - b[i]));
  CHECK(worst > 1e-4F);
}
