#include "app/image_plan.h"

#include "app/activations.h"
#include "app/course_parts.h"
#include "data/shapes.h"

namespace lab::app {

namespace {

constexpr nn::Window kPool{2, 2, 2, 0};

nn::Window kernel_of(const Scenario& scenario) {
  const int size = scenario.kernel.front() - '0';
  return {size, size, scenario.stride, scenario.pad == "same" ? size / 2 : 0};
}

const nn::ImageLayerRow* pool_of(const Scenario& scenario) {
  return scenario.pool == "none" ? nullptr : nn::find_image_layer(scenario.pool + "_pool");
}

bool pools_first(const Scenario& scenario) { return scenario.order == "pool_act"; }

act::Activation activation_of_block(const Scenario& scenario, std::size_t block) {
  const auto exception = scenario.act.layers.find(static_cast<int>(block) + 1);
  return activation_of(
      scenario, exception == scenario.act.layers.end() ? scenario.act.curves.front() : exception->second);
}

nn::ImageTrainerConfig trainer_config(const Scenario& scenario) {
  nn::ImageTrainerConfig config;
  config.network = image_network(scenario);
  config.loss = nn::find_loss("softmax_ce");
  set_training(config, scenario);
  return config;
}

data::ImageSet make_pictures(const Scenario& scenario) {
  return data::make_shapes(
      {static_cast<std::size_t>(scenario.points), scenario.split, scenario.noise, data_seed(scenario)});
}

}  // namespace

nn::ConvNetworkSpec image_network(const Scenario& scenario) {
  constexpr int kSide = static_cast<int>(data::kShapeSide);
  nn::ConvNetworkSpec spec{{1, kSide, kSide}, {}};
  const nn::ImageLayerRow* const pool = pool_of(scenario);
  for (std::size_t b = 0; b < scenario.conv.size(); ++b) {
    const act::Activation f = activation_of_block(scenario, b);
    const bool is_on_pool = pool != nullptr && pools_first(scenario);
    spec.layers.push_back({nn::find_image_layer("conv"), scenario.conv[b], kernel_of(scenario),
                           is_on_pool ? act::Activation{} : f});
    if (pool != nullptr) spec.layers.push_back({pool, 0, kPool, is_on_pool ? f : act::Activation{}});
  }
  spec.layers.push_back({nn::find_image_layer("dense"), static_cast<int>(data::kShapeKinds), {}, {}});
  return spec;
}

std::vector<BlockLayers> block_layers(const Scenario& scenario) {
  std::vector<BlockLayers> blocks;
  const bool has_pool = pool_of(scenario) != nullptr;
  for (std::size_t b = 0; b < scenario.conv.size(); ++b) {
    const std::size_t first = b * (has_pool ? 2 : 1);
    BlockLayers block{first, first, std::nullopt};
    if (has_pool) block.pooling = first + 1;
    if (has_pool && pools_first(scenario)) block.activation = first + 1;
    blocks.push_back(block);
  }
  return blocks;
}

std::optional<Notice> image_misfit(const Scenario& scenario) {
  const auto sized = [](const nn::ImageSize& size) {
    return std::to_string(size.height) + "×" + std::to_string(size.width);
  };
  const nn::ConvNetworkSpec spec = image_network(scenario);
  nn::ImageSize size = spec.input;
  std::size_t block = 0;
  for (const nn::ImageLayer& layer : spec.layers) {
    if (layer.kind->sees_whole_image) break;
    if (layer.kind->has_params) ++block;
    if (!nn::fits(size, layer.window))
      return Notice{
          layer.kind->has_params ? "image.misfit_kernel" : "image.misfit_pool",
          {std::to_string(block), sized({1, layer.window.height, layer.window.width}), sized(size)}};
    size = nn::windowed(size, layer.window, layer.kind->has_params ? layer.channels : size.channels);
  }
  return std::nullopt;
}

std::optional<std::uint32_t> param_of(const nn::ConvNetworkSpec& network, const WeightPlace& place) {
  if (!nn::is_within_bounds(network)) return std::nullopt;
  int number = 0;
  for (const nn::PlannedLayer& layer : nn::plan_batches(network).layers) {
    if (!layer.spec.kind->has_params || ++number != place.layer) continue;
    const int inputs = static_cast<int>(layer.kernels) / layer.spec.channels;
    if (place.unit < 1 || place.unit > layer.spec.channels || place.input < 0 || place.input > inputs)
      return std::nullopt;
    const int unit = place.unit - 1;
    const std::size_t at = place.input == 0 ? layer.kernels + static_cast<std::size_t>(unit)
                                            : static_cast<std::size_t>(unit * inputs + place.input - 1);
    return static_cast<std::uint32_t>(layer.params + at);
  }
  return std::nullopt;
}

std::vector<std::uint32_t> weights_and_biases(const nn::ConvNetworkSpec& network) {
  std::vector<std::uint32_t> all;
  if (!nn::is_within_bounds(network)) return all;
  for (std::size_t at = 0; at < nn::plan_batches(network).params; ++at)
    all.push_back(static_cast<std::uint32_t>(at));
  return all;
}

run::ImageCourse image_course_of(const Scenario& scenario) {
  return course_with<nn::ConvNetworkSpec>(scenario, trainer_config);
}

run::ImagePlan image_plan_of(const Scenario& scenario) {
  return {image_course_of(scenario), make_pictures(scenario)};
}

}  // namespace lab::app
