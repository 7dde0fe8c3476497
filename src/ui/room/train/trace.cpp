// Whether a point is followed through the network, and the button that begins and ends it.
#include "ui/room/train/trace.h"

#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

bool has_trace(const Frame& f) { return f.app.shown.trace > 0 && is_shown(f, "trace") && !has_twin(f); }

bool has_trace_button(const Frame& f) { return is_shown(f, "trace") && !has_twin(f); }

void draw_trace_button(Frame& f, TrainView& state, const Rect& rect) {
  const bool is_open = f.app.shown.trace > 0;
  if (!icon_button(f, rect, "trace.open", Icon::trace, tr(f, "field.trace"),
                   is_open ? Look::chosen : Look::plain))
    return;
  app::Scenario next = f.app.shown;
  next.trace = is_open ? 0 : app::stage_count(nn::kMaxHiddenLayers + 1);
  state.trace.begins = !is_open && !(next.x1 && next.x2);
  change(f, next);
}

}  // namespace lab::ui
