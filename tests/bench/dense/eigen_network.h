// The same training written with Eigen (eigen.tuxfamily.org), as its manual would have it: one matrix a
// layer, one column an example. Where the library is not there, there is no contestant.
#pragma once

#include <vector>

#include "timing.h"
#include "workload.h"

namespace lab::bench {

extern const bool kHasEigen;

// SGD steps through the examples, batch after batch. They must live as long as the result.
Steps eigen_training(const Workload&, const Examples&);

// One step computes all neurons of all points. `x` holds x1, x2 of point after point, and must live as long.
Steps eigen_neurons(const Workload&, const std::vector<float>& x);

}  // namespace lab::bench
