// Initial weights, drawn layer after layer; biases are zero, γ of a normalised layer 1 and its β 0.
//
//   zero            0: all units of a layer stay alike for ever, which is the lesson
//   normal          N(0, σ²), σ chosen
//   xavier          U(±√(6/(in+out))), xavier_normal N(0, 2/(in+out))    Glorot & Bengio 2010
//   he              U(±√(6/in)),       he_normal     N(0, 2/in)          He et al. 2015, for rectifiers
//   lecun           U(±√(3/in)),       lecun_normal  N(0, 1/in)          LeCun et al. 1998
//   orthogonal      a random matrix with orthonormal rows or columns     Saxe et al. 2014
//   preserving      N(0, gain²/in), gain that of the activation below    Kumar 2017, see act/gain.h
//
// in and out are the layer's fan-in and its number of pre-activations.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/rng.h"
#include "nn/network.h"

namespace lab::nn {

struct InitRow {
  std::string_view id;  // the word in a link; its name is the text "init.<id>"
  // What the weights are multiplied by: half the width of a uniform law, the deviation of a normal one.
  struct Layer {
    float fan_in = 1.0F;
    float fan_out = 1.0F;
    float gain_below = 1.0F;  // variance_gain() of the activation below; of the inputs 1
    float deviation = 0.0F;   // the σ that was chosen
  };
  float (*scale)(const Layer&);
  // Fills a matrix (rows, columns) of the law at scale 1, times `scale`.
  void (*fill)(base::Rng&, float scale, std::size_t rows, std::size_t columns, std::span<float> weights);
};

std::span<const InitRow> inits();
const InitRow* find_init(std::string_view id);  // nullptr when there is none

inline constexpr float kInitDeviation = 0.1F;  // σ when none is chosen

// Fills `params` (param_count of the spec) from `seed`, layer after layer, weights row after row.
void initialise(const InitRow&, const NetworkSpec&, std::uint64_t seed, std::span<float> params,
                float deviation = kInitDeviation);

}  // namespace lab::nn
