// The parts of the Train room; room_train.cpp arranges them by the shape of the window.
#pragma once

#include "ui/ui.h"

namespace lab::ui {

std::string neuron_name(const Frame&, Neuron);  // "x₁", "Neuron 2 of layer 1", "Output"
Neuron shown_neuron(const Frame&, Ui&);  // what the large heatmap shows: pointed at, pressed, else the output
bool is_output(const Frame&, Neuron);

void draw_transport(Frame&, Ui&, const Rect&);  // one row: play, step, reset, new weights, the main choices
bool settings_button(Frame&, const Rect&);
void draw_play_buttons(Frame&, Rect& rest);     // cuts the four buttons off the left of `rest`
void draw_data_card(Frame&, Ui&, const Rect&);  // datasets and their sliders
float data_card_height(float width);
void draw_network_card(Frame&, Ui&,
                       const Rect&);  // the diagram with what adds and removes layers and neurons
void draw_diagram(Frame&, Ui&, const Rect&, bool has_headers);
void draw_output(Frame&, Ui&, const Rect&);  // the heatmap with the points in a square
void draw_output_legend(const Frame&, const Rect&);
void draw_loss(const Frame&, const Rect&);  // figures and chart
void draw_diagnosis(const Frame&, const Rect&);
float diagnosis_height(const Frame&, float width);
void draw_settings(Frame&, Ui&, float width);  // everything that does not fit beside the picture, as a column

// The heatmaps of the present snapshot, painted when something changed. Call before anything draws them.
void paint_heatmaps(Frame&, Ui&, float output_side, float tile_side);

}  // namespace lab::ui
