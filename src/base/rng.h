// The only source of randomness: PCG32 (O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient
// Statistically Good Algorithms for Random Number Generation", XSH-RR 64/32), started through splitmix64
// (Steele, Lea, Flood 2014). The same seed and stream give the same bits on every compiler and machine.
//
// Draw once per statement: `f(uniform(rng), uniform(rng))` leaves the order to the compiler.
#pragma once

#include <cstdint>
#include <span>

namespace lab::base {

struct Rng {
  std::uint64_t state = 0;
  std::uint64_t increment = 1;  // odd; selects the stream

  friend bool operator==(const Rng&, const Rng&) = default;
};

// A generator that depends on both numbers: streams of one seed are unrelated, so that data, initial
// weights and shuffling may share the user's one seed.
Rng make_rng(std::uint64_t seed, std::uint64_t stream);

std::uint32_t next_u32(Rng& rng);

// In [0, 1): a multiple of 2^-24, every one equally likely.
float uniform(Rng& rng);

// In [low, high) up to rounding: low + (high − low)·u.
float uniform(Rng& rng, float low, float high);

// In {0, …, n−1} without bias (Lemire 2019). n ≥ 1. May take more than one draw of next_u32.
std::uint32_t below(Rng& rng, std::uint32_t n);

// Mean 0, standard deviation 1: Box and Muller 1958, the cosine half only, so that one call always takes
// two draws of next_u32. |result| < 5.8.
float normal(Rng& rng);

// Fisher–Yates from the end. Every order is equally likely (n < 2^32).
void shuffle(Rng& rng, std::span<std::uint32_t> values);

}  // namespace lab::base
