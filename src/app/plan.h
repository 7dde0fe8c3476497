// The training run that a Scenario asks for, and what is shown of a Scenario at a step of it.
#pragma once

#include <cstdint>
#include <optional>

#include "app/scenario.h"
#include "nn/network.h"
#include "run/run.h"

namespace lab::app {

nn::NetworkSpec network_spec(const Scenario&);

// Where the network has a weight or bias in its flat array; nothing where it has no such place.
std::optional<std::uint32_t> param_of(const nn::NetworkSpec&, const WeightPlace&);
std::vector<std::uint32_t> weights_and_biases(const nn::NetworkSpec&);  // all there are, without γ and β

run::Course course_of(const Scenario&);  // with its edits
run::Plan plan_of(const Scenario&);

bool is_of_activation(std::string_view key);  // the field chooses it, or sets its parameters

// As many as there are runs: the first one's own, then of each twin: the first's without the changes of its activation, with
// the twin's in every layer from step 0 on. Points, seed, order of examples and all else are the same. Of pictures the ladder's in
// place of twins.
std::vector<Scenario> sides_of(const Scenario&);

// The Scenario with its edits up to this step made: what controls show. All that is seen follows from it and the step. What a hand
// did to weights is there at its step alone.
Scenario shown_at(const Scenario&, std::int64_t step);

}  // namespace lab::app
