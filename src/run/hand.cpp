#include "run/hand.h"

#include "base/rng.h"

namespace lab::run {

namespace {

constexpr std::uint64_t kHandStream = 0x68616e64;  // "hand"

}  // namespace

void set_by_hand(std::span<float> params, const HandSets& sets) {
  base::Rng rng = base::make_rng(sets.seed, kHandStream);
  for (const std::uint32_t place : sets.many) {
    if (sets.value) params[place] = *sets.value;
    if (sets.noise != 0) params[place] += sets.noise * base::normal(rng);
  }
  for (const auto& [place, value] : sets.ones) params[place] = value;
}

}  // namespace lab::run
