// The training run that a Scenario asks for, and what is shown of a Scenario at a step of it.
#pragma once

#include <cstdint>

#include "app/scenario.h"
#include "nn/network.h"
#include "run/run.h"

namespace lab::app {

nn::NetworkSpec network_spec(const Scenario&);

run::Course course_of(const Scenario&);  // with its edits
run::Plan plan_of(const Scenario&);

// The Scenario with its edits up to this step made: what controls show. All that is seen follows from it and the step.
Scenario shown_at(const Scenario&, std::int64_t step);

}  // namespace lab::app
