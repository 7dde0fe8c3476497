// The parts of the Curves room. Each draws itself where it is told; those that return a float say the height
// they took.
#pragma once

#include <string>
#include <vector>

#include "nn/activation.h"
#include "ui/curves_view.h"
#include "ui/frame.h"

namespace lab::ui {

// ---- Which functions are chosen (curves_choice.cpp)
// -------------------------------------------------------------

// One chosen function; the first one has the sliders, the tangent and the card.
struct ChosenCurve {
  nn::Activation activation;
  std::string name;  // short, without remarks in brackets
  ImU32 colour;
};

std::vector<ChosenCurve> chosen_curves(const Frame&);
bool is_chosen(const Frame&, std::string_view id);

void choose_alone(Frame&, std::string_view id);
void choose_first(Frame&, std::string_view id);    // among the chosen ones
void toggle_overlay(Frame&, std::string_view id);  // the last one stays
bool can_toggle_overlay(const Frame&, std::string_view id);

std::string short_name(const Frame&, std::string_view id);

// ---- The plot (curves_plot.cpp, curves_labels.cpp)
// --------------------------------------------------------------

// Grid, curves, labels, cursor and tangent in `area`, with room for the axis labels left (44) and below (20)
// of it; moving it by dragging and the wheel.
void draw_curves_plot(Frame&, CurvesView&, const Rect& area);

// x, f(x) and f′(x) at the cursor: in one line as far as they fit, or one line for every function.
void draw_curves_readout(const Frame&, const CurvesView&, const Rect&);
float draw_curves_readings(const Frame&, const CurvesView&, const Rect& space);

// Further away, closer, fit the height to the curves.
void draw_zoom_buttons(Frame&, const Rect&);
float zoom_buttons_width(const Frame&);

// ---- Beside the plot
// --------------------------------------------------------------------------------------------

// The chosen functions as chips: colour, name, remove. In one line they shrink to fit; wrapped they go on
// below.
float draw_chips(Frame&, const Rect& line);
float draw_wrapped_chips(Frame&, const Rect& space);

void draw_curve_switches(Frame&, const Rect&);  // slope and tangent
float curve_switches_width(const Frame&);
void draw_train_button(Frame&, const Rect&);
float train_button_width(const Frame&);

// Name, formula, derivative, sliders and properties of the first function.
float draw_function_card(Frame&, CurvesView&, const Rect& space);

// The whole catalogue as thumbnails, in as many columns as fit.
float draw_gallery(Frame&, const Rect& space);

}  // namespace lab::ui
