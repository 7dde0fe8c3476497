#include "nn/examples.h"

namespace lab::nn {

Examples examples_of(const data::PointSet& points) {
  Examples examples;
  examples.units = 2;
  examples.count = points.x1.size();
  examples.train_count = points.train_count;
  examples.inputs = points.x1;
  examples.inputs.insert(examples.inputs.end(), points.x2.begin(), points.x2.end());
  examples.labels = points.label;
  examples.values = points.value;
  return examples;
}

}  // namespace lab::nn
