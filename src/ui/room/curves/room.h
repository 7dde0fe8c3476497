// The parts of the Curves room. Each draws itself where it is told; those that return a float say the height
// they took.
#pragma once

#include <string>
#include <vector>

#include "act/activation.h"
#include "ui/control/plot.h"
#include "ui/frame.h"
#include "ui/room/curves/view.h"

namespace lab::ui {

void draw_curves_room(Frame&, CurvesView&, const Rect&);
bool is_curves_room_busy(const CurvesView&);
std::string curves_sentence(const Frame&, const CurvesView&);

// Which functions are chosen (choice.cpp).

// One chosen function; the first one has the sliders, the tangent and the card.
struct ChosenCurve {
  std::string id;
  act::Activation activation;
  std::string name;  // short, without remarks in brackets
  ImU32 colour;
};

std::vector<ChosenCurve> chosen_curves(const Frame&);
bool is_chosen(const Frame&, std::string_view id);

void choose_alone(Frame&, std::string_view id);
void choose_first(Frame&, std::string_view id);    // among the chosen ones
void toggle_overlay(Frame&, std::string_view id);  // the last one stays
bool can_toggle_overlay(const Frame&, std::string_view id);

bool has_star(const Frame&, std::string_view id);
void toggle_star(Frame&, std::string_view id);

// Bound to the parameters of the moment.
act::Activation activation_of(const Frame&, std::string_view id);

std::string_view formula_of(const act::Activation&);  // as it is written

std::string full_name(const Frame&, std::string_view id);
// Without a remark in brackets, unless another function has that name.
std::string short_name(const Frame&, std::string_view id);

// What is drawn of each function: f, and f′ and f″ as the switches say.
struct CurveReading {
  act::Reading reading;
  std::string_view id;         // in the ids of controls
  std::string_view mark;       // behind the name of the function
  LineStyle line;              // its colour is that of the function
  bool app::Scenario::*shown;  // null: always
};
std::vector<CurveReading> shown_readings(const Frame&);

// The plot (plot.cpp, cells.cpp, labels.cpp, range.cpp).

inline constexpr float kAxisLeft = 44;  // room for the labels of the axes
inline constexpr float kAxisBelow = 22;

// Grid, curves, labels, cursor and tangent in `rect`, its axis labels included: one plot, or one for every
// function beside each other. Dragging and the wheel move it, a double click fits it; with the keyboard ← and
// → move the cursor, + and − zoom.
void draw_curves_plot(Frame&, CurvesView&, const Rect&);

// Moves both axes at once; nothing happens beyond what floats can tell apart.
void move_axes(Frame&, const app::Interval& x, const app::Interval& y);
void bring_into_view(Frame&, const Axes&, double x);  // by moving the axis, where it may be moved
// `share_kept`: the place that stays, from the lower left, 0 … 1
void zoom_axes(Frame&, const Axes&, ImVec2 share_kept, double factor);
app::Interval fitted_y(const Frame&,
                       const app::Interval& x);  // that shows all of the curves between the ends of x

// What of y a plot that fills `area` shows (axes.cpp).
void choose_axes(const Frame&, Axes&, const Rect& area);
void fit_axes(Frame&, const Axes&);  // to the curves
void draw_scale_button(Frame&, const Axes&, const Rect&);
float scale_button_width(const Frame&);  // 0: there is none

inline double span_of(const app::Interval& interval) { return interval.max - interval.min; }

// Further away, closer, the same scale on both axes, fit the height to the curves.
void draw_zoom_buttons(Frame&, const Axes&, const Rect&);
float zoom_buttons_width(const Frame&);

// The numbers at the cursor, for every function; pressing one copies it, and x can be typed.
float draw_curves_readings(Frame&, CurvesView&, const Rect& space);
float readings_height(const Frame&, const CurvesView&, float width);
void draw_short_readings(Frame&, CurvesView&, const Rect&);  // as many as fit in one line

// Beside the plot.

// The chosen functions as chips: colour, name, remove. In one line they shrink to fit; wrapped they go on
// below.
float draw_chips(Frame&, const Rect& line);
float chips_width(const Frame&);  // that none needs to shrink
float draw_wrapped_chips(Frame&, const Rect& space);

// The switches of the plot, in as many lines as they need.
float draw_curve_switches(Frame&, const Rect& space);
float curve_switches_height(const Frame&, float width);
void draw_train_button(Frame&, const Rect&);
float train_button_width(const Frame&);

// Name, formula, derivative, sliders and properties of the first function.
float draw_function_card(Frame&, CurvesView&, const Rect& space);
// Of the parameters that a function uses, in the rows of a space; returns the height.
float draw_sliders(Frame&, const Rect& space, const act::Activation&);
float sliders_height(const Frame&, const act::Activation&);
// Cut off a low plot: what a lesson asks to be set stays in sight of what it does. Only where there is a lesson.
[[gnu::used, gnu::noinline]] void draw_sliders_below(Frame&, Rect& plot);

// The gallery (gallery.cpp, gallery_head.cpp, gallery_hits.cpp).

// Found anew only where something has changed that they depend on. Spends at most about two milliseconds on measuring what
// the query asks about.
const GalleryHits& find_gallery_hits(const Frame&, GalleryView&);

// "81 functions", or "12 of 81" when there is a query.
std::string gallery_title(const Frame&, const GalleryView&, const GalleryHits&);

// Search, star and property filters; with `is_closable` a button that closes.
struct GalleryHead {
  float height = 0;
  bool is_closed = false;   // the person pressed it
  bool is_entered = false;  // Enter was pressed behind what is searched for
};
GalleryHead draw_gallery_head(Frame&, GalleryView&, const GalleryHits&, const Rect& space, bool is_closable);

// The hits as thumbnails, in as many columns as fit; a sentence and a button when there are none.
struct GalleryGrid {
  float height = 0;
  bool is_chosen = false;  // one was pressed, to be looked at alone
};
GalleryGrid draw_gallery_grid(Frame&, GalleryView&, const GalleryHits&, const Rect& space);

}  // namespace lab::ui
