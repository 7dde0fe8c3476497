#include "ui/control/timeline_slider.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/control/widgets.h"

namespace lab::ui {

namespace {

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
  draw->AddCircleFilled({at, y}, kTimelineKnob, f.theme.card);
  draw->AddCircleFilled({at, y}, kTimelineKnob - 1, f.theme.accent);
}

}  // namespace

void draw_timeline_slider(Frame& f, const Rect& row) {
  const std::int64_t furthest = app::furthest_step(f.app);
  if (furthest == 0) return;
  const auto last = static_cast<double>(furthest);
  // On its way somewhere it tells where to.
  const std::int64_t step = app::steps_to_keep(f.app);
  const std::int64_t shown = std::min(f.app.shown.play ? app::seen_run(f.app).step : step, furthest);
  base::Element slider{"timeline", base::Role::slider, tr(f, "train.timeline"), row};
  slider.value = std::to_string(shown);
  slider.value_text =
      i18n::format(f.language, "train.timeline_value", {i18n::grouped(shown), i18n::grouped(furthest)});
  slider.range = base::Range{0, last, 1};
  const Rect track = inset(row, kTimelineKnob, 0);
  const double moved = moved_to(f, slider, track, static_cast<double>(shown));
  if (moved != static_cast<double>(shown)) ask(f, app::GoTo{static_cast<std::int64_t>(moved)});
  draw_track(f, track, std::min(moved / last, 1.0), last);
}

}  // namespace lab::ui
