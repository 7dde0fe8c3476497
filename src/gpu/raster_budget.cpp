#include "gpu/raster_budget.h"

#include <cstdint>

namespace lab::gpu {

namespace {

constexpr int kFirstDivisor = 3;  // on an unknown device
constexpr int kMaxDivisor = 8;
constexpr int kPicturesBetween = 100;

}  // namespace

void restart(RasterBudget& budget) { budget = {}; }

bool is_due(RasterBudget& budget) {
  return ++budget.pictures > (budget.ms_per_sample > 0.0 ? kPicturesBetween : 1);
}

void add_measurement(RasterBudget& budget, double ms_per_sample) {
  constexpr double kLeast = 1e-9;  // below what the clock resolves, but not "not measured"
  const double measured = ms_per_sample > kLeast ? ms_per_sample : kLeast;
  // Halfway, so that one disturbed measurement changes the raster little.
  budget.ms_per_sample = budget.ms_per_sample > 0.0 ? 0.5 * (budget.ms_per_sample + measured) : measured;
  budget.pictures = 0;
}

int divisor_of(const RasterBudget& budget, int side_px, float budget_ms) {
  if (!(budget_ms > 0.0F)) return 1;
  if (!(budget.ms_per_sample > 0.0)) return kFirstDivisor;
  int divisor = 1;
  while (divisor < kMaxDivisor) {
    const double samples = static_cast<double>(side_px) / divisor + 1.0;
    if (samples * samples * budget.ms_per_sample <= static_cast<double>(budget_ms)) break;
    ++divisor;
  }
  return divisor;
}

void wait_for_gpu(const Framebuffer& target) {
  std::uint32_t texel[4];
  glBindFramebuffer(GL_FRAMEBUFFER, target.name());
  glReadPixels(0, 0, 1, 1, GL_RGBA_INTEGER, GL_UNSIGNED_INT, texel);
}

}  // namespace lab::gpu
