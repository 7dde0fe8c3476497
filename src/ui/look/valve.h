// The derivative as a valve: what arrives at a neuron from the right passes a gate that is open as far as f′(z), and leaves to
// the left as δ.
#pragma once

#include <string>

#include "ui/frame.h"

namespace lab::ui {

struct Valve {
  double arriving = 0;  // ∂L/∂a
  double slope = 0;     // f′(z), how far the gate is open: drawn from 0 to 1, told as it is
  double passed = 0;    // δ
};

inline constexpr float kValveHeight =
    152;  // that it makes the best of; without its labels it is two thirds as high
inline constexpr double kNearlyShut = 0.05;  // a slope below it is a warning

std::string opening_text(const Frame&, double slope);  // "3.8 % open", "shut"
// "of 0.96 that arrives, 0.037 passes: 3.8 % open, almost shut"
std::string valve_sentence(const Frame&, const Valve&);
bool is_nearly_shut(const Valve&);

// What that means for the neuron, in words: a head and a sentence below it, from the top of the rectangle. Returns its height.
float draw_verdict(Frame&, const Valve&, const Rect&);

// The pipe, and beneath it what passes, how far it is open and what arrives; where it is high enough, what they are called above.
void draw_valve(const Frame&, const Rect&, const Valve&);

}  // namespace lab::ui
