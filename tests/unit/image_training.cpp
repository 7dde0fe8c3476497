#include "image_training.h"

#include "base/hash.h"
#include "base/rng.h"

namespace lab::test {

namespace {

constexpr std::size_t kSide = 8;

}  // namespace

nn::ImageLayer image_layer(std::string_view kind, int channels, const nn::Window& window,
                           std::string_view activation) {
  nn::ImageLayer layer{nn::find_image_layer(kind), channels, window, {}};
  if (activation.empty()) return layer;
  const act::ActivationRow& row = *act::find_activation(activation);
  layer.activation = act::bind(row, act::default_params(row));
  return layer;
}

nn::Examples bars(std::size_t count, std::uint64_t seed) {
  nn::Examples images{kSide * kSide, count, count, std::vector<float>(kSide * kSide * count), {}, {}};
  base::Rng rng = base::make_rng(seed, 0);
  for (std::size_t k = 0; k < count; ++k) {
    float* const image = &images.inputs[k];  // its pixels are `count` apart
    for (std::size_t at = 0; at < images.units; ++at) image[at * count] = 0.15F * base::normal(rng);
    const std::uint32_t label = base::below(rng, 2);
    const std::size_t length = 4 + base::below(rng, 5);
    const std::size_t line = base::below(rng, kSide);
    const std::size_t start = base::below(rng, static_cast<std::uint32_t>(kSide - length + 1));
    const float brightness = base::uniform(rng, 0.8F, 1.2F);
    for (std::size_t at = start; at < start + length; ++at)
      image[(label == 0 ? line * kSide + at : at * kSide + line) * count] += brightness;
    images.labels.push_back(static_cast<std::uint8_t>(label));
  }
  return images;
}

nn::ImageTrainerConfig image_config(const nn::ConvNetworkSpec& network, std::string_view loss,
                                    std::string_view optimizer, float learning_rate, std::uint64_t seed) {
  nn::ImageTrainerConfig config;
  config.network = network;
  config.loss = nn::find_loss(loss);
  config.optimizer = nn::find_optimizer(optimizer);
  config.init = nn::find_init("he");
  config.learning_rate = learning_rate;
  config.seed = seed;
  return config;
}

std::uint64_t golden_image_run() {
  std::uint64_t hash = base::kHashSeed;
  for (const char* activation : {"relu", "tanh", "gelu"}) {
    const nn::ConvNetworkSpec spec{
        {1, 8, 8},
        {image_layer("conv", 5, {3, 3, 1, 1}, activation), image_layer("max_pool", 0, {3, 3, 2, 0}),
         image_layer("conv", 4, {2, 3, 2, 1}), image_layer("average_pool", 0, {2, 1, 1, 0}, activation),
         image_layer("dense", 6, {}, activation), image_layer("dense", 2, {})}};
    nn::ImageTrainerConfig config = image_config(spec, "softmax_ce", "adam", 0.01F, 3);
    config.batch = 7;  // lanes to pad
    config.is_shuffled = false;
    nn::ImageTrainer trainer = nn::make_image_trainer(config, bars(70, 5)).value();
    nn::train(trainer, 100);
    hash = base::hash_floats(trainer.params, hash);
  }
  return hash;
}

}  // namespace lab::test
