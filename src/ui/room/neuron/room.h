// The parts of the Neuron room; room.cpp arranges them by the shape of the window.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/figures.h"
#include "app/neuron.h"
#include "ui/control/number_input.h"
#include "ui/control/place.h"
#include "ui/control/plot.h"
#include "ui/control/widgets.h"

namespace lab::ui {

// What a hand has reached on these points so far, and what no line can do better.
struct BestSoFar {
  std::vector<float> of;  // x1 of the points
  double right = 0, possible = 0;
};

// A weight that is being typed.
struct NumberInHand {
  std::optional<app::WeightPlace> place;
  bool has_begun = false;  // it has had the keyboard
  NumberDraft draft;
};

// What the Neuron room remembers from frame to frame that is not worth a link.
struct NeuronView {
  std::optional<app::NeuronReading> reading;  // of this version of the App
  std::uint64_t version = 0;
  nn::Snapshot painted;  // the network as its picture shows it
  std::string searched;  // in the list of activations that is open
  NumberInHand typed;
  std::size_t unit = 0;             // whose way back is shown
  double held_x1 = 0, held_x2 = 0;  // where the line was last held; the handle that moves it stays near
  BestSoFar best;
  bool is_coarse = false;  // at rest the next frame paints the plane in full detail
};

[[gnu::used, gnu::noinline]] void draw_neuron_room(Frame&, NeuronView&, const Rect&);
bool is_neuron_room_busy(const NeuronView&);
[[gnu::used, gnu::noinline]] std::string neuron_sentence(const Frame&, const NeuronView&);

// All below are drawn where there is a reading.
const app::UnitReading& shown_unit(const NeuronView&);
const act::Activation& neuron_activation(const Frame&);

// The arithmetic as a line of numbers, or one number below the other; of several neurons a row each.
void draw_arithmetic(Frame&, NeuronView&, const Rect&);
float arithmetic_height(const Frame&, const NeuronView&, float width);

void draw_plane_card(Frame&, NeuronView&, const Rect&);
void draw_plane(Frame&, NeuronView&, const Rect& square);
void draw_score(Frame&, NeuronView&, const Rect& row);

void draw_look_card(Frame&, NeuronView&, const Rect&);  // what stands beside the plane
void draw_profile(Frame&, NeuronView&, const Rect&);
void draw_sum(Frame&, NeuronView&, const Rect&);
void draw_space(Frame&, NeuronView&, const Rect&);
void draw_gate(Frame&, NeuronView&, const Rect&);

void draw_back_card(Frame&, NeuronView&, const Rect&);  // forward, then backward
inline constexpr float kBackCard = 420;

}  // namespace lab::ui
