// The weight scale with which an activation passes on the variance it receives: 1/√E[f(z)²], z ~ N(0, 1).
// Weights of variance gain²/fan-in above such a layer have pre-activations of variance 1 again (He et al.
// 2015 for ReLU, Kumar 2017 for any function). The same bits everywhere, since weights are drawn with it.
#pragma once

#include "act/activation.h"
#include "act/vector_activation.h"

namespace lab::act {

// To about 1e-5, whatever the function, typed ones too. 1 where the mean square is 0, infinite or no number.
float variance_gain(const Activation&);

// The same for a layer of `units`, by 4,096 examples drawn once: to about 2 %.
float variance_gain(const VectorActivation&, int units);

}  // namespace lab::act
