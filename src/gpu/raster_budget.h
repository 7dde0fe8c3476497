// How fine a raster this device can compute a network on within a time.
#pragma once

#include <chrono>

#include "gpu/gl.h"

namespace lab::gpu {

struct RasterBudget {
  double ms_per_sample = 0.0;  // 0: not measured yet
  int pictures = 0;            // since it was measured
};

// Another network: what was measured holds no longer. The raster is coarse until it is measured again.
void restart(RasterBudget&);

// Asked for every picture, whether to measure on it: on the second of a new network, since the first waits for the device
// to make its program ready, and then on every hundredth.
bool is_due(RasterBudget&);

// Device pixels per sample, 1 … 8, so that a raster of side_px / divisor costs at most budget_ms;
// 1 for budget_ms 0.
int divisor_of(const RasterBudget&, int side_px, float budget_ms);

void wait_for_gpu(const Framebuffer&);  // until everything drawn into it is there

void add_measurement(RasterBudget&, double ms_per_sample);

// Draws once more, by the clock. Reading back costs time of its own, which is measured first and taken off.
template <typename Draw>
void time_drawing(RasterBudget& budget, const Framebuffer& target, double samples, Draw draw) {
  using Clock = std::chrono::steady_clock;
  const auto ms = [](Clock::duration d) { return std::chrono::duration<double, std::milli>(d).count(); };
  wait_for_gpu(target);
  const auto start = Clock::now();
  wait_for_gpu(target);
  const auto ready = Clock::now();
  draw();
  wait_for_gpu(target);
  const double drawing_ms = ms(Clock::now() - ready) - ms(ready - start);
  add_measurement(budget, drawing_ms / samples);
}

}  // namespace lab::gpu
