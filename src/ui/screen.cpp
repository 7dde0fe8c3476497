#include "ui/screen.h"

#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
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
  const bool is_free = !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel) &&
                       is_shown(f, "keys");
  if (is_free && typed_characters(f).find('?') != std::string::npos) open_keys_sheet();
  const std::optional<Shortcut> pressed = shortcut(f);
  if (pressed == Shortcut::undo) ask(f, app::Undo{});
  if (pressed == Shortcut::redo) ask(f, app::Redo{});
}

// A lesson leaves the room less space, which has the shape of a window of its own.
constexpr float kWideBesideLesson = 880;

Shape shape_beside_lesson(const Frame& f, const Rect& room) {
  const Shape shape = shape_of(room.w, room.h);
  if (f.shape == Shape::wide && room.w >= kWideBesideLesson) return Shape::wide;
  return shape == Shape::tall || shape == Shape::beside ? (f.shape == Shape::tall ? Shape::compact : shape)
                                                        : shape;
}

// What a frame takes: one deed at a time, so that each begins with what the one before has led to; what the same control is set
// to, one after the other, is one.
std::vector<MirrorInput> take_input(std::deque<MirrorInput>& queue) {
  std::vector<MirrorInput> taken;
  std::optional<MirrorInput> deed;
  while (!queue.empty()) {
    const MirrorInput& next = queue.front();
    const bool is_deed = next.kind != MirrorInput::Kind::focus;
    const bool goes_on =
        deed && deed->id == next.id && deed->kind == next.kind && next.kind == MirrorInput::Kind::value;
    if (is_deed && deed && !goes_on) break;
    if (is_deed) deed = next;
    taken.push_back(std::move(queue.front()));
    queue.pop_front();
  }
  return taken;
}

}  // namespace

Drawn draw(Ui& ui, const app::App& app, float width, float height, float pixel_ratio) {
  const Theme& colours = theme(app::is_dark(app));
  use_theme(colours);
  // Until the characters and texts of a language are here everything stays readable in English.
  const bool is_legible =
      i18n::has_texts(app::language(app)) && (ui.fonts.has_cjk || !i18n::needs_cjk(app::language(app)));
  const i18n::Language language = is_legible ? app::language(app) : i18n::Language::english;
  while (ui.heatmaps.size() < app.runs.size()) ui.heatmaps.emplace_back(ui.programs);
  const std::vector<MirrorInput> input = take_input(ui.mirror_input);
  Frame f{app,
          ui.heatmaps,
          ui.pixels,
          colours,
          ui.fonts,
          ui.markers,
          ui.options,
          language,
          shape_of(width, height),
          {0, 0, width, height},
          pixel_ratio,
          ui.keyboard,
          ui.has_mirror,
          input};
  f.page = ui.page;
  f.is_still = ui.is_still;
  f.has_all_parts = ui.has_all_parts;
  f.is_cancelled = std::exchange(ui.is_cancelled, false);
  f.now_s = ui.now_s;
  const RoomRow& row = *find_room(app.shown.view);
  void* const view = view_of(ui.rooms, row);
  if (begin_screen(width, height)) {
    begin_keyboard(f);
    take_shortcuts(f);
    Rect room = f.view;
    // Where it is low, an open lesson has the head of it.
    const bool has_bar = f.shape != Shape::compact || !has_lesson(f) || ui.lesson.is_folded;
    if (has_bar && is_shown(f, "bar")) {
      draw_top_bar(f, cut_top(room, f.shape == Shape::wide ? kBarHeight : kCompactBarHeight));
    }
    const Shape shape = f.shape;
    if (has_lesson(f) && app::present_step(app) == nullptr) {
      draw_coming(f, std::exchange(room, {}));
    } else if (has_lesson(f)) {
      draw_lesson(f, ui.lesson, room);
      f.shape = shape_beside_lesson(f, room);
    } else if (!app.learner.left.empty()) {
      draw_way_back(f, room);
    }
    if (room.w > 1 && room.h > 1) {
      const Group region(f, {"room", base::Role::region, tr(f, "view." + std::string(row.id)), room});
      f.room_begins = f.elements.size();
      if (has_sketch(f))
        draw_sketch(f, ui.lesson, room);
      else if (app::is_veiled(app, "plot") && row.id != "train")
        draw_veil(f, room);
      else if (row.is_later && !has_part(f))
        draw_coming(f, room);
      else
        row.draw(f, view, room);
    }
    f.shape = shape;
    draw_notices(f, room);
    draw_keys_sheet(f);
    draw_export_panel(f, ui.picture_to_export);
    draw_glossary(f, ui.open_term);
    if (ui.hand_ins.is_wanted || ui.hand_ins.is_open) draw_class_panel(f, ui.hand_ins);
    end_keyboard(f);
  }
  ImGui::End();
  offer_metrics(ui.is_metrics_open);
  ui.wheel_use = f.wheel_use;
  const bool has_sentence = !row.is_later || f.has_all_parts;
  const bool is_working = row.is_busy(view) || !ui.mirror_input.empty();
  return {std::move(f.commands),
          std::move(f.elements),
          std::move(f.copied),
          std::move(f.copied_notice),
          f.copies_link,
          std::move(f.exported),
          f.chooses_files,
          f.wants_all_parts,
          f.explains,
          is_working ? 0 : f.due_in_s,
          app::is_waiting(app) ? tr(f, "learn.veiled.text")
          : has_sentence       ? row.sentence(f, view)
                               : tr(f, "learn.coming.text"),
          language,
          row.id,
          std::move(f.remark)};
}

}  // namespace lab::ui
