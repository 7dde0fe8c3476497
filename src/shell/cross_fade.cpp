#include "shell/cross_fade.h"

#include <cmath>

#include "imgui.h"

namespace lab::shell {

namespace {

constexpr double kFadeS = 0.15;

}  // namespace

bool is_abrupt(const app::Scenario& before, const app::Scenario& after) {
  return before.view != after.view || before.twin != after.twin || !(before.act == after.act);
}

void begin_fade(CrossFade& fade, const platform::View& view, double now_s) {
  if (!fade.is_wanted) return;
  const auto pixels = [&](float points) { return static_cast<int>(std::lround(points * view.pixel_ratio)); };
  const int width = pixels(view.width), height = pixels(view.height);
  {
    const gpu::KeptState kept;
    gpu::fit_image(fade.picture, gpu::Texels::rgba8, width, height);
  }
  glBindTexture(GL_TEXTURE_2D, fade.picture.texture.name());
  glCopyTexImage2D(GL_TEXTURE_2D, 0, GL_RGB, 0, 0, width, height, 0);  // a window may have no alpha
  fade.ends_s = now_s + kFadeS;
}

void draw_fade(CrossFade& fade, const platform::View& view, double now_s) {
  if (!is_fading(fade)) return;
  const auto share = static_cast<float>((fade.ends_s - now_s) / kFadeS);
  if (share <= 0) {
    fade.picture = gpu::Image();
    return;
  }
  ImGui::GetForegroundDrawList()->AddImage(fade.picture.texture.name(), {0, 0}, {view.width, view.height},
                                           {0, 1}, {1, 0}, ImGui::ColorConvertFloat4ToU32({1, 1, 1, share}));
}

}  // namespace lab::shell
