// A gate: a signal times what the neuron gives, as in the cell of an LSTM.
#include <algorithm>
#include <cmath>

#include "ui/room/neuron/room.h"

namespace lab::ui {

namespace {

void draw_wave(const Frame& f, const Rect& rect, double height, ImU32 colour) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const int places = std::max(static_cast<int>(rect.w / 2), 2);
  draw->AddLine({rect.x, centre(rect).y}, {right(rect), centre(rect).y}, f.theme.line);
  for (int i = 0; i <= places; ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(places);
    const float wave = std::sin(share * 6.2831853F * 2) * static_cast<float>(std::clamp(height, -2.0, 2.0));
    draw->PathLineTo({rect.x + share * rect.w, centre(rect).y - wave * rect.h * 0.42F});
  }
  draw->PathStroke(colour, 0, 2.5F);
}

void draw_leaves(const Frame& f, const Rect& rect, double opening) {
  const float half = rect.h / 2 * static_cast<float>(std::clamp(opening, 0.0, 1.0));
  const float middle = centre(rect).y;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(rect), {right(rect), middle - half - 1}, f.theme.ink, 3);
  draw->AddRectFilled({rect.x, middle + half + 1}, bottom_right(rect), f.theme.ink, 3);
}

}  // namespace

void draw_gate(Frame& f, NeuronView& view, const Rect& rect) {
  const double opening = view.reading->units.front().a;
  Rect rest = rect;
  draw_heading(f, cut_top(rest, kMinTarget, 8), "look.title", tr(f, "neuron.gate"));
  const std::string passes = i18n::format(f.language, "neuron.passes", {i18n::percent(opening, 0)});
  const Rect says = cut_bottom(rest, 76);
  const Rect number = cut_bottom(rest, 36);
  Rect picture = inset(rest, 0, std::max((rest.h - 190) / 2, 0.0F));
  base::Element element{"gate", base::Role::picture, tr(f, "neuron.gate"), picture};
  element.value_text = passes;
  add_picture(f, std::move(element), {});
  const float side = picture.w * 0.42F;
  Rect before = cut_left(picture, side), after = cut_right(picture, side);
  draw_text(f, {before.x, before.y, before.w, 18}, label_text(f), tr(f, "neuron.signal"), Align::middle);
  draw_text(f, {after.x, after.y, after.w, 18}, label_text(f), tr(f, "neuron.let_through"), Align::middle);
  draw_wave(f, before, 1, f.theme.muted);
  draw_wave(f, after, opening, f.theme.accent);
  draw_leaves(f, {centre(picture).x - 7, picture.y + 22, 14, picture.h - 44}, opening);
  add_text(f, "text.passes", number, passes);
  draw_text(f, number, {20, Weight::semibold, f.theme.accent}, passes, Align::middle);
  add_text(f, "text.says", says, tr(f, "neuron.gate_says"));
  draw_prose(f, says, body(f), tr(f, "neuron.gate_says"));
}

}  // namespace lab::ui
