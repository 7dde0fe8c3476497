#include "app/image_reading.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "act/study/sampling.h"
#include "app/drawing.h"
#include "base/sort_by.h"

namespace lab::app {

ShownPicture shown_picture(const App& app) {
  const data::ImageSet& set = app.image_runs.front().plan.pictures;
  const std::size_t held_out = set.count - set.train_count;
  const std::size_t first = held_out > 0 ? set.train_count : 0;
  const std::size_t count = held_out > 0 ? held_out : set.count;
  ShownPicture shown;
  shown.sample = std::min(static_cast<std::size_t>(app.shown.sample) - 1, count - 1);
  if (!app.shown.draw.strokes.empty()) {
    const std::vector<float> drawn = picture_of(app.shown.draw, app.shown.brush);
    shown.pixels.assign(drawn.begin(), drawn.end());
    return shown;
  }
  const std::size_t k = first + shown.sample;
  shown.kind = set.label[k];
  for (std::size_t at = 0; at < set.side * set.side; ++at)
    shown.pixels.push_back(static_cast<double>(set.pixels[at * set.count + k]));
  return shown;
}

ImageReading read_image(const App& app, std::size_t side) {
  const run::ImageRun& run = app.image_runs[side];
  const nn::ImageSnapshot& seen = run.seen.snapshot;
  ImageReading reading;
  reading.picture = shown_picture(app);
  reading.plan = nn::plan_batches(seen.network);
  reading.trace = nn::trace_image(reading.plan, seen.params, reading.picture.pixels);
  const std::vector<double>& outputs = reading.trace.layers.back().output;
  const nn::ClassLoss loss = nn::class_loss(outputs, reading.picture.kind.value_or(0));
  reading.shares = loss.shares;
  if (reading.picture.kind) {
    reading.loss = loss.loss;
    nn::trace_back(reading.plan, seen.params, loss.slopes, reading.trace);
  }
  reading.blocks = block_layers(app.shown);
  reading.block = std::min(static_cast<std::size_t>(app.shown.block), reading.blocks.size()) - 1;
  const int channels = convolution_of(reading).out.channels;
  reading.channel = static_cast<std::size_t>(std::min(app.shown.channel, channels) - 1);
  for (const BlockLayers& block : reading.blocks)
    reading.functions.push_back(seen.network.layers[block.activation].activation);
  return reading;
}

const BlockLayers& shown_block(const ImageReading& reading) { return reading.blocks[reading.block]; }

const nn::PlannedLayer& convolution_of(const ImageReading& reading) {
  return reading.plan.layers[shown_block(reading).convolution];
}

const std::vector<double>& map_before(const ImageReading& reading) {
  return reading.trace.layers[shown_block(reading).activation].sum;
}

const std::vector<double>& map_after(const ImageReading& reading) {
  return reading.trace.layers[shown_block(reading).activation].output;
}

nn::ImageSize size_before(const ImageReading& reading) {
  return reading.plan.layers[shown_block(reading).activation].out;
}

std::vector<double> one_channel(const std::vector<double>& map, const nn::ImageSize& size,
                                std::size_t channel) {
  const auto pixels = static_cast<std::ptrdiff_t>(nn::pixels_of(size));
  const auto first = map.begin() + static_cast<std::ptrdiff_t>(channel) * pixels;
  return {first, first + pixels};
}

namespace {

// A value of a pool's map that has this one of the map below in its window; nothing at an edge that no window reaches.
std::optional<nn::Pixel> pooled_from(const nn::PlannedLayer& pool, const nn::Pixel& at) {
  const nn::Pixel pooled{at.channel, at.row / pool.spec.window.stride, at.column / pool.spec.window.stride};
  if (pooled.row >= pool.out.height || pooled.column >= pool.out.width) return std::nullopt;
  return pooled;
}

std::size_t place_of(const nn::ImageSize& size, const nn::Pixel& at) {
  return static_cast<std::size_t>((at.channel * size.height + at.row) * size.width + at.column);
}

}  // namespace

nn::Pixel chosen_pixel(const ImageReading& reading, const Scenario& shown) {
  const nn::ImageSize& map = convolution_of(reading).out;
  const int channel = static_cast<int>(reading.channel);
  if (shown.row > 0 && shown.column > 0)
    return {channel, std::min(shown.row, map.height) - 1, std::min(shown.column, map.width) - 1};
  const nn::ImageSize size = size_before(reading);
  const std::vector<double> outputs = one_channel(map_after(reading), size, reading.channel);
  const auto largest = std::max_element(outputs.begin(), outputs.end(),
                                        [](double a, double b) { return std::abs(a) < std::abs(b); });
  const auto at = static_cast<int>(largest - outputs.begin());
  const nn::Pixel found{channel, at / size.width, at % size.width};
  if (shown_block(reading).activation == shown_block(reading).convolution) return found;
  const nn::Window& window = reading.plan.layers[shown_block(reading).activation].spec.window;
  return {channel, found.row * window.stride, found.column * window.stride};
}

PixelReading read_pixel(const ImageReading& reading, std::span<const float> params, const nn::Pixel& at) {
  const BlockLayers& block = shown_block(reading);
  PixelReading read;
  read.at = at;
  read.sum = nn::trace_pixel(reading.plan, params, reading.trace, block.convolution, at);
  read.from_channels.resize(static_cast<std::size_t>(convolution_of(reading).in.channels));
  for (const nn::WindowTerm& term : read.sum.window)
    read.from_channels[static_cast<std::size_t>(term.from.channel)] += term.product;
  const auto most = std::max_element(read.from_channels.begin(), read.from_channels.end(),
                                     [](double a, double b) { return std::abs(a) < std::abs(b); });
  read.from_channel = static_cast<std::size_t>(most - read.from_channels.begin());
  if (block.pooling) {
    const nn::PlannedLayer& pool = reading.plan.layers[*block.pooling];
    read.pooled = pooled_from(pool, at);
    if (read.pooled)
      read.pooled_value = reading.trace.layers[*block.pooling].sum[place_of(pool.out, *read.pooled)];
  }
  const bool is_pooled_first = block.activation != block.convolution;
  const nn::MapTrace& layer = reading.trace.layers[block.activation];
  const nn::Pixel function_at = is_pooled_first ? read.pooled.value_or(nn::Pixel{at.channel, 0, 0}) : at;
  const std::size_t place = place_of(size_before(reading), function_at);
  read.function_in = layer.sum[place];
  read.function_out = layer.output[place];
  read.slope = layer.slope[place];
  if (!layer.arriving.empty()) {
    read.arriving = layer.arriving[place];
    read.delta = layer.delta[place];
  }
  return read;
}

namespace {

// Each 2×2 of a map as one value.
std::vector<double> pooled(const std::vector<double>& map, const nn::ImageSize& in, const nn::ImageSize& out,
                           bool is_maximum) {
  std::vector<double> values;
  for (int row = 0; row < out.height; ++row) {
    for (int column = 0; column < out.width; ++column) {
      const auto first = static_cast<std::size_t>(2 * row * in.width + 2 * column);
      const auto below = first + static_cast<std::size_t>(in.width);
      const double four[] = {map[first], map[first + 1], map[below], map[below + 1]};
      values.push_back(is_maximum ? *std::max_element(std::begin(four), std::end(four))
                                  : (four[0] + four[1] + four[2] + four[3]) / 4);
    }
  }
  return values;
}

}  // namespace

std::optional<OrderDifference> order_difference(const ImageReading& reading, bool is_maximum) {
  const BlockLayers& block = shown_block(reading);
  if (!block.pooling) return std::nullopt;
  const nn::ImageSize& in = convolution_of(reading).out;
  OrderDifference difference;
  difference.size = reading.plan.layers[*block.pooling].out;
  difference.size.channels = 1;
  const std::vector<double> sums =
      one_channel(reading.trace.layers[block.convolution].sum, in, reading.channel);
  const auto with_function = [&](std::vector<double> map) {
    for (double& value : map) value = act::read(reading.functions[reading.block], act::Reading::value, value);
    return map;
  };
  const std::vector<double> function_first = pooled(with_function(sums), in, difference.size, is_maximum);
  const std::vector<double> pool_first = with_function(pooled(sums, in, difference.size, is_maximum));
  const double sign = block.activation == block.convolution ? 1 : -1;
  for (std::size_t i = 0; i < pool_first.size(); ++i) {
    difference.map.push_back(sign * (pool_first[i] - function_first[i]));
    difference.largest = std::max(difference.largest, std::abs(difference.map.back()));
    difference.of = std::max({difference.of, std::abs(pool_first[i]), std::abs(function_first[i])});
  }
  return difference;
}

bool is_none(const OrderDifference& difference) {
  constexpr double kMillionth = 1e-6;
  return difference.largest <= kMillionth * difference.of;
}

Confusion confusion_of(const run::ImageRun& run, std::size_t most_worst) {
  const data::ImageSet& set = run.plan.pictures;
  const std::vector<nn::Answer>& answers = run.seen.answers;
  Confusion confusion;
  confusion.count.assign(set.kinds, std::vector<std::size_t>(set.kinds));
  confusion.all = answers.size();
  std::vector<std::size_t> wrong;
  for (std::size_t k = 0; k < answers.size(); ++k) {
    const std::uint8_t kind = set.label[set.train_count + k];
    ++confusion.count[kind][answers[k].kind];
    if (answers[k].kind != kind) wrong.push_back(k);
  }
  confusion.wrong = wrong.size();
  base::sort_by(wrong, [&](std::size_t k) { return -answers[k].share; });
  wrong.resize(std::min(wrong.size(), most_worst));
  confusion.worst = std::move(wrong);
  return confusion;
}

std::size_t params_of(const nn::PlannedLayer& layer) {
  return layer.spec.kind->has_params ? layer.kernels + static_cast<std::size_t>(layer.out.channels) : 0;
}

std::size_t dense_params(const nn::ConvPlan& plan) {
  const std::size_t outputs = nn::units_of(plan.layers.front().out);
  return nn::units_of(plan.input) * outputs + outputs;
}

}  // namespace lab::app
