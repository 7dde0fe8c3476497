// The plots and pictures of the rooms as drawings, made from what is shown, without a screen.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "export/drawing.h"

namespace lab::exports {

// Of the room that is shown: the first is what one sees first. "plot": the curves. "output": the first run's output with the points,
// "output.2" the second's. "hero": the activation with its slope and the sums that it is given. "loss_chart": loss and accuracy over
// the run; "losses": the loss of all runs.
std::vector<std::string> picture_ids(const app::App&);

// Its description is the link that shows it. Nothing for another id.
std::optional<Drawing> drawing_of(const app::App&, std::string_view id);

// Of each kind, in a file of its own.
Drawing plot_drawing(const app::App&);
Drawing output_drawing(const app::App&, std::size_t side);
Drawing hero_drawing(const app::App&);
Drawing loss_drawing(const app::App&);
Drawing losses_drawing(const app::App&);

}  // namespace lab::exports
