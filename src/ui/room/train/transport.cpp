#include <algorithm>
#include <cmath>

#include "app/lessons.h"
#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kMarkRadius = 4;  // of the point that says that the settings hold something special

struct Choice {
  std::string_view key;
  float width;
};

constexpr Choice kChoices[] = {{"speed", 124}, {"lr", 96}, {"data", 130}};
constexpr float kLeastPill = 180;
constexpr float kLeastGuide = 260;

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
  const std::string step = i18n::grouped(f.run->seen.snapshot.step);
  const Rect place = cut_left(rest, std::max(readout_width(f, label, step), 84.0F), kGap);
  readout(f, inset(place, 0, std::max((place.h - 40) / 2, 0.0F)), "text.step", label, step);
}

}  // namespace

void draw_transport(Frame& f, TrainView& state, const Rect& row) {
  const Group transport(f, {"transport", base::Role::region, tr(f, "train.transport"), row});
  Rect rest = row;
  draw_play_buttons(f, rest);
  draw_step_count(f, rest);
  for (const Choice& choice : shown_choices(f)) {
    if (choice.key == "data" && !has_twin(f)) continue;  // it has a card
    const Rect place = cut_left(rest, choice.width, kGap);
    field_dropdown(f, inset(place, 0, std::max((place.h - 36) / 2, 0.0F)), choice.key);
  }
  if (has_setup(f) && rest.w >= kLeastPill) draw_setup_pill(f, rest);
  if (rest.w >= kLeastGuide)
    draw_guide(f, state.guide, inset(rest, kUnit, std::max((rest.h - 38) / 2, 0.0F)));
}

bool has_settings(const Frame& f) {
  return has_data_card(f) || !shown_choices(f).empty() || has_setup(f) || is_shown(f, "diagram") ||
         is_shown(f, "hero");
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

void draw_settings(Frame& f, TrainView& state, float width, HeroPart part) {
  const auto row = [&](float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    return Rect{at.x, at.y, width, height};
  };
  const auto next = [&](const Rect& done, float gap) {
    ImGui::SetCursorScreenPos({done.x, bottom(done) + gap});
    ImGui::Dummy({0, 0});
    ImGui::SetCursorScreenPos({done.x, bottom(done) + gap});
  };
  const auto hero_card = [&](bool has_chips) {
    if (!is_shown(f, "hero")) return;
    const Rect hero = row(hero_card_height(f, width, has_chips));
    draw_hero_card(f, state, hero, has_chips);
    next(hero, kUnit);
  };
  if (part == HeroPart::all) hero_card(true);
  if (has_data_card(f)) {
    const Rect data = row(data_card_height(f, width));
    draw_data_card(f, state, data);
    next(data, kUnit);
  }
  for (const Choice& choice : shown_choices(f)) {
    if (choice.key == "data") continue;
    const Rect place = row(30);
    field_dropdown(f, inset(place, kCardPadding, 0), choice.key);
    next(place, 2);
  }
  next(row(0), kUnit);
  if (part == HeroPart::curve) hero_card(false);
  if (!has_setup(f)) return;
  const float inner = width - 2 * kCardPadding;
  const Rect training = row(training_settings_height(f, inner) + 2 * kCardPadding);
  card(f, training);
  draw_training_settings(f, inset(training, kCardPadding, kCardPadding));
  next(training, kUnit);
}

}  // namespace lab::ui
