// Below the loss chart: where the run stands between its beginning and as far as it has come.
#include <algorithm>
#include <cmath>

#include "app/run_log.h"
#include "base/text.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kRow = 24;
constexpr float kLeast = 108;  // of chart and row together
constexpr float kKnob = 6;
constexpr float kAxis = 40;  // of the chart above
constexpr float kTick = 4;

// What the step becomes by keys, page or pointer.
double moved_to(Frame& f, const base::Element& slider, const Rect& track, double step) {
  const Press press = pressable(f, slider);
  if (slider.is_disabled || is_locked(f, "timeline")) return step;
  const double last = slider.range->max;
  if (const auto text = value_from_page(f, "timeline")) step = base::parse_number(*text).value_or(step);
  step += steps_by_key(f, "timeline");
  if (press.is_held && !is_finger_scrolling() && pointer().has_moved)
    step =
        std::round(static_cast<double>(std::clamp((pointer().at.x - track.x) / track.w, 0.0F, 1.0F)) * last);
  return std::clamp(step, 0.0, last);
}

void draw_track(const Frame& f, const Rect& track, double share, double last) {
  ImDrawList* const draw = ImGui::GetWindowDrawList();
  const float y = centre(track).y, at = track.x + track.w * static_cast<float>(share);
  const auto bar = [&](float to, ImU32 colour) {
    draw->AddRectFilled({track.x, y - 1.5F}, {to, y + 1.5F}, colour, 1.5F);
  };
  bar(right(track), f.theme.track);
  bar(at, with_alpha(f.theme.accent, 0.6F));
  for (const app::Edit& edit : f.app.scenario.edits) {  // where something was changed
    const double place = static_cast<double>(edit.step) / last;
    if (place > 1) continue;
    const float x = track.x + track.w * static_cast<float>(place);
    draw->AddLine({x, y - kTick}, {x, y + kTick}, f.theme.muted, 1.5F);
  }
  draw->AddCircleFilled({at, y}, kKnob, f.theme.card);
  draw->AddCircleFilled({at, y}, kKnob - 1, f.theme.accent);
}

void draw_slider(Frame& f, Rect row) {
  const std::int64_t furthest = app::furthest_step(f.app);
  if (furthest == 0) return;
  const auto last = static_cast<double>(furthest);
  // On its way somewhere it tells where to.
  const std::int64_t step = app::steps_to_keep(f.app);
  const std::int64_t shown = std::min(f.app.shown.play ? f.run->seen.snapshot.step : step, furthest);
  base::Element slider{"timeline", base::Role::slider, tr(f, "train.timeline"), row};
  slider.value = std::to_string(shown);
  slider.value_text =
      i18n::format(f.language, "train.timeline_value", {i18n::grouped(shown), i18n::grouped(furthest)});
  slider.range = base::Range{0, last, 1};
  const Rect track = inset(row, kKnob, 0);
  const double moved = moved_to(f, slider, track, static_cast<double>(shown));
  if (moved != static_cast<double>(shown)) ask(f, app::GoTo{static_cast<std::int64_t>(moved)});
  draw_track(f, track, std::min(moved / last, 1.0), last);
}

}  // namespace

void draw_timeline(Frame& f, Rect& rest, float beside) {
  const bool has_slider = is_shown(f, "timeline"), has_log = is_shown(f, "runs");
  if (rest.h < kLeast || (!has_slider && !has_log)) return;
  Rect row = cut_bottom(rest, kRow, 4);
  if (has_log) {
    const std::size_t count = f.app.log.runs.size();
    const std::string text =
        count == 0 ? tr(f, "log.title") : i18n::format(f.language, "log.open", {std::to_string(count + 1)});
    const float width = button_width(f, text);
    const Rect place = cut_right(row, std::max(width, beside), kUnit);
    if (button(f, {right(place) - width, place.y, width, place.h}, "runs.open", text, Look::plain))
      open_run_log();
    if (is_run_log_open() && has_part(f)) draw_run_log(f);
  }
  cut_left(row, kAxis - kKnob);
  if (has_slider) draw_slider(f, row);
}

}  // namespace lab::ui
