// A rectangle in points, y downwards.
#pragma once

namespace lab::base {

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;

  bool operator==(const Rect&) const = default;
};

}  // namespace lab::base
