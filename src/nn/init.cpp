#include "nn/init.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "act/gain.h"
#include "base/math.h"
#include "base/rows.h"

namespace lab::nn {

namespace {

constexpr std::uint64_t kInitStream = 0x696e6974;  // "init"

using Layer = InitRow::Layer;

float no_scale(const Layer&) { return 0.0F; }
float chosen_scale(const Layer& layer) { return layer.deviation; }
float unit_scale(const Layer&) { return 1.0F; }
float xavier_limit(const Layer& layer) { return base::sqrt(6.0F / (layer.fan_in + layer.fan_out)); }
float xavier_deviation(const Layer& layer) { return base::sqrt(2.0F / (layer.fan_in + layer.fan_out)); }
float he_limit(const Layer& layer) { return base::sqrt(6.0F / layer.fan_in); }
float he_deviation(const Layer& layer) { return base::sqrt(2.0F / layer.fan_in); }
float lecun_limit(const Layer& layer) { return base::sqrt(3.0F / layer.fan_in); }
float lecun_deviation(const Layer& layer) { return base::sqrt(1.0F / layer.fan_in); }
float preserving_deviation(const Layer& layer) { return layer.gain_below / base::sqrt(layer.fan_in); }

void fill_zero(base::Rng&, float, std::size_t, std::size_t, std::span<float> weights) {
  std::fill(weights.begin(), weights.end(), 0.0F);
}

void fill_uniform(base::Rng& rng, float limit, std::size_t, std::size_t, std::span<float> weights) {
  for (float& weight : weights) weight = base::uniform(rng, -limit, limit);
}

void fill_normal(base::Rng& rng, float deviation, std::size_t, std::size_t, std::span<float> weights) {
  for (float& weight : weights) weight = deviation * base::normal(rng);
}

// Takes from `vector` what it has of the unit vectors before it. Twice: once leaves the rounding errors of a
// nearly parallel start (Giraud et al. 2005).
void make_orthogonal(std::vector<double>& vector, std::span<const std::vector<double>> before) {
  for (int round = 0; round < 2; ++round) {
    for (const std::vector<double>& unit : before) {
      double product = 0.0;
      for (std::size_t i = 0; i < vector.size(); ++i) product += unit[i] * vector[i];
      for (std::size_t i = 0; i < vector.size(); ++i) vector[i] -= product * unit[i];
    }
  }
}

// The Q of a normal matrix's QR decomposition with a positive diagonal of R, by Gram and Schmidt: evenly
// distributed among all of its kind (Mezzadri 2007). The shorter side is orthonormal.
void fill_orthogonal(base::Rng& rng, float scale, std::size_t rows, std::size_t columns,
                     std::span<float> weights) {
  const bool rows_are_shorter = rows <= columns;
  std::vector<std::vector<double>> units;
  for (std::size_t k = 0; k < std::min(rows, columns); ++k) {
    std::vector<double> vector(std::max(rows, columns));
    for (double& value : vector) value = static_cast<double>(base::normal(rng));
    make_orthogonal(vector, units);
    double squares = 0.0;
    for (const double value : vector) squares += value * value;
    for (std::size_t i = 0; i < vector.size(); ++i) {
      vector[i] /= std::sqrt(squares);
      weights[rows_are_shorter ? k * columns + i : i * columns + k] = scale * static_cast<float>(vector[i]);
    }
    units.push_back(std::move(vector));
  }
}

constexpr std::array<InitRow, 10> kInits{{
    {"xavier", xavier_limit, fill_uniform},
    {"xavier_normal", xavier_deviation, fill_normal},
    {"he", he_limit, fill_uniform},
    {"he_normal", he_deviation, fill_normal},
    {"lecun", lecun_limit, fill_uniform},
    {"lecun_normal", lecun_deviation, fill_normal},
    {"preserving", preserving_deviation, fill_normal},
    {"orthogonal", unit_scale, fill_orthogonal},
    {"normal", chosen_scale, fill_normal},
    {"zero", no_scale, fill_zero},
}};

float gain_of(const LayerShape& layer) {
  if (layer.vector != nullptr) return variance_gain(*layer.vector, layer.out);
  return layer.activation == nullptr ? 1.0F : variance_gain(*layer.activation);
}

}  // namespace

std::span<const InitRow> inits() { return kInits; }

const InitRow* find_init(std::string_view id) { return base::find_row(kInits, id, &InitRow::id); }

void initialise(const InitRow& init, const NetworkSpec& spec, std::uint64_t seed, std::span<float> params,
                float deviation) {
  base::Rng rng = base::make_rng(seed, kInitStream);
  std::fill(params.begin(), params.end(), 0.0F);
  const bool wants_gain = init.scale == preserving_deviation;
  float gain_below = 1.0F;
  for (const LayerShape& layer : layer_shapes(spec)) {
    const float scale = init.scale(
        {static_cast<float>(layer.in), static_cast<float>(layer.pre_activations), gain_below, deviation});
    init.fill(rng, scale, static_cast<std::size_t>(layer.pre_activations), static_cast<std::size_t>(layer.in),
              params.subspan(layer.weights, layer.biases - layer.weights));
    const auto rows = static_cast<std::size_t>(layer.pre_activations);
    if (layer.norm != nullptr) std::fill_n(&params[layer.gamma], rows, 1.0F);
    if (float* const statistics = statistics_of(layer, params.data()); statistics != nullptr)
      std::fill_n(statistics + rows, rows, 1.0F);  // the running variance
    if (wants_gain) gain_below = gain_of(layer);
  }
}

}  // namespace lab::nn
