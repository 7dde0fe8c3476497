// Initial weights: uniform in [−limit, limit], the limit chosen from the layer's fan-in and fan-out. Biases
// are zero.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "nn/network.h"

namespace lab::nn {

struct InitRow {
  std::string_view id;  // the word in a link; its name is the text "init.<id>"
  float (*limit)(float fan_in, float fan_out);
  std::string_view source;
};

// The uniform variants. "xavier": √(6/(in+out)), keeps variance of signal and gradient; "he": √(6/in), for
// rectifiers; "lecun": √(3/in), variance 1/in.
std::span<const InitRow> inits();
const InitRow* find_init(std::string_view id);  // nullptr when there is none

// Fills `params` (param_count of the spec) from `seed`, layer after layer, weights row after row.
void initialise(const InitRow&, const NetworkSpec&, std::uint64_t seed, std::span<float> params);

}  // namespace lab::nn
