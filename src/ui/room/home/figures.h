// The six figures of the front page as numbers, all of them computed by the core: what is trained, measured and filtered for them.
// They are made in pieces, in reading order, so that the first picture of the page waits for none of them; what a figure shows is
// a function of how far its movement has come and of nothing else.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "act/activation.h"
#include "nn/gradient_flow.h"
#include "nn/trainer.h"

namespace lab::ui {

enum class Figure { twin, slopes, xor_table, staircase, bend, image };  // in reading order
inline constexpr std::size_t kFigureCount = 6;

// Where a figure's card leads: the link that shows the same in a room, which is the network that is trained for the figure.
struct FigureRow {
  std::string_view id;    // its title is the text "home.<id>"
  std::string_view link;  // begins with its room
};
const FigureRow& row_of(Figure);

// ---- One straight line, or a closed curve; and how layers bend the plane ----

inline constexpr int kMoments = 40;  // that are kept of a run
inline constexpr int kStride = 8;    // steps between them

struct Moment {
  std::vector<float> params;
  double right = 0;  // share of the held-out points
};
struct Taught {
  nn::Trainer trainer;
  std::array<Moment, kMoments> moments;
  int count = 0;  // of them that are there
};

// Where the last hidden layer, of two units, sends places of the plane.
struct Bent {
  std::vector<float> x, h;  // (2, places): before and behind
};
inline constexpr int kGridLines = 13;  // each way
inline constexpr int kAlongLine = 25;  // places of each

// ---- Where a curve is flat, nothing is learned ----

inline constexpr std::size_t kPlaces = 121;  // of a curve

struct Slope {
  std::string_view id;  // of the activation
  std::array<double, kPlaces> z, f, slope;
  double steepest = 0;
};

// ---- XOR ----

// A network at some point of the figure's movement, 0 … 1: what it gives is a class, above ½ or not.
struct XorNet {
  nn::NetworkSpec network;
  std::vector<float> params;
};
XorNet line_at(double moved);       // it turns, and ends at a place that gets 3 of 4
XorNet two_relus_at(double moved);  // the second one comes in, until all 4 are right
std::vector<float> outputs_of(const XorNet&, const data::PointSet&);
int right_of(const XorNet&);  // of the four points

// ---- The staircase ----

inline constexpr int kDeepLayers = 10;  // with the output's

// ---- The image ----

inline constexpr int kImageSide = 20;
using Pixels = std::vector<float>;  // (kImageSide · kImageSide), row by row from the top

struct Filtered {
  Pixels picture, map, kept;  // drawn by strokes, 0 … 1; what the filter makes of it; max(0, map)
};
// A window of 3×3, row by row, its bias, and the weight and bias of an output that nobody looks at.
inline constexpr std::array<float, 12> kEdgeFilter = {-0.25F, 0, 0.25F, -0.5F, 0, 0.5F,
                                                      -0.25F, 0, 0.25F, 0,     1, 0};

struct Figures {
  std::size_t made = 0;         // of the figures, in reading order
  std::array<Taught, 2> sides;  // without an activation, with tanh
  data::PointSet points;        // of the rings, for both
  std::array<Slope, 3> slopes;
  data::PointSet table;                   // of XOR
  double best_line = 0;                   // share of its points
  std::array<nn::GradientFlow, 2> flows;  // sigmoid, ReLU
  Bent grid, sent;                        // lines of the plane, and its points
  Filtered image;
};

inline bool is_there(const Figures& figures, Figure figure) {
  return figures.made > static_cast<std::size_t>(figure);
}

// Goes on with what is not made yet, until `end_s` by base::wall_clock_s(); one piece is done in any case.
void make_some(Figures&, double end_s);

}  // namespace lab::ui
