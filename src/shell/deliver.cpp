#include "shell/deliver.h"

#include <cmath>

#include "base/text.h"
#include "export/pictures.h"
#include "export/svg.h"
#include "gpu/gl.h"
#include "imgui.h"
#include "imgui_impl_opengl3.h"
#include "ui/control/painter.h"

namespace lab::shell {

namespace {

constexpr int kBytes = 4;  // of a pixel

// Row by row from the top.
platform::Pixels pixels_of(const exports::Drawing& drawing, const ui::Fonts& fonts, int scale) {
  const auto side = [scale](float points) {
    return static_cast<int>(std::lround(points * static_cast<float>(scale)));
  };
  platform::Pixels pixels{side(drawing.width), side(drawing.height), {}};
  std::deque<ImDrawList> lists = ui::paint(drawing, fonts, static_cast<float>(scale));
  ImDrawData data;
  data.Valid = true;
  data.DisplaySize = {static_cast<float>(pixels.width), static_cast<float>(pixels.height)};
  data.FramebufferScale = {1, 1};
  data.Textures =
      &ImGui::GetIO().Fonts->TexList;  // also one that letters of a new size have just been put into
  for (ImDrawList& list : lists) data.AddDrawList(&list);
  const gpu::KeptState kept;
  const gpu::Image image = gpu::make_image(gpu::Texels::rgba8, pixels.width, pixels.height);
  glBindFramebuffer(GL_FRAMEBUFFER, image.framebuffer.name());
  ImGui_ImplOpenGL3_RenderDrawData(&data);
  const auto row = static_cast<std::size_t>(pixels.width) * kBytes;
  const auto rows = static_cast<std::size_t>(pixels.height);
  std::vector<unsigned char> upside_down(row * rows);
  glReadPixels(0, 0, pixels.width, pixels.height, GL_RGBA, GL_UNSIGNED_BYTE, upside_down.data());
  for (std::size_t i = rows; i-- > 0;) {
    const auto from = upside_down.begin() + static_cast<std::ptrdiff_t>(i * row);
    pixels.rgba.insert(pixels.rgba.end(), from, from + static_cast<std::ptrdiff_t>(row));
  }
  return pixels;
}

// "activation-lab-loss-chart.svg"; of a name that somebody has typed what any system takes.
std::string file_name(const ui::Exported& exported) {
  std::string name = "activation-lab-" + exported.picture;
  for (char& c : name) {
    if (static_cast<unsigned char>(c) <= ' ' ||
        std::string_view("._/\\:*?\"<>|").find(c) != std::string_view::npos)
      c = '-';
  }
  if (!exported.text.empty()) return name + std::string(exported.ending);
  return name + (exported.scale == 0 ? ".svg" : ".png");
}

app::Notice notice_of(const std::string& name, const std::string& saved) {
  return saved.empty() ? app::Notice{"notice.not_saved", {name}} : app::Notice{"notice.saved", {saved}, true};
}

}  // namespace

app::Notice deliver(const Screen& screen, const ui::Exported& exported) {
  const std::string name = file_name(exported);
  if (!exported.text.empty()) return notice_of(name, platform::save(name, exported.text));
  const std::vector<std::string> ids = exports::picture_ids(screen.app);
  const auto drawing = exports::drawing_of(screen.app, exported.picture);
  if (!drawing) return {"notice.no_picture", {exported.picture, base::join(ids, ", ")}};
  const bool is_svg = exported.scale == 0;
  if (exported.to == ui::Exported::To::clipboard) {
    if (is_svg) {
      platform::set_clipboard(exports::svg(*drawing));
    } else {
      platform::set_clipboard(pixels_of(*drawing, screen.ui.fonts, exported.scale));
    }
    return {is_svg ? "notice.copied_svg" : "notice.copied_png", {}, true};
  }
  const std::string saved = is_svg
                                ? platform::save(name, exports::svg(*drawing))
                                : platform::save(name, pixels_of(*drawing, screen.ui.fonts, exported.scale));
  return notice_of(name, saved);
}

}  // namespace lab::shell
