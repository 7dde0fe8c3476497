// Stands in where Eigen is not installed.
#include "../cnn.h"

namespace lab::bench {

Steps eigen_cnn(const CnnExamples&) { return {}; }

}  // namespace lab::bench
