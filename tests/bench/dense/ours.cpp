#include "ours.h"

#include <algorithm>
#include <memory>

#include "nn/backprop.h"
#include "nn/trainer.h"

namespace lab::bench {

namespace {

const char* activation_of(const Workload& work) { return work.is_relu ? "relu" : "tanh"; }
const char* loss_of(const Workload& work) { return work.loss == Loss::squared ? "half_mse" : "softmax_ce"; }

struct Ready {
  nn::NetworkSpec spec;
  nn::BatchPlan plan;
  const nn::LossRow* loss;
  const nn::OptimizerRow* optimizer;
  std::vector<float> params, dparams;
  nn::Batch batch;
  nn::Workspace work;
  nn::OptimizerState state;
  Examples examples;
  std::size_t next = 0;  // of the examples
};

// Of `count` examples with `rows` values each, one after the other, to rows of `lanes`; the last example
// fills them up.
void take(const float* values, std::size_t rows, std::size_t count, std::size_t lanes, float* to) {
  for (std::size_t r = 0; r < rows; ++r, ++values, to += lanes) {
    const float* from = values;
    for (std::size_t k = 0; k < count; ++k, from += rows) to[k] = *from;
    for (std::size_t k = count; k < lanes; ++k) to[k] = to[count - 1];
  }
}

void ready_step(Ready& ready) {
  const nn::Batch& batch = ready.batch;
  const Examples& from = ready.examples;
  take(&from.x[ready.next * from.inputs], from.inputs, batch.examples, batch.lanes, batch.inputs);
  take(&from.t[ready.next * from.outputs], from.outputs, batch.examples, batch.lanes, batch.targets);
  ready.next = (ready.next + batch.examples) % from.count;
  nn::backprop(ready.plan, *ready.loss, ready.params, batch, ready.dparams);
  const nn::Update update{ready.params.data(), ready.dparams.data(), nullptr, nullptr,
                          ready.params.size(), kLearningRate};
  ready.optimizer->update(update, {}, ready.state);
}

}  // namespace

nn::NetworkSpec network_of(const Workload& work, const char* activation) {
  nn::NetworkSpec spec;
  spec.inputs = work.units.front();
  spec.outputs = work.units.back();
  const act::ActivationRow& row = *act::find_activation(activation);
  for (std::size_t l = 1; l + 1 < work.units.size(); ++l)
    spec.hidden.push_back({work.units[l], act::bind(row, act::default_params(row))});
  return spec;
}

Steps our_trainer(const Workload& work, const Examples& examples) {
  nn::Examples rows{examples.inputs, examples.count, examples.count, {}, {}, {}};
  rows.inputs.resize(examples.x.size());
  take(examples.x.data(), examples.inputs, examples.count, examples.count, rows.inputs.data());
  for (const float target : examples.t) rows.labels.push_back(target > 0.0F ? 1 : 0);
  nn::TrainerConfig config;
  config.network = network_of(work, activation_of(work));
  config.loss = nn::find_loss(loss_of(work));
  config.optimizer = nn::find_optimizer("sgd");
  config.init = nn::find_init("xavier");
  config.learning_rate = kLearningRate;
  config.batch = static_cast<int>(work.batch);
  auto trainer = std::make_shared<nn::Trainer>(nn::make_trainer(config, rows).value());
  return [trainer](int times) {
    nn::train(*trainer, times);
    keep(trainer->params.back());
  };
}

Steps our_steps(const Workload& work, const char* activation, const Examples& examples, float scale) {
  auto ready = std::make_shared<Ready>();
  ready->spec = network_of(work, activation);
  ready->plan = nn::plan_batches(ready->spec);
  ready->loss = nn::find_loss(loss_of(work));
  ready->optimizer = nn::find_optimizer("sgd");
  ready->params = make_params(work.units);
  for (float& param : ready->params) param *= scale;
  ready->dparams.resize(ready->params.size());
  ready->batch = nn::prepare_batch(ready->plan, work.batch, ready->work);
  ready->examples = examples;
  return [ready](int times) {
    for (int i = 0; i < times; ++i) ready_step(*ready);
    keep(ready->params.back());
  };
}

Steps our_neurons(const Workload& work, const std::vector<float>& x) {
  struct Grid {
    nn::NetworkSpec spec;
    std::vector<float> params, x, out;
    nn::Workspace work;
  };
  auto grid = std::make_shared<Grid>();
  grid->spec = network_of(work, activation_of(work));
  grid->params = make_params(work.units);
  const std::size_t points = x.size() / 2;
  grid->x.resize(x.size());
  take(x.data(), 2, points, points, grid->x.data());
  std::size_t neurons = 0;
  for (std::size_t l = 1; l < work.units.size(); ++l) neurons += static_cast<std::size_t>(work.units[l]);
  grid->out.resize(neurons * points);
  return [grid](int times) {
    for (int i = 0; i < times; ++i)
      nn::neuron_activations(grid->spec, grid->params, nn::view_inputs(grid->x, 2), grid->out, grid->work);
    keep(grid->out.back());
  };
}

}  // namespace lab::bench
