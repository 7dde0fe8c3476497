// The place of the plane that is looked at number by number, and the point there.
#pragma once

#include <cstddef>

#include "app/app.h"

namespace lab::app {

struct PlanePlace {
  double x1 = 0, x2 = 0;
  std::size_t point = 0;     // the nearest of the points, …
  bool is_at_point = false;  // whether it is there, …
  bool is_class1 = false;    // its class, …
  double wanted = 0;         // and what the loss asks the output to be for it
};

PlanePlace place_at(const App&, double x1, double x2);

// Where the fields x1 and x2 say; without them at the first point of class 1.
PlanePlace chosen_place(const App&);

// The point of which the loss is largest.
[[gnu::used, gnu::noinline]] std::size_t worst_point(const App&);

}  // namespace lab::app
