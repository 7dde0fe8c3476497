// Weights and biases as controls name and set them.
#pragma once

#include <string>

#include "app/scenario.h"
#include "ui/frame.h"

namespace lab::ui {

std::string weight_id(const app::WeightPlace&);  // of its control: "w.1.2.3", "w.1.2.b"

// By hand, at the present step; within what the field w takes.
void set_weight(Frame&, const app::WeightPlace&, double value, bool goes_on = false);

}  // namespace lab::ui
