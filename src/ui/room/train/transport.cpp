#include <algorithm>
#include <cmath>

#include "app/activations.h"
#include "ui/control/activation_list.h"
#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kMarkRadius = 4;  // of the point that says that the settings hold something special

constexpr const char* kFormulaPanel = "formula_panel";

struct Choice {
  std::string_view key;
  float width;
};

constexpr Choice kChoices[] = {{"speed", 152}, {"act", 142},  {"lr", 96},
                               {"opt", 96},    {"loss", 128}, {"init", 128}};

std::vector<Choice> shown_choices(const Frame& f) {
  std::vector<Choice> shown;
  for (const Choice& choice : kChoices) {
    if (is_shown(f, choice.key)) shown.push_back(choice);
  }
  return shown;
}

void draw_step_count(Frame& f, Rect& rest) {
  const double rate = f.app.transport.rate.steps_per_s;
  const bool has_rate = f.app.shown.play && rate >= 0.5;
  const std::string per_second = i18n::grouped(std::llround(rate));
  const std::string label =
      has_rate ? i18n::format(f.language, "train.step_rate", {per_second}) : tr(f, "train.step_count");
  const std::string step = i18n::grouped(f.run.seen.snapshot.step);
  const Rect place = cut_left(rest, std::max(readout_width(f, label, step), 84.0F), kGap);
  readout(f, inset(place, 0, std::max((place.h - 40) / 2, 0.0F)), "text.step", label, step);
}

// The curve of the activation as a way to the Curves room.
void draw_curve_link(Frame& f, const Rect& rect) {
  const Press press = pressable(f, "view.curve", tr(f, "train.open_curve"), rect);
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, tr(f, "train.open_curve"));
  if (press.is_pressed) go_to_room(f, "curves");

  constexpr std::size_t kPoints = 48;  // a multiple of the lanes
  constexpr float kHalfRange = 3;
  base::AlignedFloats x(kPoints);
  base::AlignedFloats y(kPoints);
  for (std::size_t i = 0; i < kPoints; ++i) {
    x[i] = kHalfRange * (2.0F * static_cast<float>(i) / (kPoints - 1) - 1.0F);
  }
  act::apply(app::activation_of(f.app.shown, f.app.shown.act.curves.front()), x.data(), y.data(), nullptr,
             kPoints);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRect(top_left(rect), bottom_right(rect), press.is_hovered ? f.theme.muted : f.theme.line,
                kControlRadius);
  draw->PushClipRect({rect.x + 2, rect.y + 2}, {right(rect) - 2, bottom(rect) - 2}, true);
  for (std::size_t i = 0; i < kPoints; ++i) {
    draw->PathLineTo(
        {centre(rect).x + x[i] / kHalfRange * rect.w / 2, centre(rect).y - y[i] / 2 * rect.h / 2});
  }
  draw->PathStroke(press.is_hovered ? f.theme.ink : f.theme.accent, 0, 2);
  draw->PopClipRect();
}

// The line to type a formula in, over the room, so that the network is seen to change with every letter.
void draw_formula_panel(Frame& f, TrainView& state, const Rect& anchor) {
  if (!ImGui::IsPopupOpen(kFormulaPanel)) return;
  const float width = std::min(440.0F, f.view.w - 2 * kUnit);
  const float height = kFormulaBarHeight + 2 * kCardPadding;
  const float x = std::clamp(right(anchor) - width, f.view.x + kUnit, right(f.view) - kUnit - width);
  const bool opens_down = bottom(anchor) + 2 * height < bottom(f.view);
  const Rect panel{x, opens_down ? bottom(anchor) + 4 : anchor.y - 4 - height, width, height};
  if (!begin_panel(f, kFormulaPanel, panel, tr(f, "train.type_formula"))) return;
  if (draw_formula_bar(f, state.draft, inset(panel, kCardPadding, kCardPadding))) ImGui::CloseCurrentPopup();
  end_panel(f);
}

void choose_activation(Frame& f, const std::string& id) {
  app::Scenario changed = f.app.shown;
  app::train_with(changed, id);
  change(f, changed);
}

// A list of all functions, and a pencil for one that is not in it.
void draw_activation_choice(Frame& f, TrainView& state, const Rect& place) {
  Rect rest = place;
  const bool has_pencil = is_shown(f, "formula");
  const Rect pencil = has_pencil ? centred_square(cut_right(rest, 28, 4)) : Rect{};
  if (dropdown_face(f, rest, "act")) open_activation_list("activation_list", state.searched);
  const std::string& current = f.app.shown.act.curves.front();
  const PopupList list{"activation_list", tr(f, "field.act"), rest};
  if (const auto chosen = activation_list(f, state.searched, list, "act", current)) {
    choose_activation(f, *chosen);
  }
  if (has_pencil && icon_button(f, pencil, "formula.type", Icon::pencil, tr(f, "train.type_formula"),
                                Look::plain, true, base::Role::list)) {
    ImGui::OpenPopup(kFormulaPanel);
  }
  draw_formula_panel(f, state, place);
}

void draw_choice(Frame& f, TrainView& state, const Rect& place, std::string_view key) {
  if (key == "act") return draw_activation_choice(f, state, place);
  field_dropdown(f, place, key);
}

}  // namespace

void draw_play_buttons(Frame& f, Rect& rest) {
  const bool is_playing = f.app.shown.play;
  const bool can_train = app::can_train(f.app);
  const float big = std::min(rest.h - 8, 40.0F);
  const float small = std::min(big, 32.0F);
  const auto place = [&](float side, float gap) {
    const Rect strip = cut_left(rest, side, gap);
    return Rect{strip.x, strip.y + (strip.h - side) / 2, side, side};
  };
  if (is_shown(f, "play") &&
      icon_button(f, place(big, 12), "play", is_playing ? Icon::pause : Icon::play,
                  tr(f, is_playing ? "train.pause" : "train.play"), Look::filled, can_train)) {
    ask(f, app::TogglePlay{});
  }
  if (is_shown(f, "step") &&
      icon_button(f, place(small, 8), "step", Icon::step, tr(f, "train.step"), Look::outline, can_train)) {
    ask(f, app::Step{1});
  }
  if (is_shown(f, "reset") && icon_button(f, place(small, 8), "reset", Icon::reset, tr(f, "train.reset"))) {
    ask(f, app::Reset{});
  }
  if (is_shown(f, "new_weights") &&
      icon_button(f, place(small, kGap), "new_weights", Icon::dice, tr(f, "train.new_weights"))) {
    ask(f, app::NewWeights{});
  }
}

void draw_transport(Frame& f, TrainView& state, const Rect& row, bool has_more) {
  const Group transport(f, {"transport", base::Role::region, tr(f, "train.transport"), row});
  Rect rest = row;
  draw_play_buttons(f, rest);
  draw_step_count(f, rest);
  float wanted = 0;
  const std::vector<Choice> choices = shown_choices(f);
  for (const Choice& choice : choices) wanted += choice.width + kGap;
  const bool has_room = wanted <= rest.w + kGap;
  const bool needs_drawer = (!has_room || has_more) && has_settings(f);
  if (needs_drawer && settings_button(f, cut_right(rest, 32, kUnit))) ImGui::OpenPopup("settings.panel");
  if (rest.w > wanted + 88 && is_shown(f, "view")) draw_curve_link(f, inset(cut_right(rest, 72), 0, 10));
  Rect line = inset(rest, 0, std::max((rest.h - 36) / 2, 0.0F));
  for (const Choice& choice : choices) {
    if (line.w < choice.width) return;
    draw_choice(f, state, cut_left(line, choice.width, kGap), choice.key);
  }
}

bool has_settings(const Frame& f) {
  return has_data_card(f) || !shown_choices(f).empty() || !shown_refinements(f).empty() ||
         is_shown(f, "diagram");
}

bool settings_button(Frame& f, const Rect& place) {
  const Rect square = centred_square(place);
  const std::string added = added_text(f);
  const std::string name = tr(f, "train.settings");
  const std::string label = added.empty() ? name : i18n::format(f.language, "reading", {name, added});
  const bool is_pressed =
      icon_button(f, square, "settings", Icon::settings, label, Look::outline, true, base::Role::list);
  if (!added.empty()) {
    const ImVec2 at{right(square) - square.w * 0.12F, square.y + square.h * 0.12F};
    ImGui::GetWindowDrawList()->AddCircleFilled(at, kMarkRadius + 1.5F, f.theme.card);
    ImGui::GetWindowDrawList()->AddCircleFilled(at, kMarkRadius, f.theme.accent);
  }
  return is_pressed;
}

void draw_settings(Frame& f, TrainView& state, float width) {
  const auto row = [&](float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    return Rect{at.x, at.y, width, height};
  };
  const auto next = [&](const Rect& done, float gap) {
    ImGui::SetCursorScreenPos({done.x, bottom(done) + gap});
    ImGui::Dummy({0, 0});
    ImGui::SetCursorScreenPos({done.x, bottom(done) + gap});
  };
  if (has_data_card(f)) {
    const Rect data = row(data_card_height(f, width));
    draw_data_card(f, state, data);
    next(data, kUnit);
  }
  for (const Choice& choice : shown_choices(f)) {
    const Rect place = row(30);
    draw_choice(f, state, inset(place, kCardPadding, 0), choice.key);
    next(place, 2);
  }
  next(row(0), kUnit);
  if (shown_refinements(f).empty()) return;
  const float inner = width - 2 * kCardPadding;
  const Rect training = row(training_settings_height(f, inner) + 2 * kCardPadding);
  card(f, training);
  draw_training_settings(f, inset(training, kCardPadding, kCardPadding));
  next(training, kUnit);
}

}  // namespace lab::ui
