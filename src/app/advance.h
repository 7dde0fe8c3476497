// The runs of an App: made from its Scenario, moved on together, and what is shown of them. For app.cpp; everyone else
// calls advance().
#pragma once

#include "app/app.h"

namespace lab::app {

std::int64_t common_step(const App&);  // that all runs have made, but for those that have diverged
void start_runs(App&);                 // new ones at step 0, with steps= of the Scenario still to be trained
void follow_scenario(
    App&);            // what is shown, and how the runs go on, is what the Scenario says for the present step
void catch_up(App&);  // all runs have made the same steps, and what is shown is of the last one
void go_to_step(App&, std::int64_t step);  // all runs, what is left of the way in slices
void forget_future(App&);  // what runs have come by that have gone back: they will come by something else
void end_step(App&);       // before anything else changes, see run::end_step()

}  // namespace lab::app
