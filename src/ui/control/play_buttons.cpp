#include "ui/control/play_buttons.h"

#include <algorithm>

#include "app/lessons.h"
#include "ui/control/widgets.h"

namespace lab::ui {

void draw_play_buttons(Frame& f, Rect& rest, bool has_new_weights) {
  const bool is_playing = f.app.shown.play;
  const bool can_train = app::can_train(f.app);
  const float big = std::min(rest.h - 8, 40.0F);
  const float small = std::min(big, 32.0F);
  const bool is_narrow = rest.w < kNarrowRow;
  const float apart = is_narrow ? 4 : 8;
  const auto place = [&](float side, float gap) {
    const Rect strip = cut_left(rest, side, gap);
    return Rect{strip.x, strip.y + (strip.h - side) / 2, side, side};
  };
  if (is_shown(f, "play") &&
      icon_button(f, place(big, apart + 4), "play",
                  app::is_waiting(f.app) ? Icon::lock
                  : is_playing           ? Icon::pause
                                         : Icon::play,
                  tr(f, is_playing ? "train.pause" : "train.play"), Look::filled, can_train)) {
    ask(f, app::TogglePlay{});
  }
  if (is_shown(f, "step") && icon_button(f, place(small, apart), "step", Icon::step, tr(f, "train.step"),
                                         Look::outline, can_train)) {
    ask(f, app::Step{1});
  }
  if (is_shown(f, "reset") &&
      icon_button(f, place(small, apart), "reset", Icon::reset, tr(f, "train.reset"))) {
    ask(f, app::Reset{});
  }
  if (has_new_weights && is_shown(f, "new_weights") &&
      icon_button(f, place(small, is_narrow ? apart : kGap), "new_weights", Icon::dice,
                  tr(f, "train.new_weights"))) {
    ask(f, app::NewWeights{});
  }
}

}  // namespace lab::ui
