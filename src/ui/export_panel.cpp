// The plots and pictures of the room for use elsewhere: which one, and as what.
#include <algorithm>

#include "export/pictures.h"
#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/screen.h"

namespace lab::ui {

namespace {

constexpr const char* kPanel = "export_panel";
constexpr float kWidth = 380;
constexpr float kRow = 32;

// A twin's outputs are told apart by their activations.
std::string picture_name(const Frame& f, std::string_view id) {
  if (id == "output" && f.app.runs.size() > 1) return run_name(f.app, f.app.runs[0]);
  if (id == "output.2") return run_name(f.app, f.app.runs[1]);
  return tr(f, "export." + std::string(id));
}

// One of several words beside each other, each as wide as the others.
Rect cut_share(Rect& row, std::size_t left) {
  const auto count = static_cast<float>(left);
  return cut_left(row, (row.w - (count - 1) * kUnit) / count, kUnit);
}

void draw_choice(Frame& f, Rect row, const std::vector<std::string>& ids, std::string& chosen) {
  const Group group(f, {"export.of", base::Role::toolbar, tr(f, "export.title"), row});
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const bool is_chosen = ids[i] == chosen;
    if (button(f, cut_share(row, ids.size() - i), "export.of." + ids[i], picture_name(f, ids[i]),
               is_chosen ? Look::chosen : Look::plain, true, base::Role::tab))
      chosen = ids[i];
  }
}

void draw_exit(Frame& f, const Rect& rect, std::string_view id, const std::string& label,
               const Exported& exported) {
  if (!button(f, rect, id, label)) return;
  f.exported = exported;
  ImGui::CloseCurrentPopup();
}

}  // namespace

void open_export_panel() { ImGui::OpenPopup(kPanel); }

void draw_export_panel(Frame& f, std::string& picture) {
  if (!ImGui::IsPopupOpen(kPanel)) return;
  const std::vector<std::string> ids = exports::picture_ids(f.app);
  if (!ids.empty() && std::find(ids.begin(), ids.end(), picture) == ids.end()) picture = ids.front();
  const float width = std::min(kWidth, f.view.w - 2 * kUnit);
  const std::size_t rows = ids.empty() ? 0 : ids.size() > 1 ? 3 : 2;
  const float height = 2 * kCardPadding + kMinTarget + static_cast<float>(rows) * (kRow + kUnit);
  const Rect panel{(f.view.w - width) / 2, (f.view.h - height) / 2, width, height};
  if (!begin_panel(f, kPanel, panel, tr(f, "export.title"))) return;
  Rect rest = inset(panel, kCardPadding, kCardPadding);
  Rect title = cut_top(rest, kMinTarget, kUnit);
  if (icon_button(f, cut_right(title, kMinTarget), "export.close", Icon::close, tr(f, "train.close"),
                  Look::plain))
    ImGui::CloseCurrentPopup();
  draw_heading(f, title, "export", tr(f, "export.title"));
  if (ids.size() > 1) draw_choice(f, cut_top(rest, kRow, kUnit), ids, picture);
  if (!ids.empty()) {
    using To = Exported::To;
    Rect row = cut_top(rest, kRow, kUnit);
    draw_exit(f, cut_share(row, 2), "export.svg.copy", tr(f, "export.svg.copy"), {picture, To::clipboard});
    draw_exit(f, row, "export.svg.save", tr(f, "export.svg.save"), {picture, To::file});
    std::size_t left = f.has_mirror ? 4 : 3;  // a desktop has no clipboard for pictures
    if (f.has_mirror)
      draw_exit(f, cut_share(rest, left--), "export.png.copy", tr(f, "export.png.copy"),
                {picture, To::clipboard, 2});
    for (int scale = 1; scale <= 3; ++scale) {
      const std::string number = std::to_string(scale);
      draw_exit(f, cut_share(rest, left--), "export.png." + number,
                i18n::format(f.language, "export.png_of", {number}), {picture, To::file, scale});
    }
  }
  end_panel(f);
}

}  // namespace lab::ui
