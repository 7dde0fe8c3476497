#include "ui/look/valve.h"

#include <algorithm>
#include <cmath>

#include "app/figures.h"
#include "ui/look/text.h"

namespace lab::ui {

namespace {

constexpr float kLabels = 18;
constexpr float kLeastWithLabels = 112;
constexpr float kLargeNumbers = 96;  // height from which the numbers are as large as what is read first
constexpr float kRail = 4;
constexpr float kPlate = 16;     // thickness of the gate along the pipe
constexpr float kStub = 5;       // of a plate that stands out of the rail where the gate is open
constexpr float kHead = 16;      // length of the arrow
constexpr float kFull = 0.78F;   // of the pipe between its rails: what arrives
constexpr float kLeastFlow = 2;  // of what passes at all

std::string number_text(double value) { return i18n::power_of_ten(value, std::abs(value) < 1 ? 2 : 3); }

// 3.8 %, 38 %, 0.04 %
std::string share_text(double share) {
  const double size = std::abs(share);
  return size < 1e-4 ? i18n::power_of_ten(share * 100, 1) + "\u202F%"
                     : i18n::percent(share, size < 0.001 ? 2
                                            : size < 0.1 ? 1
                                                         : 0);
}

struct Pipe {
  Rect inside;  // between the rails
  float gate = 0;
  float y = 0;
  float full = 0, opening = 0, out = 0;  // thickness of what arrives, of the gap, of what passes
};

Pipe pipe_in(const Rect& rect, const Valve& valve) {
  Pipe p;
  p.inside = inset(rect, 0, kStub + kRail);
  p.gate = centre(rect).x;
  p.y = centre(rect).y;
  p.full = p.inside.h * kFull;
  const double opening = std::isfinite(valve.slope) ? std::clamp(std::abs(valve.slope), 0.0, 1.0) : 0;
  p.opening = p.full * static_cast<float>(opening);
  const double ratio = valve.arriving != 0 ? std::abs(valve.passed / valve.arriving) : 0;
  const bool passes = std::isfinite(ratio) && ratio > 0;
  p.out = passes ? std::max(p.full * static_cast<float>(std::min(ratio, 1.0)), kLeastFlow) : 0;
  return p;
}

void draw_rails(const Frame& f, const Pipe& p) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImU32 colour = mix(f.theme.card, f.theme.muted, 0.55F);
  for (const float y : {p.inside.y - kRail, bottom(p.inside)})
    draw->AddRectFilled({p.inside.x, y}, {right(p.inside), y + kRail}, colour, kRail / 2);
}

// Two plates that come out of the rails, as far as the gap between them asks.
void draw_gate(const Frame& f, const Pipe& p) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  // Wide open, the plates stand behind the rails, not at the edge of the flow.
  const float share = p.full > 0 ? p.opening / p.full : 0;
  const float gap = std::max(p.opening, share * (p.inside.h + 2 * kRail)) / 2;
  const auto plate = [&](float from, float to) {
    draw->AddRectFilled({p.gate - kPlate / 2, from}, {p.gate + kPlate / 2, to}, f.theme.ink, 3);
  };
  plate(p.inside.y - kRail - kStub, std::max(p.y - gap, p.inside.y - kRail + 3));
  plate(std::min(p.y + gap, bottom(p.inside) + kRail - 3), bottom(p.inside) + kRail + kStub);
}

void draw_flow(const Frame& f, const Pipe& p, const Valve& valve) {
  if (!(std::abs(valve.arriving) > 0)) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImU32 flow = mix(f.theme.card, f.theme.accent, f.theme.is_dark ? 0.6F : 0.45F);
  const float full = p.full / 2, gap = std::max(p.opening / 2, p.out > 0 ? kLeastFlow / 2 : 0),
              out = p.out / 2;
  const float end = right(p.inside);
  const float before = p.gate + kPlate / 2 + 4;
  const float funnel =
      gap < full ? std::min(before + full * 1.4F, end - 8) : before;  // where it begins to narrow
  const ImVec2 arrives[] = {{before, p.y - gap}, {funnel, p.y - full}, {end, p.y - full},
                            {end, p.y + full},   {funnel, p.y + full}, {before, p.y + gap}};
  draw->AddConvexPolyFilled(arrives, 6, flow);
  if (out <= 0) return;
  const float half_head = std::max(out + 3, 7.0F);
  const float neck = p.inside.x + std::clamp(half_head * 1.5F, 10.0F, kHead);
  draw->AddRectFilled({neck - 1, p.y - out}, {before + 1, p.y + out}, flow);
  draw->AddTriangleFilled({p.inside.x + 1, p.y}, {neck, p.y - half_head}, {neck, p.y + half_head},
                          f.theme.accent);
}

std::string_view verdict_of(const Valve& valve) {
  constexpr double kOpen = 0.9;
  if (valve.arriving == 0) return "no_error";
  if (valve.slope == 0) return "shut";
  if (is_nearly_shut(valve)) return "nearly_shut";
  if (valve.slope < 0) return "reversed";
  return valve.slope >= kOpen ? "open" : "half_open";
}

// What stands at the left, in the middle and at the right of a line; the middle gives way.
struct Words {
  std::string left, middle, right;
};
void draw_words(const Frame& f, const Rect& line, const TextStyle& style, const TextStyle& middle,
                const Words& words) {
  const float l = draw_text(f, line, style, words.left);
  const float r = draw_text(f, line, style, words.right, Align::right);
  const float w = text_size(f, middle, words.middle).x;
  const float from = line.x + l + 6, to = right(line) - r - 6;
  if (w > to - from) return;
  const float x = std::clamp(centre(line).x - w / 2, from, to - w);
  draw_text(f, {x, line.y, w + 1, line.h}, middle, words.middle);
}

}  // namespace

bool is_nearly_shut(const Valve& valve) { return !(std::abs(valve.slope) >= kNearlyShut); }

std::string opening_text(const Frame& f, double slope) {
  if (!std::isfinite(slope)) return "–";
  return slope == 0 ? tr(f, "valve.shut") : i18n::format(f.language, "valve.open", {share_text(slope)});
}

std::string valve_sentence(const Frame& f, const Valve& valve) {
  std::string open = opening_text(f, valve.slope);
  if (valve.slope != 0 && is_nearly_shut(valve)) open = i18n::format(f.language, "valve.almost", {open});
  if (valve.slope < 0) open = i18n::format(f.language, "valve.turned", {open});
  return i18n::format(f.language, "valve.sentence",
                      {number_text(valve.arriving), number_text(valve.passed), open});
}

float draw_verdict(Frame& f, const Valve& valve, const Rect& rect) {
  const std::string id(verdict_of(valve));
  const bool is_warning = id == "shut" || id == "nearly_shut";
  const std::string head = tr(f, "neuron.verdict." + id);
  const std::string says = i18n::format(f.language, "neuron.says." + id,
                                        {app::short_text(valve.arriving), app::short_text(valve.passed)});
  add_text(f, "text.verdict", rect, i18n::format(f.language, "reading", {head, says}));
  Rect rest = rect;
  Rect line = cut_top(rest, 24);
  ImGui::GetWindowDrawList()->AddCircleFilled(centre(cut_left(line, 10, 8)), 4.5F,
                                              is_warning ? f.theme.warning : f.theme.accent);
  draw_text(f, line, {kLarge, Weight::semibold, f.theme.ink}, head);
  return 24 + draw_prose(f, rest, body(f), says);
}

void draw_valve(const Frame& f, const Rect& rect, const Valve& valve) {
  Rect rest = rect;
  const TextStyle label = label_text(f);
  const bool warns = is_nearly_shut(valve);
  const ImU32 colour = warns ? f.theme.warning : f.theme.ink;
  const auto told = [&](const std::string& text) {
    return warns && valve.slope != 0 ? i18n::format(f.language, "valve.almost", {text}) : text;
  };
  if (rect.h >= kLeastWithLabels)
    draw_words(f, cut_top(rest, kLabels, 2), label, warns ? with_colour(label, colour) : label,
               {"δ = f′(z) · ∂L/∂a", told(tr(f, "valve.gate")), "∂L/∂a"});
  const bool is_large = rect.h >= kLargeNumbers;
  const TextStyle number{is_large ? 17.0F : kBody, Weight::semibold, f.theme.ink};
  draw_words(f, cut_bottom(rest, is_large ? 24 : 18, 2), number, with_colour(number, colour),
             {number_text(valve.passed), opening_text(f, valve.slope), number_text(valve.arriving)});
  if (rest.h < 2 * (kStub + kRail) + 12) return;
  const Pipe pipe = pipe_in(rest, valve);
  draw_flow(f, pipe, valve);
  draw_rails(f, pipe);
  draw_gate(f, pipe);
}

}  // namespace lab::ui
