// One plot of the Curves room: what is drawn into an area, whoever laid it out.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "ui/room/curves/room.h"

namespace lab::ui {

// A chosen function with one line for each of shown_readings(), in their order.
struct SampledCurve {
  const ChosenCurve* chosen = nullptr;
  std::vector<std::shared_ptr<const act::Curve>> lines;
  std::optional<act::Float32Fault> fault;  // of what networks compute, where that would look different
};

// Samples anew only what has changed since the last frame.
SampledCurve sample_curve(const Frame&, CurvesView&, const ChosenCurve&, const Plot&);

struct PlotLabels {
  bool has_numbers_left = true;  // at the grid
  bool has_names = true;         // of the functions, at their curves
};

void draw_plot_picture(const Frame&, const Plot&, std::span<const SampledCurve>, const PlotLabels&);

// Says in words where networks compute something else than is drawn.
void draw_float32_notes(Frame&, const Plot&, std::span<const SampledCurve>);

// The line at x with a dot on every curve, and the tangent of the first.
void draw_cursor(const Frame&, const Plot&, double x, std::span<const SampledCurve>);

}  // namespace lab::ui
