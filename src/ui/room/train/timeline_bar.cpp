// Below the loss chart: where the run stands between its beginning and as far as it has come.
#include <algorithm>

#include "app/run_log.h"
#include "ui/control/timeline_slider.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kRow = 24;
constexpr float kLeast = 108;  // of chart and row together
constexpr float kAxis = 40;    // of the chart above

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
  cut_left(row, kAxis - kTimelineKnob);
  if (has_slider) draw_timeline_slider(f, row);
}

}  // namespace lab::ui
