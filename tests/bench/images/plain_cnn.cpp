// The small network for images written the obvious way: one example after the other,
// one number after the other.
#include <algorithm>
#include <cmath>
#include <memory>

#include "cnn.h"
#include "workload.h"

namespace lab::bench {

namespace {

struct Image {
  int channels, side;
  std::vector<float> values;

  float& at(int c, int y, int x) { return values[static_cast<std::size_t>((c * side + y) * side + x)]; }
  bool has(int y, int x) const { return y >= 0 && y < side && x >= 0 && x < side; }
};

Image blank(int channels, int side) {
  return {channels, side, std::vector<float>(static_cast<std::size_t>(channels * side * side))};
}

struct Conv {
  Image below, a, delta, pooled, pooled_delta;
  std::vector<float> kernels, biases, dkernels, dbiases;

  float& kernel(std::vector<float>& of, int o, int c, int i, int j) const {
    return of[static_cast<std::size_t>(((o * below.channels + c) * 3 + i) * 3 + j)];
  }
};

struct PlainCnn {
  Conv conv[2];
  std::vector<float> weights, biases, dweights, dbiases, logits;
  std::size_t next = 0;
};

void forward(Conv& conv) {
  const int side = conv.a.side;
  for (int o = 0; o < conv.a.channels; ++o) {
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        float sum = conv.biases[static_cast<std::size_t>(o)];
        for (int c = 0; c < conv.below.channels; ++c) {
          for (int i = 0; i < 3; ++i) {
            for (int j = 0; j < 3; ++j) {
              if (conv.below.has(y + i - 1, x + j - 1))
                sum += conv.kernel(conv.kernels, o, c, i, j) * conv.below.at(c, y + i - 1, x + j - 1);
            }
          }
        }
        conv.a.at(o, y, x) = sum > 0.0F ? sum : 0.0F;
      }
    }
  }
  for (int c = 0; c < conv.a.channels; ++c) {
    for (int y = 0; y < side / 2; ++y) {
      for (int x = 0; x < side / 2; ++x) {
        float largest = conv.a.at(c, 2 * y, 2 * x);
        for (int tap = 1; tap < 4; ++tap)
          largest = std::max(largest, conv.a.at(c, 2 * y + tap / 2, 2 * x + tap % 2));
        conv.pooled.at(c, y, x) = largest;
      }
    }
  }
}

void backward_pool(Conv& conv) {
  std::fill(conv.delta.values.begin(), conv.delta.values.end(), 0.0F);
  for (int c = 0; c < conv.a.channels; ++c) {
    for (int y = 0; y < conv.pooled.side; ++y) {
      for (int x = 0; x < conv.pooled.side; ++x) {
        for (int tap = 0; tap < 4; ++tap) {
          const int v = 2 * y + tap / 2;
          const int u = 2 * x + tap % 2;
          if (conv.a.at(c, v, u) != conv.pooled.at(c, y, x)) continue;
          if (conv.a.at(c, v, u) > 0.0F) conv.delta.at(c, v, u) = conv.pooled_delta.at(c, y, x);
          break;
        }
      }
    }
  }
}

// The gradients and, where it is not null, the slope with respect to what is below.
void backward(Conv& conv, Image* delta_below) {
  backward_pool(conv);
  if (delta_below != nullptr) std::fill(delta_below->values.begin(), delta_below->values.end(), 0.0F);
  const int side = conv.a.side;
  for (int o = 0; o < conv.a.channels; ++o) {
    for (int y = 0; y < side; ++y) {
      for (int x = 0; x < side; ++x) {
        const float delta = conv.delta.at(o, y, x);
        conv.dbiases[static_cast<std::size_t>(o)] += delta;
        for (int c = 0; c < conv.below.channels; ++c) {
          for (int i = 0; i < 3; ++i) {
            for (int j = 0; j < 3; ++j) {
              if (!conv.below.has(y + i - 1, x + j - 1)) continue;
              conv.kernel(conv.dkernels, o, c, i, j) += delta * conv.below.at(c, y + i - 1, x + j - 1);
              if (delta_below != nullptr)
                delta_below->at(c, y + i - 1, x + j - 1) += delta * conv.kernel(conv.kernels, o, c, i, j);
            }
          }
        }
      }
    }
  }
}

void train_on(PlainCnn& cnn, const float* picture, std::size_t right) {
  std::copy_n(picture, cnn.conv[0].below.values.size(), cnn.conv[0].below.values.begin());
  forward(cnn.conv[0]);
  cnn.conv[1].below = cnn.conv[0].pooled;
  forward(cnn.conv[1]);
  const std::vector<float>& features = cnn.conv[1].pooled.values;
  for (std::size_t o = 0; o < cnn.logits.size(); ++o) {
    cnn.logits[o] = cnn.biases[o];
    for (std::size_t i = 0; i < features.size(); ++i)
      cnn.logits[o] += cnn.weights[o * features.size() + i] * features[i];
  }
  const float largest = *std::max_element(cnn.logits.begin(), cnn.logits.end());
  float sum = 0.0F;
  for (float& logit : cnn.logits) {
    logit = std::exp(logit - largest);
    sum += logit;
  }
  std::vector<float>& delta_features = cnn.conv[1].pooled_delta.values;
  std::fill(delta_features.begin(), delta_features.end(), 0.0F);
  for (std::size_t o = 0; o < cnn.logits.size(); ++o) {
    const float target = o == right ? 1.0F : 0.0F;
    const float delta = (cnn.logits[o] / sum - target) / static_cast<float>(kCnnBatch);
    cnn.dbiases[o] += delta;
    for (std::size_t i = 0; i < features.size(); ++i) {
      cnn.dweights[o * features.size() + i] += delta * features[i];
      delta_features[i] += delta * cnn.weights[o * features.size() + i];
    }
  }
  backward(cnn.conv[1], &cnn.conv[0].pooled_delta);
  backward(cnn.conv[0], nullptr);
}

void descend(std::vector<float>& params, std::vector<float>& gradients) {
  for (std::size_t i = 0; i < params.size(); ++i) {
    params[i] -= kLearningRate * gradients[i];
    gradients[i] = 0.0F;
  }
}

void step(PlainCnn& cnn, const CnnExamples& examples) {
  for (std::size_t k = cnn.next; k < cnn.next + kCnnBatch; ++k)
    train_on(cnn, &examples.x[k * kCnnSide * kCnnSide], static_cast<std::size_t>(examples.classes[k]));
  cnn.next = (cnn.next + kCnnBatch) % examples.count;
  for (Conv& conv : cnn.conv) {
    descend(conv.kernels, conv.dkernels);
    descend(conv.biases, conv.dbiases);
  }
  descend(cnn.weights, cnn.dweights);
  descend(cnn.biases, cnn.dbiases);
}

}  // namespace

Steps plain_cnn(const CnnExamples& examples) {
  auto cnn = std::make_shared<PlainCnn>();
  const std::vector<float> params = make_cnn_params();
  const float* next = params.data();
  const auto take = [&next](std::vector<float>& values, std::vector<float>& gradients, int count) {
    values.assign(next, next + count);
    gradients.resize(values.size());
    next += count;
  };
  int channels = 1;
  int side = kCnnSide;
  for (int l = 0; l < 2; ++l) {
    const int out = kCnnChannels[l];
    Conv& conv = cnn->conv[l];
    conv.below = blank(channels, side);
    conv.a = conv.delta = blank(out, side);
    conv.pooled = conv.pooled_delta = blank(out, side / 2);
    take(conv.kernels, conv.dkernels, out * channels * 9);
    take(conv.biases, conv.dbiases, out);
    channels = out;
    side /= 2;
  }
  take(cnn->weights, cnn->dweights, kCnnClasses * channels * side * side);
  take(cnn->biases, cnn->dbiases, kCnnClasses);
  cnn->logits.resize(kCnnClasses);
  return [cnn, &examples](int times) {
    for (int i = 0; i < times; ++i) step(*cnn, examples);
    keep(cnn->biases.back());
  };
}

}  // namespace lab::bench
