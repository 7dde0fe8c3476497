// The training run of an App: made from its Scenario, moved on in slices of time, never dependent on frame
// rate.
#pragma once

#include "app/app.h"

namespace lab::app {

void start_run(App&);  // a new trainer at step 0, with steps= of the Scenario still to be trained
void apply_edits(
    App&);  // App::shown = Scenario with the edits up to the present step, and the trainer follows
void update_run(App&);  // the trainer follows App::shown (live fields), and the picture is taken anew

}  // namespace lab::app
