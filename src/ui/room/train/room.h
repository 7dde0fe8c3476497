// The parts of the Train room; room.cpp arranges them by the shape of the window.
#pragma once

#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/remedies.h"
#include "data/points.h"
#include "ui/control/activation_chips.h"
#include "ui/control/formula_bar.h"
#include "ui/control/function_curve.h"
#include "ui/control/play_buttons.h"
#include "ui/look/text.h"
#include "ui/room/train/trace.h"
#include "ui/room/train/weights.h"

namespace lab::ui {

// What helps, found out anew only when something else is advised or shown.
struct Advised {
  std::string head, body;  // of the diagnosis
  app::Scenario shown;
  std::vector<app::Remedy> remedies;
};

// What a newcomer is told and has done; see guide.cpp.
struct Guide {
  bool has_begun = false, is_shown = false;
  std::array<bool, 3> is_done{};
};

// What was found out about the points that are judged, from there on.
struct BestLine {
  std::vector<float> x1;
  std::size_t from = 0;
  double accuracy = 0;
};

// What the Train room remembers from frame to frame that is not worth a link.
struct TrainView {
  Neuron hovered;                          // in the last frame: shown large while the pointer rests on it
  Neuron hovered_now;                      // in the frame being drawn
  Neuron pinned;                           // pressed: shown large until pressed again
  std::vector<data::PointSet> thumbnails;  // one per dataset, made once
  std::string searched;                    // in the list of activations that is open
  nn::Workspace workspace;
  std::optional<Advised> advised;
  WeightHand hand;
  FormulaDraft draft;  // in the panel that the pencil opens
  Guide guide;
  FunctionCurve hero;
  std::vector<FunctionCurve> sides;  // of a twin
  BestLine best_line;                // beside it
  TraceView trace;
  float tile_side = 44;                    // of the largest neuron in the last frame
  bool is_coarse = false;                  // at rest the next frame paints the heatmaps in full detail
  float probe_x1 = 0, probe_x2 = 0;        // the point of the plane that the keyboard reads
  ReadAt read_step{HUGE_VAL}, read_sum{};  // where the charts of losses and of sums are read
};

void draw_train_room(Frame&, TrainView&, const Rect&);
bool is_train_room_busy(const TrainView&);
std::string train_sentence(const Frame&, const TrainView&);

// What there is to see in a picture, for those who cannot see it.
std::string output_sentence(const Frame&);

std::string neuron_name(const Frame&, Neuron);  // "x₁", "Neuron 2 of layer 1", "Output"
Neuron shown_neuron(const Frame&,
                    TrainView&);  // what the large heatmap shows: pointed at, pressed, else the output
bool is_output(const Frame&, Neuron);

// The activation as the subject: chips, its curve, what flows through it.
void draw_hero_card(Frame&, TrainView&, const Rect&, bool has_chips = true);
float hero_card_height(const Frame&, float width, bool has_chips = true);  // that it makes the best of
void draw_act_menu(Frame&, TrainView&, const Rect&);  // its name alone, which opens the list of all
void draw_chips(Frame&, TrainView&, const Rect&);
void draw_strip(const Frame&, const Plot&, const Rect&,
                std::size_t layer);  // how the sums of a layer are spread

// Two networks side by side, each with all there is of it, or with its picture and a line above and below.
bool has_twin(const Frame&);
// Of the side that is looked at: its function's id and name, its colour, and how well it does on the points that count: held-out
// ones where there are any.
std::string side_activation(const Frame&);
std::string side_name(const Frame&);
ImU32 side_colour(const Frame&);
const nn::Metrics& judged(const Frame&);
void draw_twin_wide(Frame&, TrainView&, Rect);
void draw_twin_small(Frame&, TrainView&, const Rect&);
float twin_small_height(float width);
void draw_twin_conclusion(Frame&, const Rect&);
void draw_twin_remark(Frame&, Rect);                // the same in a line or two, with the way back
void draw_losses(Frame&, TrainView&, const Rect&);  // of all sides on one chart

// What this is, the question and what to do next: in one line, or in two where the rectangle is high enough for them.
void follow_guide(const Frame&, Guide&);
void draw_guide(Frame&, Guide&, const Rect&);
void draw_badges(const Frame&, const Guide&);  // on what it is done with, over the room

// One row: play, step, reset, new weights, speed and learning rate, and a pill with all else.
void draw_transport(Frame&, TrainView&, const Rect&);
bool settings_button(Frame&, const Rect&);
bool has_settings(const Frame&);                       // there is something to open with it
void draw_data_card(Frame&, TrainView&, const Rect&);  // datasets and their sliders
bool has_data_card(const Frame&);                      // something in it is shown
float data_card_height(const Frame&, float width);     // with all its rows
float lowest_data_card(const Frame&, float width);     // with one line that opens them

// Optimizer, loss, first weights, and dropout, penalties, limits, schedule: a button that tells them and opens all below it.
void draw_setup_pill(Frame&, Rect& rest);  // cut off the right of `rest`
bool has_setup(const Frame&);              // something of it is shown
inline constexpr std::string_view kSetupBasics[] = {"opt", "loss", "init"};
std::vector<const app::Field*> shown_refinements(const Frame&);  // that have an effect and are not hidden
float training_settings_height(const Frame&, float width);
void draw_training_settings(Frame&, const Rect&);  // what the panel holds

// "Dropout 50 % · L2 penalty 0.01"; empty: nothing is on. With a width as many of them as it has room for,
// then how many more there are.
std::string added_text(const Frame&);
std::string added_text(const Frame&, const TextStyle&, float width);

void draw_network_card(Frame&, TrainView&,
                       const Rect&);  // the diagram with what adds and removes layers and neurons
std::vector<float> draw_diagram(Frame&, TrainView&, const Rect&,
                                bool has_headers);  // returns the middles of its columns
// The legend of the heatmaps: blue at −1, white at 0, orange at 1, and the same beyond.
void draw_scale(const Frame&, const Rect&);
// The gradient on its way back under these columns.
void draw_gradient(Frame&, const Rect&, std::span<const float> columns);
bool has_gradient(const Frame&);
void draw_output(Frame&, TrainView&, const Rect&);  // the heatmap with the points in a square
void draw_output_legend(const Frame&, const Rect&);
void draw_loss(Frame&, TrainView&, const Rect&);  // figures and chart
// The step that is shown, to go back to another, and what opens the log: cut off the bottom of `rest`, below a chart that ends so far
// from its right.
void draw_timeline(Frame&, Rect& rest, float beside);
void open_run_log();
bool is_run_log_open();
[[gnu::used, gnu::noinline]] void draw_run_log(Frame&);  // while it is open

// Of the values on training and held-out points those that a line has room for: how well the network does on points that it
// has not seen comes first. Widths in points; none held out: 0.
struct ShownValues {
  bool train = false;
  bool test = false;
};
ShownValues values_with_room(float room, float train, float test);

// Words and buttons in a card of some width, of the moment.
struct DiagnosisCard {
  enum class Buttons { none, beside, in_head, below };  // where they stand

  std::span<const app::Remedy> remedies;
  Buttons buttons = Buttons::none;
  float button_width = 0;  // of the widest
  float height = 0;
};
// `keeps_all`: it is rather higher than without one of its buttons.
DiagnosisCard plan_diagnosis(const Frame&, TrainView&, float width, bool keeps_all = false);
void draw_diagnosis(Frame&, const DiagnosisCard&, const Rect&);
void draw_diagnosis_chip(Frame&, TrainView&, const Rect&);  // its head alone; pressed it opens the rest

// Everything that does not fit beside the picture, as a column; of the activation what is not shown elsewhere.
enum class HeroPart { none, curve, all };
void draw_settings(Frame&, TrainView&, float width, HeroPart);

// The heatmaps of the present snapshot, painted when something changed. Call before anything draws them.
void paint_heatmaps(Frame&, TrainView&, float output_side, float tile_side);

}  // namespace lab::ui
