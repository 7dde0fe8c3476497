// Neurons that learn or tell nothing: which ones, and the marks they bear.
#include "app/diagnosis.h"
#include "app/figures.h"
#include "ui/look/icons.h"
#include "ui/room/train/diagram.h"

namespace lab::ui {

namespace {

constexpr float kMostlyShut =
    0.9F;  // share of the points at which a saturated neuron lets next to nothing through
constexpr float kLeastTile = 14;  // that has room for a mark

bool is_flat(const Frame& f, Neuron neuron) {
  const auto& hidden = f.run->seen.snapshot.network.hidden;
  std::size_t index = static_cast<std::size_t>(neuron.unit);
  for (int i = 0; i + 1 < neuron.layer; ++i)
    index += static_cast<std::size_t>(hidden[static_cast<std::size_t>(i)].units);
  return index < f.diagnosis->is_flat.size() && f.diagnosis->is_flat[index] != 0;
}

}  // namespace

Trouble trouble_of(const Frame& f, Neuron neuron) {
  if (neuron.layer < 1 || neuron.layer > static_cast<int>(f.run->seen.snapshot.network.hidden.size()))
    return Trouble::none;
  const auto unit = static_cast<std::size_t>(neuron.unit);
  const nn::LayerDiagnostics& judged =
      f.run->seen.diagnostics.layers[static_cast<std::size_t>(neuron.layer) - 1];
  if (judged.is_dead[unit] != 0) return Trouble::dead;
  if (judged.shut[unit] >= kMostlyShut) return Trouble::saturated;
  return is_flat(f, neuron) ? Trouble::flat : Trouble::none;
}

std::string trouble_text(const Frame& f, Neuron neuron) {
  switch (trouble_of(f, neuron)) {
    case Trouble::none:
      return "";
    case Trouble::dead:
      return tr(f, "train.is_dead");
    case Trouble::saturated:
      return tr(f, "train.is_saturated");
    case Trouble::flat:
      break;
  }
  return tr(f, "train.flat_neuron");
}

std::string neuron_facts(const Frame& f, Neuron neuron, const std::string& name) {
  const nn::Snapshot& snapshot = f.run->seen.snapshot;
  const auto column = static_cast<std::size_t>(neuron.layer);
  if (column < 1 || column > snapshot.network.hidden.size())
    return i18n::format(f.language, "train.neuron_help", {name});
  const std::vector<nn::LayerShape> shapes = nn::layer_shapes(snapshot.network);
  const auto unit = static_cast<std::size_t>(neuron.unit);
  const nn::LayerDiagnostics& judged = f.run->seen.diagnostics.layers[column - 1];
  const std::string bias =
      i18n::number(static_cast<double>(snapshot.params[shapes[column - 1].biases + unit]), 3);
  if (judged.is_dead[unit] != 0) return i18n::format(f.language, "train.neuron_dead", {name, bias});
  if (trouble_of(f, neuron) == Trouble::saturated) {
    const std::string share = app::percent_text(static_cast<double>(judged.shut[unit]));
    return i18n::format(f.language, "train.neuron_saturated", {name, bias, share});
  }
  const double awake = static_cast<double>(judged.awake[unit]);
  return i18n::format(f.language, "train.neuron_facts", {name, bias, app::percent_text(awake)});
}

void draw_trouble(const Frame& f, const Rect& tile, Trouble trouble) {
  if (trouble == Trouble::none || tile.w < kLeastTile) return;
  const ImVec2 at{right(tile) - 3, tile.y + 3};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddCircleFilled(at, 7, f.theme.card);
  draw->AddCircle(at, 7, f.theme.warning, 0, 1.5F);
  if (trouble == Trouble::dead) return draw_icon(Icon::close, at, 8, f.theme.warning);
  const float apart =
      trouble == Trouble::flat ? 1.75F : 0;  // one line: saturated; two: it tells nothing apart
  for (const float y : {-apart, apart})
    draw->AddLine({at.x - 3.5F, at.y + y}, {at.x + 3.5F, at.y + y}, f.theme.warning, 1.5F);
}

}  // namespace lab::ui
