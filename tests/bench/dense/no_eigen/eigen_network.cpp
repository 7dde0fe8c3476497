// Stands in where Eigen is not installed.
#include "../eigen_network.h"

namespace lab::bench {

const bool kHasEigen = false;

Steps eigen_training(const Workload& /*work*/, const Examples& /*examples*/) { return {}; }
Steps eigen_neurons(const Workload& /*work*/, const std::vector<float>& /*x*/) { return {}; }

}  // namespace lab::bench
