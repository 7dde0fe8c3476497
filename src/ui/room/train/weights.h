// The weights of the network in the hand: one in a small panel where it was pressed, or a layer as a matrix.
#pragma once

#include <optional>
#include <string>

#include "app/scenario.h"
#include "ui/control/number_input.h"
#include "ui/frame.h"
#include "ui/room/train/diagram.h"

namespace lab::ui {

// What is in the hand, and what has to open in the next frame that may.
struct WeightHand {
  enum class Opens { nothing, editor, matrix };

  app::WeightPlace place{1, 1, 1};          // in the editor, chosen in the matrix
  Rect about;                               // where it was pressed
  std::optional<app::WeightPlace> pointed;  // under the pointer, or where it went down …
  Rect pointed_rect;                        // … and what of it can be pressed
  bool is_held = false;
  Opens opens = Opens::nothing;
  double reach = 2;  // of the slider, to both sides of 0
  NumberDraft draft;
};

bool has_weights(const Frame&);  // they are shown, and there are some
bool is_frozen(const Frame&, const app::WeightPlace&);
float weight_at(const Frame&, const app::WeightPlace&);
std::string place_name(const Frame&,
                       const app::WeightPlace&);  // "x₁ → neuron 2 of layer 1", "Bias of the output"
std::string weight_text(const Frame&, const app::WeightPlace&);  // the same with its value

// Lets edges and biases be pressed; before the tiles, which lie around them. The edge is the one pointed at.
void press_weights(Frame&, WeightHand&, const Diagram&, const std::optional<Edge>&);
void draw_frozen(const Frame&, const Diagram&);  // marks on what training leaves as it is
bool are_weights_open(const WeightHand&);
[[gnu::used, gnu::noinline]] void draw_weight_panels(
    Frame&, WeightHand&);  // those that are open, in the window of the diagram
void draw_matrix_button(Frame&, WeightHand&, const Rect&);

// Number, slider, zero and freeze of what is in the hand: kWeightEditor high.
inline constexpr float kWeightEditor = 116;
void draw_weight_editor(Frame&, WeightHand&, Rect);
void draw_weight_matrix(Frame&, WeightHand&);  // in its panel, while that is open

}  // namespace lab::ui
