// Reference traces: exact training runs of another program (PyTorch in float64), and how far ours is from
// them. The form is that of tests/golden/training_golden.json, which explains itself under "schema".
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/json_reader.h"
#include "base/result.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "nn/optimizer.h"
#include "nn/penalty.h"

namespace lab::oracle {

// What training arrives at after some steps.
struct TracePoint {
  int step = 0;
  double tolerance = 0.0;  // of a parameter; of a loss times max(1, loss)
  double loss = 0.0;
  double total = 0.0;  // with the penalty
  std::vector<double> params;
};

struct Trace {
  std::string name;
  nn::NetworkSpec network;
  const nn::LossRow* loss = nullptr;
  const nn::OptimizerRow* optimizer = nullptr;
  nn::OptimizerSettings settings;
  float learning_rate = 0.0F;
  nn::Penalty penalty;
  std::vector<std::vector<float>> inputs;   // (examples, inputs)
  std::vector<std::vector<float>> targets;  // (examples, outputs); of classes 1 for the one, 0 for the others
  std::vector<float> params;                // before the first step
  double first_loss = 0.0;
  double first_total = 0.0;
  std::vector<double> first_gradients;  // of the total
  std::vector<TracePoint> points;       // by step
};

// The entry that is missing, malformed, or names something we do not have.
struct TraceFault {
  std::string entry;
};
base::Result<Trace, TraceFault> read_trace(const base::Json&);

// The comparison that came closest to its tolerance, or went furthest beyond.
struct TraceResult {
  enum class What { loss, total, gradient, parameter } what = What::loss;
  int step = 0;
  double deviation = 0.0;  // absolute; infinite for NaN
  double share = 0.0;      // of the tolerance; the trace passes up to 1
};

// Trains the trace's network on all its examples and compares. The tolerance of step 0 is 5e-6, relative for
// values above 1.
TraceResult check_trace(const Trace&);

}  // namespace lab::oracle
