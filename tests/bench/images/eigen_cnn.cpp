// The small network for images written with Eigen: the windows of all pixels as the columns of a matrix,
// which is multiplied by the kernels (Chellapilla, Puri & Simard 2006). A column of an image is a pixel with
// its channels; windows list theirs tap after tap.
#include <Eigen/Dense>
#include <memory>

#include "cnn.h"
#include "workload.h"

namespace lab::bench {

namespace {

using Eigen::Index;
using Eigen::MatrixXf;
using Eigen::VectorXf;
using Winners = Eigen::Matrix<int, Eigen::Dynamic, Eigen::Dynamic>;

constexpr auto kBatch = static_cast<Index>(kCnnBatch);

struct Conv {
  Index side;
  MatrixXf kernels, dkernels;     // (out, 9·in)
  VectorXf biases, dbiases;       // (out)
  MatrixXf windows, dwindows;     // (9·in, pixels·batch)
  MatrixXf a, delta;              // (out, pixels·batch)
  MatrixXf pooled, pooled_delta;  // (out, pixels/4·batch)
  Winners winners;                // columns of `a`
};

struct Cnn {
  MatrixXf pictures;  // (1, pixels·batch)
  Conv conv[2];
  MatrixXf weights, dweights, logits, t, delta;
  VectorXf biases, dbiases;
  std::size_t next = 0;
};

// Calls use(column of the window, its first row, column of the image) for all taps that lie on the image.
template <typename Use>
void for_each_tap(const Conv& conv, Index channels, const Use& use) {
  const Index side = conv.side;
  for (Index k = 0; k < kBatch; ++k) {
    for (Index y = 0; y < side; ++y) {
      for (Index x = 0; x < side; ++x) {
        for (Index i = 0; i < 3; ++i) {
          const Index v = y + i - 1;
          if (v < 0 || v >= side) continue;
          for (Index j = 0; j < 3; ++j) {
            const Index u = x + j - 1;
            if (u >= 0 && u < side)
              use((k * side + y) * side + x, (3 * i + j) * channels, (k * side + v) * side + u);
          }
        }
      }
    }
  }
}

void forward(Conv& conv, const MatrixXf& below) {
  const Index channels = below.rows();
  for_each_tap(conv, channels, [&](Index column, Index row, Index pixel) {  // the border stays 0
    const float* const from = &below(0, pixel);  // plain loops: for a channel or eight they beat segments
    float* const to = &conv.windows(row, column);
    for (Index c = 0; c < channels; ++c) to[c] = from[c];
  });
  conv.a.noalias() = conv.kernels * conv.windows;
  conv.a.colwise() += conv.biases;
  conv.a = conv.a.array().max(0.0F);
  const Index half = conv.side / 2;
  for (Index k = 0; k < kBatch; ++k) {
    for (Index y = 0; y < half; ++y) {
      for (Index x = 0; x < half; ++x) {
        const Index to = (k * half + y) * half + x;
        const Index first = (k * conv.side + 2 * y) * conv.side + 2 * x;
        const Index pixels[] = {first, first + 1, first + conv.side, first + conv.side + 1};
        for (Index c = 0; c < conv.a.rows(); ++c) {
          Index winner = pixels[0];
          for (const Index pixel : pixels) winner = conv.a(c, pixel) > conv.a(c, winner) ? pixel : winner;
          conv.winners(c, to) = static_cast<int>(winner);
          conv.pooled(c, to) = conv.a(c, winner);
        }
      }
    }
  }
}

void backward(Conv& conv, MatrixXf* delta_below) {
  conv.delta.setZero();
  for (Index to = 0; to < conv.pooled.cols(); ++to) {
    for (Index c = 0; c < conv.a.rows(); ++c) {
      const Index winner = conv.winners(c, to);
      conv.delta(c, winner) = conv.a(c, winner) > 0.0F ? conv.pooled_delta(c, to) : 0.0F;
    }
  }
  conv.dkernels.noalias() = conv.delta * conv.windows.transpose();
  conv.dbiases = conv.delta.rowwise().sum();
  if (delta_below == nullptr) return;
  conv.dwindows.noalias() = conv.kernels.transpose() * conv.delta;
  delta_below->setZero();
  const Index channels = delta_below->rows();
  for_each_tap(conv, channels, [&](Index column, Index row, Index pixel) {
    const float* const from = &conv.dwindows(row, column);
    float* const to = &(*delta_below)(0, pixel);
    for (Index c = 0; c < channels; ++c) to[c] += from[c];
  });
}

void step(Cnn& cnn, const CnnExamples& examples) {
  const Index pixels = kCnnSide * kCnnSide;
  cnn.pictures = Eigen::Map<const MatrixXf>(&examples.x[cnn.next * static_cast<std::size_t>(pixels)], 1,
                                            pixels * kBatch);
  cnn.t.setZero();
  for (Index k = 0; k < kBatch; ++k)
    cnn.t(examples.classes[cnn.next + static_cast<std::size_t>(k)], k) = 1.0F;
  cnn.next = (cnn.next + kCnnBatch) % examples.count;

  forward(cnn.conv[0], cnn.pictures);
  forward(cnn.conv[1], cnn.conv[0].pooled);
  const Index units = cnn.weights.cols();
  const Eigen::Map<const MatrixXf> features(cnn.conv[1].pooled.data(), units, kBatch);
  cnn.logits.noalias() = cnn.weights * features;
  cnn.logits.colwise() += cnn.biases;
  cnn.delta = (cnn.logits.rowwise() - cnn.logits.colwise().maxCoeff()).array().exp();
  cnn.delta.array().rowwise() /= cnn.delta.colwise().sum().eval().array();
  cnn.delta = (cnn.delta - cnn.t) / static_cast<float>(kBatch);
  cnn.dweights.noalias() = cnn.delta * features.transpose();
  cnn.dbiases = cnn.delta.rowwise().sum();
  Eigen::Map<MatrixXf>(cnn.conv[1].pooled_delta.data(), units, kBatch).noalias() =
      cnn.weights.transpose() * cnn.delta;
  backward(cnn.conv[1], &cnn.conv[0].pooled_delta);
  backward(cnn.conv[0], nullptr);

  for (Conv& conv : cnn.conv) {
    conv.kernels -= kLearningRate * conv.dkernels;
    conv.biases -= kLearningRate * conv.dbiases;
  }
  cnn.weights -= kLearningRate * cnn.dweights;
  cnn.biases -= kLearningRate * cnn.dbiases;
}

// (out, channels, taps) row-major to rows with tap after tap.
MatrixXf tap_by_tap(const float* from, Index out, Index channels, Index taps) {
  MatrixXf result(out, channels * taps);
  for (Index o = 0; o < out; ++o) {
    for (Index c = 0; c < channels; ++c) {
      for (Index tap = 0; tap < taps; ++tap) result(o, tap * channels + c) = *from++;
    }
  }
  return result;
}

}  // namespace

Steps eigen_cnn(const CnnExamples& examples) {
  auto cnn = std::make_shared<Cnn>();
  const std::vector<float> params = make_cnn_params();
  const float* next = params.data();
  Index channels = 1;
  Index side = kCnnSide;
  for (int l = 0; l < 2; ++l) {
    const Index out = kCnnChannels[l];
    Conv& conv = cnn->conv[l];
    conv.side = side;
    conv.kernels = tap_by_tap(next, out, channels, 9);
    conv.biases = VectorXf::Zero(out);
    next += out * channels * 9 + out;
    conv.windows = MatrixXf::Zero(9 * channels, side * side * kBatch);
    conv.a.resize(out, side * side * kBatch);
    conv.delta.resize(out, side * side * kBatch);
    conv.pooled.resize(out, side * side / 4 * kBatch);
    conv.pooled_delta.resize(out, side * side / 4 * kBatch);
    conv.winners.resize(out, side * side / 4 * kBatch);
    channels = out;
    side /= 2;
  }
  cnn->weights = tap_by_tap(next, kCnnClasses, channels, side * side);
  cnn->biases = VectorXf::Zero(kCnnClasses);
  cnn->t.resize(kCnnClasses, kBatch);
  return [cnn, &examples](int times) {
    for (int i = 0; i < times; ++i) step(*cnn, examples);
    keep(cnn->biases(kCnnClasses - 1));
  };
}

}  // namespace lab::bench
