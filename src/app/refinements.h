// What can be added to plain training: dropout, penalties, limits for the gradient, a schedule of the learning rate and the
// finer settings of what was chosen elsewhere. By default nothing is added. Which fields these are, in which order they are
// read, and what they need in order to matter, the field table says.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "app/fields.h"
#include "app/scenario.h"
#include "nn/schedule.h"

namespace lab::app {

std::span<const Field* const> refinements();  // in the order in which they are read

bool is_detail(const Field&);  // a refinement of another refinement

bool has_effect(const Scenario&, const Field&);  // with what else is chosen

// Whether it has an effect and is not as a fresh Scenario has it.
bool is_added(const Scenario&, const Field&);

// The same Scenario with all of them at their defaults.
Scenario without_refinements(const Scenario&);

nn::ScheduleSettings schedule_settings(const Scenario&);

// The rate of the update that follows each of these steps, which ascend; with the edits of the Scenario made
// at their steps.
std::vector<double> learning_rates(const Scenario&, std::span<const std::int64_t> steps);

// How many steps show the whole of the schedule: some falls, or a descent and some of what follows; 0: it is
// constant.
std::int64_t schedule_span(const Scenario&);

}  // namespace lab::app
