// What the Curves room remembers from frame to frame that is not worth a link.
#pragma once

#include <optional>
#include <string>

#include "app/scenario.h"
#include "nn/properties.h"
#include "ui/formula_bar.h"
#include "ui/rect.h"

namespace lab::ui {

// A drag of the plot: the intervals follow the pointer here and become fields when it is let go, so that one
// drag is one step of undo.
struct Pan {
  app::Interval x, y;  // when the drag began
  ImVec2 pointer;
  app::Interval x_now, y_now;
};

// What the card says about the first function, computed again only when that changes.
struct CurveFacts {
  const nn::ActivationRow* row = nullptr;
  nn::ActivationParams params{};
  nn::Properties properties;
  std::string formula, derivative;  // as people write them
};

struct CurvesView {
  double cursor_x = 1;  // data units; it stays where the pointer was last
  std::optional<Pan> pan;
  bool is_pointed_at = false;  // the plot, in this frame
  CurveFacts facts;
  FormulaDraft draft;
};

}  // namespace lab::ui
