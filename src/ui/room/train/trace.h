// One point on its way through the network and back, in the Train room: a card that says all numbers of one neuron, and marks
// on the others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/trace.h"
#include "ui/control/function_curve.h"
#include "ui/room/train/diagram.h"

namespace lab::ui {

struct TrainView;

struct Pointed {
  double x1 = 0, x2 = 0;

  bool operator==(const Pointed&) const = default;
};

// What is remembered of it from frame to frame.
struct TraceView {
  std::optional<Pointed> pointed;      // where the pointer is on the plane
  std::optional<app::Traced> reading;  // of …
  std::uint64_t version = 0;           // … this version of the App …
  std::optional<Pointed> at;           // … and this place
  bool begins = false;  // the button was pressed: it starts where there is something to find out
  FunctionCurve curve;  // of the layer that is shown
  float height = 640;   // of the card with all its rows, in the last frame
};

bool has_trace(const Frame&);  // it is shown
void draw_trace_button(Frame&, TrainView&, const Rect&);
bool has_trace_button(const Frame&);

// Numbers on the neurons, the same in words, and the card. They are fetched late: call them where has_part().
[[gnu::used, gnu::noinline]] void draw_trace_marks(Frame&, TrainView&, const Diagram&);
[[gnu::used, gnu::noinline]] std::string traced_text(const Frame&, const TrainView&, Neuron);
[[gnu::used, gnu::noinline]] void draw_trace_card(Frame&, TrainView&, const Rect&);
}  // namespace lab::ui
