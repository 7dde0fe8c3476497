#include "app/trace.h"

#include <algorithm>
#include <array>

#include "app/advance.h"

namespace lab::app {

int stage_count(int layers) { return 2 * layers + 1; }

Stage stage_at(int number, int layers) {
  if (number <= layers) return {Stage::Way::forward, number};
  if (number == layers + 1) return {Stage::Way::loss, layers};
  return {Stage::Way::back, stage_count(layers) + 1 - number};
}

bool is_forward_known(const Traced& traced, int layer) { return layer <= traced.stage; }

bool is_loss_known(const Traced& traced) { return traced.stage > traced.layers; }

bool is_back_known(const Traced& traced, int layer) {
  return layer >= stage_count(traced.layers) + 1 - traced.stage;
}

std::optional<Traced> read_trace(const App& app, const PlanePlace& place) {
  const run::Run& run = first_run(app);
  if (!run::is_made(run)) return std::nullopt;
  const nn::NetworkSpec& network = run.seen.snapshot.network;
  const auto is_vector = [](const nn::HiddenLayer& layer) { return layer.vector.row != nullptr; };
  if (network.outputs != 1 || std::any_of(network.hidden.begin(), network.hidden.end(), is_vector))
    return std::nullopt;
  const std::array<double, 2> x = {place.x1, place.x2};
  Traced traced{place, nn::trace_point(network, run.seen.snapshot.params, *nn::find_loss(app.shown.loss), x,
                                       place.wanted)};
  traced.layers = static_cast<int>(network.hidden.size()) + 1;
  traced.stage = std::clamp(app.shown.trace, 1, stage_count(traced.layers));
  return traced;
}

}  // namespace lab::app
