// One picture through networks of random shapes, forward and back, against the oracle.
#include "nn/conv/image_trace.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/rng.h"
#include "image_training.h"
#include "oracle/reference_conv.h"
#include "textbook.h"

using namespace lab;
using namespace lab::test;
using oracle::Dual;

namespace {

int between(base::Rng& rng, int low, int high) {
  return low + static_cast<int>(base::below(rng, static_cast<std::uint32_t>(high - low + 1)));
}

nn::ImageLayer random_layer(base::Rng& rng) {
  const char* const kKinds[] = {"conv", "conv", "max_pool", "average_pool"};
  const char* const kActivations[] = {"", "relu", "tanh", "sigmoid"};
  const char* const kind = kKinds[base::below(rng, 4)];
  const bool may_pad = std::string_view(kind) == "conv";
  nn::Window window{between(rng, 1, 4), between(rng, 1, 4), between(rng, 1, 3), 0};
  if (may_pad) window.padding = between(rng, 0, 2);
  return image_layer(kind, between(rng, 1, 4), window, kActivations[base::below(rng, 4)]);
}

// One to three layers whose windows fit, and a dense one of three outputs.
nn::ConvNetworkSpec random_network(base::Rng& rng) {
  for (;;) {
    nn::ConvNetworkSpec spec{{between(rng, 1, 3), between(rng, 3, 9), between(rng, 3, 9)}, {}};
    for (int left = between(rng, 1, 3); left > 0; --left) spec.layers.push_back(random_layer(rng));
    spec.layers.push_back(image_layer("dense", 3, {}));
    if (nn::is_within_bounds(spec)) return spec;
  }
}

struct Case {
  nn::ConvNetworkSpec spec;
  nn::ConvPlan plan;
  std::vector<float> params;
  std::vector<double> picture;
  std::size_t label = 0;
};

Case random_case(base::Rng& rng) {
  Case c;
  c.spec = random_network(rng);
  c.plan = nn::plan_batches(c.spec);
  for (std::size_t i = 0; i < c.plan.params; ++i) c.params.push_back(base::uniform(rng, -0.7F, 0.7F));
  for (std::size_t i = 0; i < nn::units_of(c.plan.input); ++i)
    c.picture.push_back(static_cast<double>(base::uniform(rng, -1.0F, 1.0F)));
  c.label = base::below(rng, 3);
  return c;
}

Dual loss_of(const std::vector<Dual>& outputs, std::size_t label) {
  Dual sum = 0.0;
  for (const Dual& output : outputs) sum = sum + exp(output);
  return log(sum) - outputs[label];
}

// The loss of what follows after `layers` layers have made `map`, by its value at `at`.
Dual loss_after(const Case& c, std::size_t layers, const std::vector<double>& map, std::size_t at) {
  std::vector<Dual> values(map.begin(), map.end());
  if (at < values.size()) values[at].slope = 1;
  const std::vector<Dual> params(c.params.begin(), c.params.end());
  nn::ConvNetworkSpec rest{
      c.plan.input, {c.spec.layers.begin() + static_cast<std::ptrdiff_t>(layers), c.spec.layers.end()}};
  std::size_t used = 0;
  if (layers > 0) rest.input = c.plan.layers[layers - 1].out;
  for (std::size_t l = 0; l < layers; ++l) {
    if (c.spec.layers[l].kind->has_params)
      used = c.plan.layers[l].params + c.plan.layers[l].kernels +
             static_cast<std::size_t>(c.plan.layers[l].spec.channels);
  }
  if (rest.layers.empty()) return loss_of(values, c.label);
  return loss_of(oracle::outputs(rest, std::span<const Dual>(params).subspan(used), values, textbook),
                 c.label);
}

nn::ImageTrace traced(const Case& c) {
  nn::ImageTrace trace = nn::trace_image(c.plan, c.params, c.picture);
  const nn::ClassLoss loss = nn::class_loss(trace.layers.back().output, c.label);
  nn::trace_back(c.plan, c.params, loss.slopes, trace);
  return trace;
}

bool is_near(double a, double b, double scale) { return std::fabs(a - b) <= 1e-9 * (1 + std::fabs(scale)); }

}  // namespace

TEST_CASE("of 200 networks of random shapes outputs, loss and all slopes are the oracle's") {
  base::Rng rng = base::make_rng(21, 0);
  for (int i = 0; i < 200; ++i) {
    const Case c = random_case(rng);
    const nn::ImageTrace trace = traced(c);
    const nn::ClassLoss loss = nn::class_loss(trace.layers.back().output, c.label);
    REQUIRE(loss.loss == doctest::Approx(loss_after(c, 0, c.picture, c.picture.size()).value).epsilon(1e-9));
    REQUIRE(loss.shares[0] + loss.shares[1] + loss.shares[2] == doctest::Approx(1));
    for (std::size_t at = 0; at < c.picture.size(); at += 1 + base::below(rng, 9)) {
      const double expected = loss_after(c, 0, c.picture, at).slope;
      REQUIRE(is_near(trace.picture_slope[at], expected, expected));
    }
  }
}

TEST_CASE("1,000 random pixels are explained: window, products, sum, f of it, and what comes back times f′") {
  base::Rng rng = base::make_rng(22, 0);
  for (int i = 0; i < 100; ++i) {
    const Case c = random_case(rng);
    const nn::ImageTrace trace = traced(c);
    for (int k = 0; k < 10; ++k) {
      const std::size_t layer = base::below(rng, static_cast<std::uint32_t>(c.plan.layers.size()));
      const nn::PlannedLayer& planned = c.plan.layers[layer];
      const nn::Pixel pixel{between(rng, 0, planned.out.channels - 1),
                            between(rng, 0, planned.out.height - 1), between(rng, 0, planned.out.width - 1)};
      const nn::PixelTrace found = nn::trace_pixel(c.plan, c.params, trace, layer, pixel);
      const auto at = static_cast<std::size_t>(
          (pixel.channel * planned.out.height + pixel.row) * planned.out.width + pixel.column);

      // The map itself, by the oracle's loops.
      const nn::ImageSize& in = planned.in;
      const oracle::Image<double> below{in.channels, in.height, in.width,
                                        layer == 0 ? c.picture : trace.layers[layer - 1].output};
      const std::vector<double> params(c.params.begin(), c.params.end());
      oracle::Image<double> map =
          planned.spec.kind->has_params
              ? oracle::convolution(below, std::span<const double>(params).subspan(planned.params),
                                    planned.spec.channels, planned.spec.window)
              : oracle::pooled(below, planned.spec.window, planned.spec.kind->id == "max_pool");
      REQUIRE(is_near(found.sum, map.values[at], map.values[at]));
      double sum = found.bias;
      for (const nn::WindowTerm& term : found.window) {
        REQUIRE(term.product == term.weight * term.value);
        const nn::Pixel& from = term.from;
        REQUIRE(term.value == below.seen(from.channel, from.row, from.column));
        sum += term.product;
      }
      REQUIRE(is_near(sum, found.sum, found.sum));
      const Dual f = planned.spec.activation.row == nullptr ? Dual(found.sum)
                                                            : textbook(planned.spec.activation, found.sum);
      REQUIRE(is_near(found.output, f.value, f.value));

      // The way back, by dual numbers through what comes after.
      const double arriving = loss_after(c, layer + 1, trace.layers[layer].output, at).slope;
      REQUIRE(is_near(found.arriving, arriving, arriving));
      REQUIRE(found.delta == found.arriving * found.slope);
      if (layer + 1 == c.plan.layers.size()) continue;
      double back = 0;
      for (const nn::BackTerm& term : found.back) back += term.product;
      REQUIRE(is_near(back, found.arriving, found.arriving));
    }
  }
}

TEST_CASE("what is read of a picture is what training computes of it") {
  base::Rng rng = base::make_rng(23, 0);
  for (int i = 0; i < 200; ++i) {
    const Case c = random_case(rng);
    nn::Workspace work;
    const nn::Batch batch = nn::prepare_batch(c.plan, 1, work);
    for (std::size_t p = 0; p < c.picture.size(); ++p)
      batch.inputs[p * batch.lanes] = static_cast<float>(c.picture[p]);
    for (std::size_t o = 0; o < c.plan.outputs; ++o)
      batch.targets[o * batch.lanes] = o == c.label ? 1.0F : 0.0F;
    nn::fill_padding(batch.inputs, c.picture.size() + c.plan.outputs, 1);
    nn::forward(c.plan, c.params, batch, work);
    const nn::ImageTrace trace = traced(c);
    for (std::size_t l = 0; l < c.plan.layers.size(); ++l) {
      const float* const sums = nn::pre_activations_of(c.plan, l, batch, work);
      const float* const values = nn::values_of(c.plan, l, batch, work);
      for (std::size_t u = 0; u < trace.layers[l].sum.size(); ++u) {
        const double z = static_cast<double>(sums[u * batch.lanes]),
                     a = static_cast<double>(values[u * batch.lanes]);
        REQUIRE(std::fabs(z - trace.layers[l].sum[u]) <= 1e-4 * (1 + std::fabs(z)));
        REQUIRE(std::fabs(a - trace.layers[l].output[u]) <= 1e-4 * (1 + std::fabs(a)));
      }
    }
    std::vector<float> gradients(c.plan.params);
    const float loss = nn::backprop(c.plan, *nn::find_loss("softmax_ce"), c.params, batch, work, gradients);
    REQUIRE(static_cast<double>(loss) ==
            doctest::Approx(nn::class_loss(trace.layers.back().output, c.label).loss).epsilon(1e-4));
    // A bias's gradient is the sum of δ over its channel.
    for (std::size_t l = 0; l < c.plan.layers.size(); ++l) {
      const nn::PlannedLayer& planned = c.plan.layers[l];
      if (!planned.spec.kind->has_params) continue;
      const std::size_t pixels = nn::pixels_of(planned.out);
      for (std::size_t o = 0; o < static_cast<std::size_t>(planned.spec.channels); ++o) {
        double sum = 0, size = 0;
        for (std::size_t p = 0; p < pixels; ++p) {
          sum += trace.layers[l].delta[o * pixels + p];
          size += std::fabs(trace.layers[l].delta[o * pixels + p]);
        }
        REQUIRE(std::fabs(sum - static_cast<double>(gradients[planned.params + planned.kernels + o])) <=
                1e-4 * (size + 1e-2));
      }
    }
  }
}
