// Counts calls of operator new in the whole test program.
#pragma once

#include <cstdint>

namespace lab::test {

std::int64_t allocation_count();

}  // namespace lab::test
