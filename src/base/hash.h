// FNV-1a, 64 bits (Fowler, Noll, Vo 1991). For golden values and cache keys, not for security.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace lab::base {

constexpr std::uint64_t kHashSeed = 0xcbf29ce484222325ULL;

// Continues `hash` over one more 32-bit word, low byte first on every machine.
constexpr std::uint64_t hash_word(std::uint32_t word, std::uint64_t hash = kHashSeed) {
  for (int shift = 0; shift < 32; shift += 8) {
    hash ^= (word >> shift) & 0xffU;
    hash *= 0x100000001b3ULL;
  }
  return hash;
}

std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t hash = kHashSeed);

// Over the bit patterns, little-endian: −0 and +0 differ, and so do NaN payloads.
std::uint64_t hash_floats(std::span<const float> values, std::uint64_t hash = kHashSeed);

// 16 lower-case hexadecimal digits.
std::string hex(std::uint64_t value);

}  // namespace lab::base
