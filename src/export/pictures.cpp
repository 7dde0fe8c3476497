#include "export/pictures.h"

#include <algorithm>

#include "app/link.h"

namespace lab::exports {

std::vector<std::string> picture_ids(const app::App& app) {
  if (app.shown.view == "curves") return {"plot"};
  if (!run::is_made(app::first_run(app))) return {};
  if (app.runs.size() > 1) return {"output", "output.2", "losses"};
  std::vector<std::string> ids = {"output", "loss_chart"};
  if (!app::first_run(app).seen.snapshot.network.hidden.empty()) ids.insert(ids.begin() + 1, "hero");
  return ids;
}

std::optional<Drawing> drawing_of(const app::App& app, std::string_view id) {
  const std::vector<std::string> ids = picture_ids(app);
  if (std::find(ids.begin(), ids.end(), id) == ids.end()) return std::nullopt;
  Drawing drawing = id == "plot"         ? plot_drawing(app)
                    : id == "hero"       ? hero_drawing(app)
                    : id == "loss_chart" ? loss_drawing(app)
                    : id == "losses"     ? losses_drawing(app)
                                         : output_drawing(app, id == "output" ? 0 : 1);
  drawing.description = app::share_link(app);
  return drawing;
}

}  // namespace lab::exports
