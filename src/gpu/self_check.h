// The core is the oracle of the shader.
#pragma once

#include "gpu/heatmap.h"

namespace lab::gpu {

// Largest difference between the shader and the core over a grid×grid raster of the plane, every hidden unit
// and every output, each taken relative to max(1, |core's value|): ≤ 1e-4 is what the program promises.
// Infinity where the shader cannot be run or where only one of the two is a number.
float max_shader_error(Heatmap&, const nn::Snapshot&, data::PlaneRange, int grid);

}  // namespace lab::gpu
