// What a room works on. Most rooms share one network, its points and its run; Neuron has a network of its own. What is not
// worked on is set aside, and comes back as it was left.
#pragma once

#include <string_view>

#include "app/app.h"

namespace lab::app {

// Of a room, a word of view=: "network", "neuron" or "image".
std::string_view bench_of(std::string_view view);

// What a link means that names this room and nothing else.
Scenario first_scenario(std::string_view view);

// Pictures are trained on in the room Image alone, and points in all others.
bool is_of_pictures(std::string_view data);
bool fits_room(const Scenario&);  // its data does

// Where the room works on something else than the present one does: sets that aside, and what is the room's own takes its place.
// What is the reader's, and what is seen in every room alike, stays.
void change_bench(App&, std::string_view view, By);

}  // namespace lab::app
