#include "nn/conv/conv.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "base/simd.h"
#include "nn/dense.h"
#include "oracle/reference_conv.h"
#include "random_lanes.h"

using namespace lab;
using oracle::Dual;
using test::random_lanes;

namespace {

// Windows of all kinds: single pixels, even and odd, wider than high and the reverse, wider than four taps,
// as large as the image; strides up to one that leaves gaps; padding up to the most there can be.
std::vector<nn::ConvShape> all_shapes() {
  std::vector<nn::ConvShape> shapes;
  const std::vector<nn::Window> windows = {{1, 1, 1, 0}, {3, 3, 1, 0}, {3, 3, 1, 1}, {3, 3, 2, 1},
                                           {2, 3, 1, 1}, {3, 2, 2, 0}, {5, 5, 1, 2}, {4, 6, 1, 3},
                                           {2, 2, 3, 0}, {5, 7, 1, 0}, {5, 5, 3, 4}, {1, 7, 1, 0}};
  for (const nn::Window& window : windows) {
    for (const int channels : {1, 3}) {
      for (const int out : {1, 2, 5}) shapes.push_back({{channels, 5, 7}, out, window});
    }
  }
  return shapes;
}

constexpr std::size_t kLaneCounts[] = {4, 12, 36};  // batches of 1, 10 and 33

// One number of an image on lanes.
struct View {
  nn::ImageSize size;
  std::size_t lanes;
  std::size_t operator()(int c, int y, int x, std::size_t lane) const {
    return static_cast<std::size_t>((c * size.height + y) * size.width + x) * lanes + lane;
  }
  bool has(int y, int x) const { return y >= 0 && y < size.height && x >= 0 && x < size.width; }
};

// Calls use(index of the kernel's weight, index of the output, index of the input) for all taps of one lane
// in row-major order of o, c, i, j, and for each in that of the positions.
template <typename Use>
void for_each_product(const nn::ConvShape& shape, std::size_t lanes, std::size_t lane, const Use& use) {
  const nn::Window& window = shape.window;
  const nn::ImageSize out = nn::output_size(shape);
  const View of_out{out, lanes};
  const View of_in{shape.in, lanes};
  std::size_t weight = 0;
  for (int o = 0; o < out.channels; ++o) {
    for (int c = 0; c < shape.in.channels; ++c) {
      for (int i = 0; i < window.height; ++i) {
        for (int j = 0; j < window.width; ++j, ++weight) {
          for (int y = 0; y < out.height; ++y) {
            for (int x = 0; x < out.width; ++x) {
              const int v = y * window.stride + i - window.padding;
              const int u = x * window.stride + j - window.padding;
              if (of_in.has(v, u)) use(weight, of_out(o, y, x, lane), of_in(c, v, u, lane));
            }
          }
        }
      }
    }
  }
}

struct Setup {
  nn::ConvShape shape;
  std::size_t lanes;
  base::AlignedFloats kernels, biases, a, delta, slope;
  std::size_t out_floats, in_floats;
};

Setup setup_of(const nn::ConvShape& shape, std::size_t lanes) {
  const auto out = static_cast<std::size_t>(shape.out_channels);
  const std::size_t in_floats = nn::units_of(shape.in) * lanes;
  const std::size_t out_floats = nn::units_of(nn::output_size(shape)) * lanes;
  return {shape,
          lanes,
          random_lanes(out * nn::kernel_size(shape), 1),
          random_lanes(out, 2),
          random_lanes(in_floats, 3),
          random_lanes(out_floats, 4),
          random_lanes(in_floats, 5),
          out_floats,
          in_floats};
}

template <typename Check>
void for_all_setups(const Check& check) {
  for (const nn::ConvShape& shape : all_shapes()) {
    for (const std::size_t lanes : kLaneCounts) {
      CAPTURE(shape.in.channels);
      CAPTURE(shape.out_channels);
      CAPTURE(shape.window.height);
      CAPTURE(shape.window.width);
      CAPTURE(shape.window.stride);
      CAPTURE(shape.window.padding);
      CAPTURE(lanes);
      REQUIRE(nn::fits(shape.in, shape.window));
      check(setup_of(shape, lanes));
    }
  }
}

}  // namespace

TEST_CASE("an image has one value for each position of a window") {
  // ⌊(n + 2p − k)/s⌋ + 1, the output size of torch.nn.Conv2d
  CHECK(nn::positions(28, 5, 1, 0) == 24);
  CHECK(nn::positions(28, 3, 1, 1) == 28);
  CHECK(nn::positions(28, 3, 2, 1) == 14);
  CHECK(nn::positions(7, 2, 2, 0) == 3);
  CHECK(nn::positions(5, 5, 3, 0) == 1);
  CHECK(nn::output_size(nn::ConvShape{{3, 28, 20}, 8, {5, 3, 1, 0}}) == nn::ImageSize{8, 24, 18});
  CHECK(nn::kernel_size(nn::ConvShape{{3, 28, 20}, 8, {5, 3, 1, 0}}) == 45);
}

TEST_CASE("a window fits when it is somewhere whole on the padded image and never on padding alone") {
  CHECK(nn::fits({1, 5, 7}, {5, 7, 1, 0}));
  CHECK_FALSE(nn::fits({1, 5, 7}, {6, 7, 1, 0}));
  CHECK(nn::fits({1, 5, 7}, {7, 7, 1, 1}));
  CHECK_FALSE(nn::fits({1, 5, 7}, {3, 3, 1, 3}));
  CHECK_FALSE(nn::fits({1, 5, 7}, {1, 3, 1, 1}));
  CHECK_FALSE(nn::fits({1, 5, 7}, {3, 3, 0, 0}));
  CHECK_FALSE(nn::fits({1, 5, 7}, {0, 3, 1, 0}));
  CHECK_FALSE(nn::fits({1, 5, 7}, {3, 3, 1, -1}));
  CHECK_FALSE(nn::fits({0, 5, 7}, {3, 3, 1, 0}));
}

TEST_CASE("convolution sums in the documented order, however it is blocked") {
  for_all_setups([](const Setup& s) {
    base::AlignedFloats z(s.out_floats), expected(s.out_floats);
    nn::conv_forward(s.shape, s.kernels.data(), s.biases.data(), s.a.data(), z.data(), s.lanes);
    const std::size_t plane = s.out_floats / static_cast<std::size_t>(s.shape.out_channels);
    for (std::size_t at = 0; at < s.out_floats; ++at) expected[at] = s.biases[at / plane];
    for (std::size_t lane = 0; lane < s.lanes; ++lane) {
      for_each_product(s.shape, s.lanes, lane, [&](std::size_t weight, std::size_t to, std::size_t from) {
        const float product = s.kernels[weight] * s.a[from];
        expected[to] = expected[to] + product;
      });
    }
    CHECK(z == expected);
  });
}

TEST_CASE("the way back through a convolution sums in the documented order, times the slope below") {
  for_all_setups([](const Setup& s) {
    base::AlignedFloats delta_in(s.in_floats), without_slope(s.in_floats), expected(s.in_floats);
    nn::conv_backward(s.shape, s.kernels.data(), s.delta.data(), s.slope.data(), delta_in.data(), s.lanes);
    nn::conv_backward(s.shape, s.kernels.data(), s.delta.data(), nullptr, without_slope.data(), s.lanes);
    for (std::size_t lane = 0; lane < s.lanes; ++lane) {
      for_each_product(s.shape, s.lanes, lane, [&](std::size_t weight, std::size_t from, std::size_t to) {
        const float product = s.kernels[weight] * s.delta[from];
        expected[to] = expected[to] + product;
      });
    }
    CHECK(without_slope == expected);
    for (std::size_t at = 0; at < s.in_floats; ++at) expected[at] = expected[at] * s.slope[at];
    CHECK(delta_in == expected);
  });
}

TEST_CASE("gradients of kernels and biases are the documented sums over positions and lanes") {
  for_all_setups([](const Setup& s) {
    const auto out = static_cast<std::size_t>(s.shape.out_channels);
    std::vector<float> dkernels(out * nn::kernel_size(s.shape)), dbiases(out);
    nn::conv_gradients(s.shape, s.delta.data(), s.a.data(), dkernels.data(), dbiases.data(), s.lanes);
    // Positions come in the order of their rows for each weight, so one lane after the other is the order of
    // a partial sum if its vectors are taken position by position.
    std::vector<float> partial(4 * dkernels.size());
    struct Product {
      std::size_t weight, of_delta, of_a;
    };
    std::vector<Product> products;
    for_each_product(s.shape, s.lanes, 0, [&](std::size_t weight, std::size_t of_delta, std::size_t of_a) {
      products.push_back({weight, of_delta, of_a});
    });
    for (const Product& p : products) {
      for (std::size_t lane = 0; lane < s.lanes; ++lane) {
        const float product = s.delta[p.of_delta + lane] * s.a[p.of_a + lane];
        float& sum = partial[4 * p.weight + lane % 4];
        sum = sum + product;
      }
    }
    bool equal = true;
    for (std::size_t w = 0; w < dkernels.size(); ++w) {
      const float even = partial[4 * w] + partial[4 * w + 2];
      const float odd = partial[4 * w + 1] + partial[4 * w + 3];
      equal = equal && dkernels[w] == even + odd;
    }
    CHECK(equal);
    const std::size_t plane = s.out_floats / out;
    bool close = true;
    for (std::size_t o = 0; o < out; ++o) {
      double sum = 0.0;
      for (std::size_t at = 0; at < plane; ++at) sum += static_cast<double>(s.delta[o * plane + at]);
      // up to 1,260 values below 1: a thousand roundings of at most 2⁻²⁴ times a partial sum of about 30
      close = close && std::abs(sum - static_cast<double>(dbiases[o])) < 1e-4;
    }
    CHECK(close);
  });
}

TEST_CASE("a window as large as the image gives the bits of a dense layer") {
  for (const std::size_t lanes : kLaneCounts) {
    for (const int out : {1, 2, 5, 8}) {
      const Setup s = setup_of({{3, 4, 5}, out, {4, 5, 1, 0}}, lanes);
      const auto rows = static_cast<std::size_t>(out);
      base::AlignedFloats z(s.out_floats), dense_z(s.out_floats), delta(s.in_floats),
          dense_delta(s.in_floats);
      std::vector<float> gradients(rows * 61), dense_gradients(rows * 61);
      nn::conv_forward(s.shape, s.kernels.data(), s.biases.data(), s.a.data(), z.data(), lanes);
      nn::dense_forward(s.kernels.data(), s.biases.data(), s.a.data(), dense_z.data(), 60, out, lanes);
      CHECK(z == dense_z);
      nn::conv_backward(s.shape, s.kernels.data(), s.delta.data(), s.slope.data(), delta.data(), lanes);
      nn::dense_backward(s.kernels.data(), s.delta.data(), s.slope.data(), dense_delta.data(), 60, out,
                         lanes);
      CHECK(delta == dense_delta);
      nn::conv_gradients(s.shape, s.delta.data(), s.a.data(), gradients.data(), &gradients[rows * 60], lanes);
      nn::dense_gradients(s.delta.data(), s.a.data(), dense_gradients.data(), &dense_gradients[rows * 60], 60,
                          out, lanes);
      CHECK(gradients == dense_gradients);
    }
  }
}

TEST_CASE("forward pass and slopes of input, kernels and biases agree with dual numbers") {
  // The loss is Σ δ·z of one example, so that its slopes are what backward and gradients compute from δ.
  constexpr std::size_t kLane = 2;
  for (const nn::ConvShape& shape : all_shapes()) {
    if (shape.in.channels != 3 || shape.out_channels != 2) continue;
    CAPTURE(shape.window.height);
    CAPTURE(shape.window.width);
    CAPTURE(shape.window.stride);
    Setup s = setup_of(shape, base::kLanes);
    for (std::size_t at = 0; at < s.out_floats; ++at)
      s.delta[at] = at % s.lanes == kLane ? s.delta[at] : 0.0F;
    const std::size_t weights = 2 * nn::kernel_size(shape);
    base::AlignedFloats z(s.out_floats), delta_in(s.in_floats);
    std::vector<float> gradients(weights + 2);
    nn::conv_forward(shape, s.kernels.data(), s.biases.data(), s.a.data(), z.data(), s.lanes);
    nn::conv_backward(shape, s.kernels.data(), s.delta.data(), nullptr, delta_in.data(), s.lanes);
    nn::conv_gradients(shape, s.delta.data(), s.a.data(), gradients.data(), &gradients[weights], s.lanes);

    std::vector<Dual> params(s.kernels.begin(), s.kernels.begin() + static_cast<std::ptrdiff_t>(weights));
    params.insert(params.end(), {s.biases[0], s.biases[1]});
    auto image = oracle::blank<Dual>(shape.in.channels, shape.in.height, shape.in.width);
    for (std::size_t i = 0; i < image.values.size(); ++i) image.values[i] = s.a[i * s.lanes + kLane];
    const auto pass = [&] {
      return oracle::convolution(image, std::span<const Dual>(params), 2, shape.window).values;
    };
    const auto slope_of_loss = [&] {
      double slope = 0.0;
      const std::vector<Dual> values = pass();
      for (std::size_t i = 0; i < values.size(); ++i)
        slope += values[i].slope * static_cast<double>(s.delta[i * s.lanes + kLane]);
      return slope;
    };
    // Sums of up to 105 products below 1, in float32: 105 roundings of at most 2⁻²⁴ of a sum of about 10.
    constexpr double kRounding = 2e-5;
    const std::vector<Dual> values = pass();
    REQUIRE(values.size() * s.lanes == s.out_floats);
    for (std::size_t i = 0; i < values.size(); ++i)
      CHECK(std::abs(values[i].value - static_cast<double>(z[i * s.lanes + kLane])) < kRounding);
    const auto check_slopes = [&](std::vector<Dual>& of, const auto& found) {
      for (std::size_t i = 0; i < of.size(); ++i) {
        of[i].slope = 1.0;
        CHECK(std::abs(slope_of_loss() - static_cast<double>(found(i))) < kRounding);
        of[i].slope = 0.0;
      }
    };
    check_slopes(params, [&](std::size_t i) { return gradients[i]; });
    check_slopes(image.values, [&](std::size_t i) { return delta_in[i * s.lanes + kLane]; });
  }
}

TEST_CASE("what is too small to matter becomes zero on the way back") {
  const nn::ConvShape shape{{1, 3, 3}, 1, {1, 1, 1, 0}};
  base::AlignedFloats delta(36, 1e-20F), delta_in(36, 1.0F);
  const float kernel = 1e-11F;
  nn::conv_backward(shape, &kernel, delta.data(), nullptr, delta_in.data(), 4);
  CHECK(delta_in == base::AlignedFloats(36, 0.0F));
  const base::AlignedFloats slope(36, 1e-11F);
  const float one = 1.0F;
  nn::conv_backward(shape, &one, delta.data(), slope.data(), delta_in.data(), 4);
  CHECK(delta_in == base::AlignedFloats(36, 0.0F));
}
