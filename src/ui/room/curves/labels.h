// Names at the curves instead of a legend: each label looks for a place beside its own line and clear of the
// others.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "act/study/sampling.h"
#include "ui/control/plot.h"
#include "ui/look/text.h"

namespace lab::ui {

struct LabelledLine {
  std::shared_ptr<const act::Curve> curve;
  std::string label;  // empty: the line is only kept clear of
  TextStyle style;
};

// Where labels of these sizes stand, plainly nearer to their own line than to any other; empty where no place is.
std::vector<Rect> label_places(const Plot&, std::span<const LabelledLine>, std::span<const ImVec2> sizes);

// Draws those labels for which there is a place, and the first one wherever its line is in view; the chips
// name the others.
void draw_curve_labels(const Frame&, const Plot&, std::span<const LabelledLine>);

}  // namespace lab::ui
