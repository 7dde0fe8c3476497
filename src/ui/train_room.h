// The parts of the Train room; room_train.cpp arranges them by the shape of the window.
#pragma once

#include "ui/text.h"
#include "ui/ui.h"

namespace lab::ui {

std::string neuron_name(const Frame&, Neuron);  // "x₁", "Neuron 2 of layer 1", "Output"
Neuron shown_neuron(const Frame&, Ui&);  // what the large heatmap shows: pointed at, pressed, else the output
bool is_output(const Frame&, Neuron);

// One row: play, step, reset, new weights, the main choices; a button to all settings where these do not fit
// or `has_more` says that others have no place.
void draw_transport(Frame&, Ui&, const Rect&, bool has_more);
bool settings_button(Frame&, const Rect&);
void draw_play_buttons(Frame&, Rect& rest);     // cuts the four buttons off the left of `rest`
void draw_data_card(Frame&, Ui&, const Rect&);  // datasets and their sliders
float data_card_height(float width);

// Dropout, penalties, limits, schedule: a card that tells what is on and opens a panel with all of it on its
// right. Where it is too low for its rows it is one line.
void draw_training_card(Frame&, Ui&, const Rect&, float panel_top);
inline constexpr float kLowestTrainingCard = 44;
float training_settings_height(const Frame&, float width);
void draw_training_settings(Frame&, const Rect&);  // what the panel holds

// "Dropout 50 % · L2 penalty 0.01"; empty: nothing is on. With a width as many of them as it has room for,
// then how many more there are.
std::string added_text(const Frame&);
std::string added_text(const Frame&, const TextStyle&, float width);

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
