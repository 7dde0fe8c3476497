// Point sets of the plane, by name and seed:
// the same name, sizes and seed give the same bits on every platform.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace lab::data {

// The square of the plane a set is shown and drawn in, in data units; both axes share it.
struct PlaneRange {
  float min = -3.0F;
  float max = 3.0F;
};

struct PointSet {
  std::vector<float> x1;            // (points)
  std::vector<float> x2;            // (points)
  std::vector<std::uint8_t> label;  // (points) class, counted from 0; our sets have classes 0 and 1
  std::vector<float> value;         // (points) what a regression is to give; empty: the classes are learnt
  std::size_t train_count = 0;      // points [0, train_count) are trained on, the others are held out
  PlaneRange plane;
};

struct PointRequest {
  int count = 500;           // points in all; the exact tables ignore it
  double train_share = 0.5;  // share of the points that is trained on, 0.1 … 0.9; tables train on all
  double noise = 0.0;        // standard deviation of the jitter, in half widths of the plane, 0 … 0.5
  std::uint64_t seed = 1;    // chooses the points; independent of the network's own stream
};

struct DatasetRow {
  std::string_view id;  // the word in a link, e.g. "spiral"; its name is the text "data.<id>"
  bool is_exact_table;  // a fixed table of points: count, split and noise do not apply
  PointSet (*generate)(const PointRequest&);
};

std::span<const DatasetRow> datasets();
const DatasetRow* find_dataset(std::string_view id);  // nullptr when there is none

}  // namespace lab::data
