// What can be added to plain training: dropout, penalties, limits for the gradient, a schedule of the
// learning rate and the finer settings of what was chosen elsewhere. By default nothing is added.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "app/scenario.h"
#include "nn/schedule.h"

namespace lab::app {

struct Refinement {
  std::string_view key;                       // of its field
  std::span<const std::string_view> presets;  // values worth offering, ascending; empty: the field's words
  std::string_view needs_key{};               // the field that must hold one of these words for this
  std::array<std::string_view, 2> needs_words{};  // one to have any effect; empty: it always has
  double span_factor = 0;  // of a number of steps: this many times it shows all that it does
};

std::span<const Refinement> refinements();

bool is_detail(const Refinement&);  // of another refinement

bool has_effect(const Scenario&, const Refinement&);  // with what else is chosen

// Whether it has an effect and is not as a fresh Scenario has it.
bool is_added(const Scenario&, const Refinement&);

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
