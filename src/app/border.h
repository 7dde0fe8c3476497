// What the border between the classes looks like, where the output is 0: the name for what one sees.
#pragma once

#include <span>

#include "data/points.h"
#include "nn/network.h"

namespace lab::app {

struct Border {
  enum class Kind {
    none,      // one class everywhere on the plane
    straight,  // the network is an affine map: w1·x1 + w2·x2 + b
    bent,      // one line from edge to edge
    lines,     // several of them
    closed     // around part of the plane
  };
  Kind kind = Kind::none;
  int lines = 0;
  double w1 = 0, w2 = 0, b = 0;  // of a straight one
};

// Of a network with two inputs and one output, looked at on a grid of the plane; an affine one by its numbers.
Border border_of(const nn::NetworkSpec&, std::span<const float> params, const data::PlaneRange&,
                 nn::Workspace&);

}  // namespace lab::app
