// The training run of an App: made from its Scenario, moved on in slices of time, never dependent on frame
// rate.
#pragma once

#include "app/app.h"

namespace lab::app {

void start_run(App&);  // a new trainer at step 0, with steps= of the Scenario still to be trained
void apply_edits(
    App&);  // App::shown = Scenario with the edits up to the present step, and the trainer follows
void update_run(App&);  // the trainer follows App::shown (live fields), and the picture is taken anew

// Finishes what belongs to the present step, if its record is still being made: before anything else changes.
void end_step(App&);

bool is_behind(const App&);  // what is shown is not, or not wholly, of the present step

}  // namespace lab::app
