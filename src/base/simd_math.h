// All elementary functions on four float32 lanes; their scalar versions are in base/math.h.
#pragma once

#include "base/simd_exp_log.h"
#include "base/simd_pow.h"
#include "base/simd_sigmoidal.h"
#include "base/simd_trig.h"
