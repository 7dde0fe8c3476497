#include "ui/screen.h"

#include "ui/control/gesture.h"

#include "ui/metrics.h"

namespace lab::ui {

namespace {

constexpr float kBarHeight = 48;
constexpr float kCompactBarHeight = 36;

bool begin_screen(float width, float height) {
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize({width, height});
  constexpr ImGuiWindowFlags kFlags =
      ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
      ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse;
  return ImGui::Begin("screen", nullptr, kFlags);
}

void take_shortcuts(Frame& f) {
  const std::optional<Shortcut> pressed = shortcut();
  if (pressed == Shortcut::undo) ask(f, app::Undo{});
  if (pressed == Shortcut::redo) ask(f, app::Redo{});
}

}  // namespace

Drawn draw(Ui& ui, const app::App& app, float width, float height, float pixel_ratio) {
  const Theme& colours = theme(app::is_dark(app));
  use_theme(colours);
  // Until the characters of a language are here the texts stay readable in English.
  const bool is_legible = ui.fonts.has_cjk || !i18n::needs_cjk(app::language(app));
  const i18n::Language language = is_legible ? app::language(app) : i18n::Language::english;
  while (ui.heatmaps.size() < app.runs.size()) ui.heatmaps.emplace_back(ui.programs);
  Frame f{app,
          app::first_run(app),
          app.diagnoses.front(),
          colours,
          ui.fonts,
          ui.markers,
          ui.heatmaps.front(),
          ui.options,
          language,
          shape_of(width, height),
          {0, 0, width, height},
          pixel_ratio,
          ui.has_page_inputs,
          ui.page_typing};
  const RoomRow& row = *find_room(app.shown.view);
  void* const view = view_of(ui.rooms, row);
  if (begin_screen(width, height)) {
    take_shortcuts(f);
    Rect room = f.view;
    if (is_shown(f, "bar")) {
      draw_top_bar(f, cut_top(room, f.shape == Shape::wide ? kBarHeight : kCompactBarHeight));
    }
    row.draw(f, view, room);
    draw_notices(f, room);
  }
  ImGui::End();
  offer_metrics(ui.is_metrics_open);
  ui.page_typing.clear();
  ui.wheel_use = f.wheel_use;
  return {std::move(f.commands), std::move(f.elements), std::move(f.copied),  std::move(f.copied_notice),
          f.copies_link,         row.is_busy(view),     row.sentence(f, view)};
}

}  // namespace lab::ui
