#include "nn/conv/conv.h"

#include <algorithm>
#include <cassert>

#include "nn/dense.h"
#include "nn/dense_tile.h"

namespace lab::nn {

namespace hn = base::hn;
using base::kLanes;
using base::Lanes;

namespace {

// Along one side of an image: which taps of the window count for one result, and where the first of them is
// on the image that is read. The next tap lies `tap_step` further in the window and `in_step` on the image.
struct Taps {
  int first;
  int count;
  int at;

  friend bool operator==(const Taps& a, const Taps& b) { return a.first == b.first && a.count == b.count; }
};

struct Side {
  int in;   // pixels of the layer's input
  int out;  // positions of the window
  int window;
  int stride;
  int padding;
};

Side down(const ConvShape& shape) {
  return {shape.in.height, output_size(shape).height, shape.window.height, shape.window.stride,
          shape.window.padding};
}

Side across(const ConvShape& shape) {
  return {shape.in.width, output_size(shape).width, shape.window.width, shape.window.stride,
          shape.window.padding};
}

// The pixels that position `x` sees: one on for each tap.
Taps taps_of_position(const Side& side, int x) {
  const int start = x * side.stride - side.padding;
  const int first = std::max(0, -start);
  return {first, std::min(side.window, side.in - start) - first, start + first};
}

// The positions that see pixel `u`: one back for each `stride` taps. There may be none.
Taps taps_of_pixel(const Side& side, int u) {
  const int reach = u + side.padding;
  const int beyond = std::max(0, reach - side.stride * (side.out - 1));  // no position is far enough for less
  const int first = beyond + (reach - beyond) % side.stride;
  const int last = std::min(side.window - 1, reach);
  return {first, last < first ? 0 : (last - first) / side.stride + 1, (reach - first) / side.stride};
}

// What forward and backward have in common: each result is a sum over the planes of an image and over taps in
// a window of them.
struct Sums {
  Side side[2];  // down, across
  Taps (*taps)(const Side&, int);
  int results[2];             // rows and columns of the image that is made
  int tap_step;               // from one tap to the next, in the window …
  int in_step;                // … and on the image that is read
  int planes;                 // of that image
  int in_width;               // of that image
  std::ptrdiff_t in_plane;    // floats from plane to plane of that image
  std::ptrdiff_t plane_step;  // from the factors of a plane to those of the next …
  std::ptrdiff_t tile_step;   // … and from those of one made channel to the next
  int out_channels;           // made
};

// Where the sums of some neighbouring results start, the same for all made channels.
struct Reading {
  Products first_row;  // of the first plane
  int rows;
  std::ptrdiff_t factor_row;  // floats from one row of the window to the next that counts …
  std::ptrdiff_t in_row;      // … and on the image
  int planes;
  std::ptrdiff_t factor_plane;
  std::ptrdiff_t in_plane;
};

// A kTaps other than 0 is how many taps a row has.
template <int R, int V, int kTaps>
inline void sum_window(Lanes (&sums)[R][V], const Reading& reading, std::ptrdiff_t factors,
                       std::size_t lane) {
  Products row = reading.first_row;
  row.factors += factors;
  row.in += lane;
  for (int plane = 0; plane < reading.planes; ++plane) {
    Products next = row;
    for (int i = 0; i < reading.rows; ++i) {
      accumulate<R, V, kTaps>(sums, next);
      next.factors += reading.factor_row;
      next.in += reading.in_row;
    }
    row.factors += reading.factor_plane;
    row.in += reading.in_plane;
  }
}

// How sums begin and what becomes of them.
struct ForwardEnds {
  const float* biases;
  Lanes start(int channel) const { return base::broadcast(biases[channel]); }
  Lanes finish(Lanes sum, std::size_t) const { return sum; }
};
struct BackwardEnds {
  Lanes start(int) const { return base::zero_lanes(); }
  Lanes finish(Lanes sum, std::size_t) const { return base::flush_tiny(sum); }
};
struct BackwardSlopeEnds {
  const float* slope;
  Lanes start(int) const { return base::zero_lanes(); }
  Lanes finish(Lanes sum, std::size_t at) const {
    return base::flush_tiny(hn::Mul(sum, base::load(slope + at)));
  }
};

// R channels from `channel` on, V vectors at `lane` of the run.
template <int R, int V, int kTaps, typename Ends>
inline void tile(const Sums& work, const Reading& reading, const Ends& ends, int channel, float* made,
                 std::size_t plane, std::size_t at, std::size_t lane) {
  Lanes sums[R][V];
  for (int r = 0; r < R; ++r) {
    const Lanes start = ends.start(channel + r);
    for (int v = 0; v < V; ++v) sums[r][v] = start;
  }
  sum_window<R, V, kTaps>(sums, reading, channel * work.tile_step, lane);
  for (int r = 0; r < R; ++r) {
    const std::size_t to = static_cast<std::size_t>(channel + r) * plane + at + lane;
    for (int v = 0; v < V; ++v) {
      const std::size_t vector = to + static_cast<std::size_t>(v) * kLanes;
      base::store(ends.finish(sums[r][v], vector), made + vector);
    }
  }
}

// All channels of a run of lanes that starts at `at` of each plane.
template <int kTaps, typename Ends>
void fill_run(const Sums& work, const Reading& reading, const Ends& ends, float* made, std::size_t plane,
              std::size_t at, std::size_t run) {
  for_each_strip<4>(run, [&](auto vectors, std::size_t lane, auto) {
    constexpr int kVectors = decltype(vectors)::value;
    int channel = 0;
    for (; channel + 2 <= work.out_channels; channel += 2)
      tile<2, kVectors, kTaps>(work, reading, ends, channel, made, plane, at, lane);
    if (channel < work.out_channels)
      tile<1, kVectors, kTaps>(work, reading, ends, channel, made, plane, at, lane);
  });
}

// The reading of results that share their taps.
Reading reading_of(const Sums& work, const float* kernels, const float* in, const Taps& y, const Taps& x,
                   std::size_t lanes) {
  const auto step = static_cast<std::ptrdiff_t>(lanes);
  const std::ptrdiff_t in_row = work.in_width * step;
  Reading reading{};
  reading.first_row = {kernels, work.tap_step, work.tile_step, in, work.in_step * step, x.count};
  if (y.count == 0 || x.count == 0) return reading;
  reading.first_row.factors += y.first * work.side[1].window + x.first;
  reading.first_row.in += y.at * in_row + x.at * step;
  reading.rows = y.count;
  reading.factor_row = static_cast<std::ptrdiff_t>(work.tap_step) * work.side[1].window;
  reading.in_row = work.in_step * in_row;
  reading.planes = work.planes;
  reading.factor_plane = work.plane_step;
  reading.in_plane = work.in_plane;
  return reading;
}

// Results beside each other that have the same taps form one run of lanes, where what they read does too:
// with stride 1 all of a row but for its borders.
template <typename Ends>
void fill_image(const Sums& work, const float* kernels, const float* in, const Ends& ends, float* made,
                std::size_t lanes) {
  const auto width = static_cast<std::size_t>(work.results[1]);
  const std::size_t plane = static_cast<std::size_t>(work.results[0]) * width * lanes;
  for (int row = 0; row < work.results[0]; ++row) {
    const Taps y = work.taps(work.side[0], row);
    for (int first = 0, end = 0; first < work.results[1]; first = end) {
      const Taps x = work.taps(work.side[1], first);
      end = first + 1;
      while (work.side[1].stride == 1 && end < work.results[1] && work.taps(work.side[1], end) == x) ++end;
      const std::size_t at =
          (static_cast<std::size_t>(row) * width + static_cast<std::size_t>(first)) * lanes;
      const Reading reading = reading_of(work, kernels, in, y, x, lanes);
      const std::size_t run = static_cast<std::size_t>(end - first) * lanes;
      if (x.count == 3) {  // by far the commonest kernels
        fill_run<3>(work, reading, ends, made, plane, at, run);
      } else {
        fill_run<0>(work, reading, ends, made, plane, at, run);
      }
    }
  }
}

// What both directions say of the image that is read and the one that is made.
Sums sums_between(const ConvShape& shape, const ImageSize& read, const ImageSize& made, std::size_t lanes) {
  assert(fits(shape.in, shape.window));
  Sums work{};
  work.side[0] = down(shape);
  work.side[1] = across(shape);
  work.results[0] = made.height;
  work.results[1] = made.width;
  work.planes = read.channels;
  work.in_width = read.width;
  work.in_plane = static_cast<std::ptrdiff_t>(pixels_of(read) * lanes);
  work.out_channels = made.channels;
  return work;
}

}  // namespace

void conv_forward(const ConvShape& shape, const float* kernels, const float* biases, const float* a, float* z,
                  std::size_t lanes) {
  Sums work = sums_between(shape, shape.in, output_size(shape), lanes);
  work.taps = taps_of_position;
  work.tap_step = 1;
  work.in_step = 1;
  work.plane_step = static_cast<std::ptrdiff_t>(shape.window.height) * shape.window.width;
  work.tile_step = work.plane_step * shape.in.channels;
  fill_image(work, kernels, a, ForwardEnds{biases}, z, lanes);
}

void conv_backward(const ConvShape& shape, const float* kernels, const float* delta_out, const float* slope,
                   float* delta_in, std::size_t lanes) {
  Sums work = sums_between(shape, output_size(shape), shape.in, lanes);
  work.taps = taps_of_pixel;
  work.tap_step = shape.window.stride;
  work.in_step = -1;
  work.tile_step = static_cast<std::ptrdiff_t>(shape.window.height) * shape.window.width;
  work.plane_step = work.tile_step * shape.in.channels;
  if (slope == nullptr) {
    fill_image(work, kernels, delta_out, BackwardEnds{}, delta_in, lanes);
  } else {
    fill_image(work, kernels, delta_out, BackwardSlopeEnds{slope}, delta_in, lanes);
  }
}

}  // namespace lab::nn
