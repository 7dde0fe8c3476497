// The colours of points: seen on every ground, and told apart.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "ui/look/theme.h"

using namespace lab;

namespace {

// Relative luminance and contrast as WCAG 2.2 defines them.
double luminance(const gpu::Rgb& colour) {
  const auto linear = [](float share) {
    const auto c = static_cast<double>(share);
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2]);
}

double contrast(const gpu::Rgb& a, const gpu::Rgb& b) {
  const double of_a = luminance(a) + 0.05, of_b = luminance(b) + 0.05;
  return std::max(of_a, of_b) / std::min(of_a, of_b);
}

gpu::Rgb rgb(ImU32 colour) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  return {c.x, c.y, c.z};
}

}  // namespace

TEST_CASE("a point stands out from the ground of its class, from no class and from its rim, in both themes") {
  for (const bool is_dark : {false, true}) {
    CAPTURE(is_dark);
    const ui::Theme& theme = ui::theme(is_dark);
    const gpu::Rgb rim = rgb(theme.point_rim);
    const auto check = [&](ImU32 point, const gpu::Rgb& own_ground) {
      for (const gpu::Rgb& ground : {own_ground, theme.heat.zero, rim})
        CHECK(contrast(rgb(point), ground) >= 3);
    };
    check(theme.point0, theme.heat.negative);
    check(theme.point1, theme.heat.positive);
  }
}

TEST_CASE("the points of one class are plainly blue, those of the other plainly orange, in both themes") {
  for (const bool is_dark : {false, true}) {
    CAPTURE(is_dark);
    const gpu::Rgb blue = rgb(ui::theme(is_dark).point0);
    const gpu::Rgb orange = rgb(ui::theme(is_dark).point1);
    CHECK(blue[2] - blue[0] > 0.3F);
    CHECK(orange[0] - orange[2] > 0.6F);
  }
}
