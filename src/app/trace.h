// One place of the plane on its way through the network and back, stage by stage: the layers one after the other, the loss, and
// the layers in turn from the last to the first.
#pragma once

#include <optional>

#include "app/plane_place.h"
#include "nn/point_trace.h"

namespace lab::app {

struct Stage {
  enum class Way { forward, loss, back };

  Way way = Way::forward;
  int layer = 1;  // hidden layers, then the output layer; of the loss the output layer
};

// Of a network with so many layers, the output layer with them; its stages are counted from 1.
int stage_count(int layers);
Stage stage_at(int number, int layers);

struct Traced {
  PlanePlace place;
  nn::PointTrace trace;
  int layers = 0;
  int stage = 1;  // as far as it is shown: 1 … stage_count
};

// What is known of a layer by then.
bool is_forward_known(const Traced&, int layer);
bool is_loss_known(const Traced&);
bool is_back_known(const Traced&, int layer);

// Nothing where a layer has a function of all its sums, which has no slope of its own.
[[gnu::used, gnu::noinline]] std::optional<Traced> read_trace(const App&, const PlanePlace&);

}  // namespace lab::app
