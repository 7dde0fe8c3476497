// Four float32 lanes, everywhere the same. Kernels are written against this header only: the lane count is
// fixed at 128 bits whatever the machine offers, so that x86 SSE4 and WebAssembly SIMD128 execute the same
// operations in the same order and give the same bits.
#pragma once

#include <hwy/highway.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <vector>

namespace lab::base {

namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kLanes = 4;

using FloatTag = hn::FixedTag<float, kLanes>;
using IntTag = hn::RebindToSigned<FloatTag>;
using Lanes = hn::Vec<FloatTag>;
using IntLanes = hn::Vec<IntTag>;
using LaneMask = hn::Mask<FloatTag>;

// The smallest multiple of kLanes that is ≥ n: the length every lane buffer is padded to.
constexpr std::size_t padded(std::size_t n) { return (n + kLanes - 1) / kLanes * kLanes; }

inline Lanes broadcast(float value) { return hn::Set(FloatTag(), value); }
inline Lanes zero_lanes() { return hn::Zero(FloatTag()); }
// `from` and `to` must be 16-byte aligned, as every element kLanes·i of an AlignedFloats is.
inline Lanes load(const float* from) { return hn::Load(FloatTag(), from); }
inline void store(Lanes value, float* to) { hn::Store(value, FloatTag(), to); }

inline IntLanes bits_of(Lanes x) { return hn::BitCast(IntTag(), x); }
inline Lanes from_bits(IntLanes bits) { return hn::BitCast(FloatTag(), bits); }

// a·b + c with two roundings. Never hn::MulAdd: it fuses on some targets and then the bits differ.
inline Lanes mul_add(Lanes a, Lanes b, Lanes c) { return hn::Add(hn::Mul(a, b), c); }

// Sum of the four lanes in one fixed order: (l0 + l2) + (l1 + l3).
inline float sum_lanes(Lanes value) {
  HWY_ALIGN float lane[kLanes];
  store(value, lane);
  const float even = lane[0] + lane[2];
  const float odd = lane[1] + lane[3];
  return even + odd;
}

// |x| by one mask. (hn::Abs makes WebAssembly engines build that mask anew each time.)
inline Lanes magnitude_of(Lanes x) { return hn::AndNot(broadcast(-0.0F), x); }
inline Lanes sign_of(Lanes x) { return hn::And(broadcast(-0.0F), x); }

// 0 where `mask` holds, `value` elsewhere. The empty asm hides that the mask is one: the compiler would make
// a select of it, for which WebAssembly engines need three instructions instead of one.
inline Lanes zero_where(LaneMask mask, Lanes value) {
  Lanes bits = hn::VecFromMask(FloatTag(), mask);
#if HWY_ARCH_WASM
  asm("" : "+r"(bits.raw));
#endif
  return hn::AndNot(bits, value);
}

// a < b ? a : b and a > b ? a : b, to the bit: a NaN on either side, or zeros of both signs, give `b`. On
// these two targets, but not on all, hn::Min and hn::Max are that in one instruction;
// a test holds them to it.
#if HWY_ARCH_X86 || HWY_ARCH_WASM
inline Lanes lesser(Lanes a, Lanes b) { return hn::Min(a, b); }
inline Lanes greater(Lanes a, Lanes b) { return hn::Max(a, b); }
#else
inline Lanes lesser(Lanes a, Lanes b) { return hn::IfThenElse(hn::Lt(a, b), a, b); }
inline Lanes greater(Lanes a, Lanes b) { return hn::IfThenElse(hn::Gt(a, b), a, b); }
#endif

// Allocator of 16-byte-aligned storage: what load() and store() need.
template <typename T>
struct LaneAllocator {
  using value_type = T;
  static constexpr std::align_val_t kAlignment{kLanes * sizeof(float)};

  LaneAllocator() = default;
  template <typename U>
  LaneAllocator(const LaneAllocator<U>&) {}

  T* allocate(std::size_t n) { return static_cast<T*>(::operator new(n * sizeof(T), kAlignment)); }
  void deallocate(T* memory, std::size_t) { ::operator delete(memory, kAlignment); }

  friend bool operator==(LaneAllocator, LaneAllocator) { return true; }
};

// A float buffer whose data() may be given to load() and store(). Its size is the caller's to pad.
using AlignedFloats = std::vector<float, LaneAllocator<float>>;

// Makes `buffer` hold exactly `n` zeros. False, and an empty buffer, when the memory is not there:
// use it for any size that comes from a person or a link. (Where exceptions are off, the allocation limit
// `kMaxFloats` is what keeps this from aborting.)
constexpr std::size_t kMaxFloats = std::size_t{1} << 28;
[[nodiscard]] bool assign_zeros(AlignedFloats& buffer, std::size_t n);

// What is smaller counts as zero in δ and in moments: it could not change a float32 weight any more, and
// left alone it would decay into subnormal numbers, on which WebAssembly is more than a hundred times slower.
inline constexpr float kTiny = 1e-30F;

inline Lanes flush_tiny(Lanes value) {
  const auto tiny = hn::Lt(magnitude_of(value), broadcast(kTiny));  // false for NaN, which stays
  return zero_where(tiny, value);
}

}  // namespace lab::base
