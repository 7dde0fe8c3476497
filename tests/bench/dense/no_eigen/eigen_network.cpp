// Stands in where Eigen is not installed.
#include "../eigen_network.h"

namespace lab::bench {

const bool kHasEigen = false;

Steps eigen_training(const Workload&, const Examples&) { return {}; }
Steps eigen_neurons(const Workload&, const std::vector<float>&) { return {}; }

}  // namespace lab::bench
