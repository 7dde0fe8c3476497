#include "image_training.h"

#include <algorithm>

#include "base/hash.h"
#include "base/rng.h"

namespace lab::test {

namespace {

constexpr std::size_t kSide = 8;

nn::Batch fill_batch(ImageTrainer& trainer, const LabelledImages& images, std::size_t first,
                     std::size_t count) {
  const nn::Batch batch = nn::prepare_batch(trainer.plan, count, trainer.work);
  for (std::size_t k = 0; k < count; ++k) {
    for (std::size_t i = 0; i < images.pixels; ++i)
      batch.inputs[i * batch.lanes + k] = images.values[(first + k) * images.pixels + i];
    for (std::size_t o = 0; o < trainer.plan.outputs; ++o)
      batch.targets[o * batch.lanes + k] = images.labels[first + k] == o ? 1.0F : 0.0F;
  }
  nn::fill_padding(batch.inputs, images.pixels + trainer.plan.outputs, count);
  return batch;
}

}  // namespace

nn::ImageLayer image_layer(std::string_view kind, int channels, const nn::Window& window,
                           std::string_view activation) {
  nn::ImageLayer layer{nn::find_image_layer(kind), channels, window, {}};
  if (activation.empty()) return layer;
  const act::ActivationRow& row = *act::find_activation(activation);
  layer.activation = act::bind(row, act::default_params(row));
  return layer;
}

LabelledImages bars(std::size_t count, std::uint64_t seed) {
  LabelledImages images;
  images.pixels = kSide * kSide;
  base::Rng rng = base::make_rng(seed, 0);
  for (std::size_t k = 0; k < count; ++k) {
    std::vector<float> image(images.pixels);
    for (float& value : image) value = 0.15F * base::normal(rng);
    const std::size_t label = base::below(rng, 2);
    const std::size_t length = 4 + base::below(rng, 5);
    const std::size_t line = base::below(rng, kSide);
    const std::size_t start = base::below(rng, static_cast<std::uint32_t>(kSide - length + 1));
    const float brightness = base::uniform(rng, 0.8F, 1.2F);
    for (std::size_t at = start; at < start + length; ++at)
      image[label == 0 ? line * kSide + at : at * kSide + line] += brightness;
    images.values.insert(images.values.end(), image.begin(), image.end());
    images.labels.push_back(label);
  }
  return images;
}

ImageTrainer image_trainer(const nn::ConvNetworkSpec& spec, std::string_view loss, std::string_view optimizer,
                           float learning_rate, std::uint64_t seed) {
  ImageTrainer trainer{nn::plan_batches(spec),
                       nn::find_loss(loss),
                       nn::find_optimizer(optimizer),
                       learning_rate,
                       {},
                       {},
                       {},
                       {},
                       {},
                       {}};
  const std::size_t count = trainer.plan.params;
  for (std::vector<float>* array : {&trainer.params, &trainer.gradients, &trainer.moment1, &trainer.moment2})
    array->resize(count);
  nn::initialise(*nn::find_init("he"), trainer.plan, seed, trainer.params);
  return trainer;
}

float train_on(ImageTrainer& trainer, const LabelledImages& images, std::size_t first, std::size_t count) {
  const nn::Batch batch = fill_batch(trainer, images, first, count);
  const float loss =
      nn::backprop(trainer.plan, *trainer.loss, trainer.params, batch, trainer.work, trainer.gradients);
  const nn::Update update{trainer.params.data(),  trainer.gradients.data(), trainer.moment1.data(),
                          trainer.moment2.data(), trainer.params.size(),    trainer.learning_rate};
  trainer.optimizer->update(update, trainer.optimizer->defaults, trainer.state);
  return loss;
}

double accuracy(ImageTrainer& trainer, const LabelledImages& images) {
  std::size_t right = 0;
  for (std::size_t k = 0; k < images.labels.size(); ++k) {
    const nn::Batch batch = fill_batch(trainer, images, k, 1);
    nn::forward(trainer.plan, trainer.params, batch, trainer.work);
    const float* const outputs =
        nn::values_of(trainer.plan, trainer.plan.layers.size() - 1, batch, trainer.work);
    right += (outputs[batch.lanes] > outputs[0] ? 1U : 0U) == images.labels[k] ? 1 : 0;
  }
  return static_cast<double>(right) / static_cast<double>(images.labels.size());
}

std::uint64_t golden_image_run() {
  const LabelledImages images = bars(70, 5);
  std::uint64_t hash = base::kHashSeed;
  for (const char* activation : {"relu", "tanh", "gelu"}) {
    const nn::ConvNetworkSpec spec{
        {1, 8, 8},
        {image_layer("conv", 5, {3, 3, 1, 1}, activation), image_layer("max_pool", 0, {3, 3, 2, 0}),
         image_layer("conv", 4, {2, 3, 2, 1}), image_layer("average_pool", 0, {2, 1, 1, 0}, activation),
         image_layer("dense", 6, {}, activation), image_layer("dense", 2, {})}};
    ImageTrainer trainer = image_trainer(spec, "softmax_ce", "adam", 0.01F, 3);
    // Batches of 7: lanes to pad.
    for (std::size_t step = 0; step < 100; ++step) train_on(trainer, images, step % 10 * 7, 7);
    hash = base::hash_floats(trainer.params, hash);
  }
  return hash;
}

}  // namespace lab::test
