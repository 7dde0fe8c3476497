#include "base/simd.h"

namespace lab::base {

bool assign_zeros(AlignedFloats& buffer, std::size_t n) {
  AlignedFloats().swap(buffer);
  if (n > kMaxFloats) return false;
#if defined(__cpp_exceptions)
  try {
    buffer.assign(n, 0.0F);
  } catch (const std::bad_alloc&) {
    return false;
  }
#else
  buffer.assign(n, 0.0F);
#endif
  return true;
}

}  // namespace lab::base
