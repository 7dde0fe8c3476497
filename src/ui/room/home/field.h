// What a network gives over part of the plane, as a picture: computed by the core at the corners of a mesh, with colours that
// change evenly between them, and the border where the class changes. Made anew only where something else is to be seen.
#pragma once

#include "data/points.h"
#include "export/contour.h"
#include "nn/network.h"
#include "ui/frame.h"

namespace lab::ui {

// As much of the plane as a rectangle shows where a unit is as long along both axes, the square of a data set all in it.
struct Window {
  Rect area;
  float x = 0, y = 0, unit = 1;  // the plane's middle, and points of the screen for each unit
};
Window window_of(const Rect&, const data::PlaneRange&);
ImVec2 place_in(const Window&, float x1, float x2);

struct Field {
  double key = -1;   // of what is shown
  float aspect = 0;  // of the rectangle
  exports::Grid grid;
  std::vector<std::vector<exports::Point>> border;
};

struct Output {
  const nn::NetworkSpec& network;
  std::span<const float> params;
  bool is_logit = true;  // else 0 is one class and 1 the other
};

// `key` says which output it is.
void draw_field(const Frame&, Field&, const Window&, const Output&, double key);

// Rounds the corners of a picture in a card, and draws its edge.
void draw_edge(const Frame&, const Rect&);

void draw_points(const Frame&, const Window&, const data::PointSet&);
void draw_point(const Frame&, ImVec2 at, float radius, bool is_class1);

}  // namespace lab::ui
