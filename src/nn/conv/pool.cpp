#include "nn/conv/pool.h"

#include <algorithm>
#include <cassert>

#include "base/simd.h"
#include "nn/dense.h"

namespace lab::nn {

namespace hn = base::hn;
using base::kLanes;
using base::Lanes;

namespace {

// Calls result(first pixel of the window, result) for every channel and position, as offsets in floats.
template <typename Result>
inline void for_each_position(const PoolShape& shape, std::size_t lanes, const Result& result) {
  const ImageSize out = output_size(shape);
  const auto stride = static_cast<std::size_t>(shape.window.stride);
  const std::size_t width = static_cast<std::size_t>(shape.in.width) * lanes;
  std::size_t to = 0;
  for (std::size_t c = 0; c < static_cast<std::size_t>(out.channels); ++c) {
    for (std::size_t y = 0; y < static_cast<std::size_t>(out.height); ++y) {
      std::size_t from = c * pixels_of(shape.in) * lanes + y * stride * width;
      for (int x = 0; x < out.width; ++x, from += stride * lanes, to += lanes) result(from, to);
    }
  }
}

// Calls tap(offset in floats from the window's first pixel, number) in row-major order. A kSide other than 0
// is the window's height and width, known beforehand.
template <int kSide, typename Tap>
inline void for_each_tap(const PoolShape& shape, std::size_t lanes, const Tap& tap) {
  const int height = kSide > 0 ? kSide : shape.window.height;
  const int width = kSide > 0 ? kSide : shape.window.width;
  for (int i = 0; i < height; ++i) {
    for (int j = 0; j < width; ++j)
      tap(static_cast<std::size_t>(i * shape.in.width + j) * lanes, i * width + j);
  }
}

// The positions along one side that see a pixel.
struct Positions {
  int begin;
  int end;
};
Positions positions_of(int pixel, int window, int stride, int count) {
  const int first = pixel < window ? 0 : (pixel - window) / stride + 1;
  return {first, std::min(count, pixel / stride + 1)};
}

// δ_in of a pixel at `to`: sum(lane) times the slope.
template <typename Sum>
inline void store_pixel(const float* slope, float* delta_in, std::size_t to, std::size_t lanes,
                        const Sum& sum) {
  for (std::size_t lane = 0; lane < lanes; lane += kLanes) {
    const Lanes all = sum(lane);
    const Lanes result = slope == nullptr ? all : hn::Mul(all, base::load(slope + to + lane));
    base::store(base::flush_tiny(result), delta_in + to + lane);
  }
}

// δ_in of each pixel: the sum of share(offset in floats of a position's δ, number of the tap that the pixel
// is there) over all positions that see it.
template <typename Share>
inline void gather(const PoolShape& shape, const float* slope, float* delta_in, std::size_t lanes,
                   const Share& share) {
  const ImageSize out = output_size(shape);
  const Window& window = shape.window;
  std::size_t to = 0;
  for (int c = 0; c < out.channels; ++c) {
    for (int v = 0; v < shape.in.height; ++v) {
      const Positions down = positions_of(v, window.height, window.stride, out.height);
      for (int u = 0; u < shape.in.width; ++u, to += lanes) {
        const Positions across = positions_of(u, window.width, window.stride, out.width);
        const auto delta_at = [&](int y, int x) {
          return static_cast<std::size_t>((c * out.height + y) * out.width + x) * lanes;
        };
        const auto tap_at = [&](int y, int x) {
          return (v - y * window.stride) * window.width + u - x * window.stride;
        };
        if (down.end - down.begin == 1 && across.end - across.begin == 1) {  // windows that do not overlap
          const std::size_t at = delta_at(down.begin, across.begin);
          const int tap = tap_at(down.begin, across.begin);
          store_pixel(slope, delta_in, to, lanes, [&](std::size_t lane) { return share(at + lane, tap); });
          continue;
        }
        store_pixel(slope, delta_in, to, lanes, [&](std::size_t lane) {
          Lanes sum = base::zero_lanes();
          for (int y = down.begin; y < down.end; ++y) {
            for (int x = across.begin; x < across.end; ++x)
              sum = hn::Add(sum, share(delta_at(y, x) + lane, tap_at(y, x)));
          }
          return sum;
        });
      }
    }
  }
}

Lanes number_lanes(int number) { return base::broadcast(static_cast<float>(number)); }

template <int kSide>
void max_forward(const PoolShape& shape, const float* a, float* z, float* kept, std::size_t lanes) {
  for_each_position(shape, lanes, [&](std::size_t from, std::size_t to) {
    for (std::size_t lane = 0; lane < lanes; lane += kLanes) {
      Lanes largest = base::load(a + from + lane);
      Lanes winner = base::zero_lanes();
      for_each_tap<kSide>(shape, lanes, [&](std::size_t offset, int number) {
        const Lanes value = base::load(a + from + offset + lane);
        const auto wins = hn::Or(hn::Gt(value, largest), hn::Ne(value, value));
        largest = hn::IfThenElse(wins, value, largest);
        winner = hn::IfThenElse(wins, number_lanes(number), winner);
      });
      base::store(largest, z + to + lane);
      if (kept != nullptr) base::store(winner, kept + to + lane);
    }
  });
}

}  // namespace

void max_pool_forward(const PoolShape& shape, const float* a, float* z, float* kept, std::size_t lanes) {
  assert(fits(shape));
  if (shape.window.height == 2 && shape.window.width == 2) {  // by far the commonest
    max_forward<2>(shape, a, z, kept, lanes);
  } else {
    max_forward<0>(shape, a, z, kept, lanes);
  }
}

void max_pool_backward(const PoolShape& shape, const float* delta_out, const float* kept, const float* slope,
                       float* delta_in, std::size_t lanes) {
  assert(fits(shape));
  gather(shape, slope, delta_in, lanes, [&](std::size_t at, int tap) {
    const auto is_winner = hn::Eq(base::load(kept + at), number_lanes(tap));
    return hn::IfThenElseZero(is_winner, base::load(delta_out + at));
  });
}

void average_pool_forward(const PoolShape& shape, const float* a, float* z, std::size_t lanes) {
  assert(fits(shape));
  const Lanes share = base::broadcast(1.0F / static_cast<float>(shape.window.height * shape.window.width));
  for_each_position(shape, lanes, [&](std::size_t from, std::size_t to) {
    for (std::size_t lane = 0; lane < lanes; lane += kLanes) {
      Lanes sum = base::zero_lanes();
      for_each_tap<0>(shape, lanes, [&](std::size_t offset, int) {
        sum = hn::Add(sum, base::load(a + from + offset + lane));
      });
      base::store(hn::Mul(sum, share), z + to + lane);
    }
  });
}

void average_pool_backward(const PoolShape& shape, const float* delta_out, const float* slope,
                           float* delta_in, std::size_t lanes) {
  assert(fits(shape));
  const Lanes share = base::broadcast(1.0F / static_cast<float>(shape.window.height * shape.window.width));
  gather(shape, slope, delta_in, lanes,
         [&](std::size_t at, int) { return hn::Mul(base::load(delta_out + at), share); });
}

}  // namespace lab::nn
