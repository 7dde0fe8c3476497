// The network as columns of neurons joined by weights. Every neuron is a heatmap of what it computes over the
// plane.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/activations.h"
#include "app/diagnosis.h"
#include "app/lessons.h"
#include "ui/control/activation_list.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/control/term.h"
#include "ui/control/widgets.h"
#include "ui/look/heat_scale.h"
#include "ui/room/train/diagram.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kHeaderHeight = 52;
constexpr float kStackedHeaderHeight = 92;
constexpr float kStackBelow = 70;  // columns closer than this put + and − below each other
constexpr float kRibbonHeight = 76;
constexpr float kLeastWithRibbon = 280;  // of the card below its title
constexpr float kScaleWidth = 96;
constexpr float kLeastCount = 66;  // of the number of parameters, which is cut below its word
constexpr float kWideTitle = 420;
constexpr float kTitleWithKey = 490;
constexpr float kLongestNorm = 180;  // width of the longest choice of normalisation with its label

// By its sign and size, at the corner where its neuron's sum begins.
void draw_bias(const Frame& f, const Rect& tile, float bias) {
  if (tile.w < 36 || !std::isfinite(bias)) return;
  const ImVec2 at{tile.x + 8, bottom(tile) - 8};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddCircleFilled(at, 5, f.theme.point_rim);
  draw->AddCircleFilled(at, 2 + 2 * std::min(std::abs(bias), 1.0F),
                        bias < 0 ? f.theme.negative : f.theme.positive);
}

void draw_tile(Frame& f, TrainView& state, const Rect& rect, Neuron neuron) {
  const std::string id = "neuron." + std::to_string(neuron.layer) + "." + std::to_string(neuron.unit + 1);
  const std::string name = neuron_name(f, neuron);
  base::Element element{id, base::Role::choice, name, rect};
  element.is_pressed = state.pinned == neuron;
  const Trouble trouble = trouble_of(f, neuron);
  const bool is_marked = trouble != Trouble::none;
  element.value_text = trouble_text(f, neuron);
  if (has_trace(f) && has_part(f)) {
    const std::string traced = traced_text(f, state, neuron);
    element.value_text += (element.value_text.empty() || traced.empty() ? "" : ", ") + traced;
  }
  if (has_keyboard(f, id) && has_part(f)) element.help = neuron_facts(f, neuron, name);
  const Press press = pressable(f, std::move(element));
  if (ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal) && has_part(f)) {
    tooltip(f, neuron_facts(f, neuron, name));
  }
  if (press.is_hovered || press.is_focused) state.hovered_now = neuron;
  if (press.is_pressed) state.pinned = state.pinned == neuron ? Neuron{} : neuron;

  ImDrawList* draw = ImGui::GetWindowDrawList();
  const gpu::Tile tile = f.heatmap->tile(neuron.layer, neuron.unit);
  const float radius = std::min(6.0F, rect.w / 5);
  if (neuron.layer > 0 && app::is_veiled(f.app, "neurons")) {
    draw->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.page, radius);
  } else {
    draw->AddImageRounded(static_cast<ImTextureID>(f.heatmap->tiles_texture()), top_left(rect),
                          bottom_right(rect), {tile.u0, tile.v0}, {tile.u1, tile.v1}, IM_COL32_WHITE, radius);
  }
  if (neuron.layer == 0) draw_text(f, rect, {kSmall, Weight::semibold, f.theme.ink}, name, Align::middle);
  const bool is_looked_at = press.is_hovered || press.is_focused || state.pinned == neuron;
  const ImU32 rim = is_looked_at ? f.theme.accent : is_marked ? f.theme.warning : f.theme.line;
  draw->AddRect(top_left(rect), bottom_right(rect), rim, radius, 0, is_looked_at || is_marked ? 2.0F : 1.0F);
  if (is_marked && has_part(f)) draw_trouble(f, rect, trouble);
}

// In reading order after what they belong to.
void draw_biases(const Frame& f, const Diagram& g) {
  if (app::is_veiled(f.app, "neurons")) return;
  const nn::Snapshot& snapshot = f.run->seen.snapshot;
  const std::vector<nn::LayerShape> shapes = nn::layer_shapes(snapshot.network);
  for (std::size_t l = 0; l < shapes.size(); ++l) {
    for (int unit = 0; unit < g.columns[l + 1].units; ++unit) {
      const std::size_t at = shapes[l].biases + static_cast<std::size_t>(unit);
      draw_bias(f, tile_rect(g, static_cast<int>(l) + 1, unit), snapshot.params[at]);
    }
  }
}

void draw_tiles(Frame& f, TrainView& state, const Diagram& g, const Rect& rect) {
  const Group neurons(f, {"neurons", base::Role::grid, tr(f, "train.neurons"), rect});
  for (int column = 0; column < static_cast<int>(g.columns.size()); ++column) {
    for (int unit = 0; unit < g.columns[static_cast<std::size_t>(column)].units; ++unit) {
      draw_tile(f, state, tile_rect(g, column, unit), {column, unit});
    }
  }
}

void change_net(Frame& f, std::vector<int> net) {
  app::Scenario next = f.app.shown;
  next.net = std::move(net);
  change(f, next);
}

void change_units(Frame& f, std::size_t layer, int by) {
  std::vector<int> net = f.app.shown.net;
  net[layer] = std::clamp(net[layer] + by, 1, nn::kMaxUnits);
  change_net(f, std::move(net));
}

void set_layer_activation(Frame& f, int layer, std::string_view id) {
  app::Scenario next = f.app.shown;
  if (id == next.act.curves.front()) {
    next.act.layers.erase(layer);
  } else {
    next.act.layers[layer] = id;
  }
  change(f, next);
}

void draw_layer_activation(Frame& f, TrainView& state, const Rect& rect, int layer) {
  const auto& hidden = f.run->seen.snapshot.network.hidden[static_cast<std::size_t>(layer) - 1];
  const std::string_view current_id = hidden.activation.row->id;
  const std::string id = "act.l" + std::to_string(layer);
  const std::string label = activation_label(f, current_id);
  const std::string name = i18n::format(f.language, "train.layer_act", {std::to_string(layer), label});
  const Press press = pressable(f, {id, base::Role::list, name, rect});
  if (press.is_hovered || press.is_focused) {
    ImGui::GetWindowDrawList()->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.hover_fill, 6);
  }
  const TextStyle style{kSmall, Weight::semibold, f.theme.ink};
  if (text_size(f, style, label).x <= rect.w) {
    draw_text(f, rect, style, label, Align::middle);
  } else {
    draw_small_curve(inset(rect, 3, 6), hidden.activation, f.theme.ink);  // says more than half a name
  }
  if (press.is_pressed) open_activation_list(id.c_str(), state.searched);
  if (const auto chosen = activation_list(f, state.searched, {id.c_str(), name, rect}, id, current_id)) {
    set_layer_activation(f, layer, *chosen);
  }
}

void draw_layer_header(Frame& f, TrainView& state, const Diagram& g, const Rect& strip, int layer) {
  const auto index = static_cast<std::size_t>(layer) - 1;
  const int units = f.app.shown.net[index];
  const float width = std::min(g.spacing - 4, 96.0F);
  Rect rest{g.columns[static_cast<std::size_t>(layer)].x - width / 2, strip.y, width, strip.h};
  const Rect name = cut_top(rest, kMinTarget, 2);
  if (is_shown(f, "act")) draw_layer_activation(f, state, name, layer);
  if (!is_shown(f, "net")) return;
  const std::string number = std::to_string(layer);
  const std::string fewer = i18n::format(f.language, "train.fewer_units", {number});
  const std::string more = i18n::format(f.language, "train.more_units", {number});
  Rect minus_place;
  Rect plus_place;
  if (g.spacing < kStackBelow) {
    plus_place = cut_top(rest, kMinTarget);
    draw_text(f, cut_top(rest, 16), value_text(f), std::to_string(units), Align::middle);
    minus_place = cut_top(rest, kMinTarget);
  } else {
    Rect line = cut_top(rest, kMinTarget);
    line = {centre(line).x - 34, line.y, 68, line.h};
    minus_place = cut_left(line, kMinTarget);
    plus_place = cut_right(line, kMinTarget);
    draw_text(f, line, value_text(f), std::to_string(units), Align::middle);
  }
  const auto square = [](const Rect& r) { return centred_square(r); };
  if (icon_button(f, square(minus_place), "net.fewer.l" + number, Icon::minus, fewer, Look::plain,
                  units > 1)) {
    change_units(f, index, -1);
  }
  if (icon_button(f, square(plus_place), "net.more.l" + number, Icon::plus, more, Look::plain,
                  units < nn::kMaxUnits)) {
    change_units(f, index, 1);
  }
}

void draw_end_header(const Frame& f, const Diagram& g, const Rect& strip, std::size_t column,
                     std::string_view text) {
  const float width = std::min(g.spacing, 80.0F);
  if (text_size(f, label_text(f), text).x > width) return;
  float x = g.columns[column].x - width / 2;
  x = std::clamp(x, strip.x, right(strip) - width);
  draw_text(f, {x, strip.y, width, kMinTarget}, label_text(f), text, Align::middle);
}

// − n + for the hidden layers themselves.
void draw_layer_count(Frame& f, Rect& title) {
  if (!is_shown(f, "net")) return;
  const std::vector<int>& net = f.app.shown.net;
  const bool can_add = net.size() < static_cast<std::size_t>(nn::kMaxHiddenLayers);
  const Rect plus = centred_square(cut_right(title, kMinTarget));
  const std::string count = std::to_string(net.size());
  draw_text(f, cut_right(title, 20), value_text(f), count, Align::middle);
  const Rect minus = centred_square(cut_right(title, kMinTarget, 4));
  if (icon_button(f, minus, "net.fewer", Icon::minus, tr(f, "train.fewer_layers"), Look::plain,
                  !net.empty())) {
    change_net(f, {net.begin(), net.end() - 1});
  }
  if (icon_button(f, plus, "net.more", Icon::plus, tr(f, "train.more_layers"), Look::plain, can_add)) {
    std::vector<int> more = net;
    more.push_back(net.empty() ? 4 : std::max(2, net.back()));
    change_net(f, std::move(more));
  }
  const std::string label = tr(f, "train.hidden_layers");
  draw_term(f, cut_right(title, text_size(f, label_text(f), label).x, kGap), label_text(f), label,
            "hidden_layer");
}

// "; dead: 2; saturated: 1; frozen: 3", as far as there are some.
std::string marked_sentence(const Frame& f) {
  const auto& hidden = f.run->seen.snapshot.network.hidden;
  std::array<int, 4> counts{};  // by trouble
  for (int layer = 1; layer <= static_cast<int>(hidden.size()); ++layer)
    for (int unit = 0; unit < hidden[static_cast<std::size_t>(layer) - 1].units; ++unit)
      ++counts[static_cast<std::size_t>(trouble_of(f, {layer, unit}))];
  std::string text;
  const auto add = [&](std::string_view id, std::size_t count) {
    if (count > 0) text += i18n::format(f.language, id, {std::to_string(count)});
  };
  add("train.dead_count", static_cast<std::size_t>(counts[1]));
  add("train.saturated_count", static_cast<std::size_t>(counts[2]));
  add("train.flat_count", static_cast<std::size_t>(counts[3]));
  add("train.frozen_count", f.app.shown.freeze.size());
  return text;
}

// "2 inputs; 4 neurons with tanh; 1 output; 17 parameters"
std::string network_sentence(const Frame& f) {
  const nn::Snapshot& snapshot = f.run->seen.snapshot;
  std::string layers;
  for (const nn::HiddenLayer& layer : snapshot.network.hidden) {
    const std::string name = app::short_activation_name(f.app.shown, f.language, layer.activation.row->id);
    layers += i18n::format(f.language, "train.layer_sentence", {std::to_string(layer.units), name});
  }
  return i18n::format(f.language, "train.network_sentence",
                      {layers, i18n::grouped(static_cast<long long>(snapshot.params.size()))}) +
         marked_sentence(f);
}

// What the dot in a neuron is.
void draw_bias_key(const Frame& f, Rect& title) {
  const std::string word = tr(f, "table.bias");
  const float width = text_size(f, label_text(f), word).x + 1;
  draw_text(f, cut_right(title, width, 4), label_text(f), word);
  const Rect dot = cut_right(title, 8, kGap);
  ImGui::GetWindowDrawList()->AddCircleFilled(centre(dot), 3.5F, f.theme.muted);
}

}  // namespace

void draw_scale(const Frame& f, const Rect& rect) { draw_heat_scale(f, rect, {"−1", "0", "+1"}); }

std::string neuron_name(const Frame& f, Neuron neuron) {
  const int last = static_cast<int>(f.run->seen.snapshot.network.hidden.size()) + 1;
  if (neuron.layer == 0) return neuron.unit == 0 ? "x₁" : "x₂";
  if (neuron.layer == last) return tr(f, "train.output");
  return i18n::format(f.language, "train.neuron",
                      {std::to_string(neuron.layer), std::to_string(neuron.unit + 1)});
}

std::vector<float> draw_diagram(Frame& f, TrainView& state, const Rect& rect, bool has_headers) {
  const nn::NetworkSpec& network = f.run->seen.snapshot.network;
  base::Element picture{"diagram", base::Role::picture, tr(f, "train.network"), rect};
  picture.value_text = network_sentence(f);
  add_picture(f, std::move(picture), {});
  Rect rest = rect;
  Diagram g = diagram_in(network, rest);
  if (has_headers) {
    const Rect strip = cut_top(rest, g.spacing < kStackBelow ? kStackedHeaderHeight : kHeaderHeight, 4);
    g = diagram_in(network, rest);
    const Group layers(f, {"layers", base::Role::toolbar, tr(f, "train.layers"), strip});
    for (int layer = 1; layer <= static_cast<int>(network.hidden.size()); ++layer) {
      draw_layer_header(f, state, g, strip, layer);
    }
    draw_end_header(f, g, strip, 0, tr(f, "train.inputs"));
    draw_end_header(f, g, strip, g.columns.size() - 1, tr(f, "train.outputs"));
  }
  const std::optional<Edge> edge = pointed_edge(g, f.run->seen.snapshot);
  draw_edges(f, g, f.run->seen.snapshot, edge);
  press_weights(f, state.hand, g, edge);
  draw_tiles(f, state, g, rest);
  draw_biases(f, g);
  draw_frozen(f, g);
  if (has_trace(f) && has_part(f)) draw_trace_marks(f, state, g);
  if (are_weights_open(state.hand) && has_part(f)) draw_weight_panels(f, state.hand);
  if (edge && !has_weights(f) && !app::is_veiled(f.app, "neurons")) {
    const ImVec2 at = pointer().at;
    tooltip(f, weight_text(f, {edge->column + 1, edge->out + 1, edge->in + 1}),
            {at.x - kUnit, at.y - kUnit, 2 * kUnit, 2 * kUnit});
  }
  state.tile_side = 0;
  for (const Column& column : g.columns) state.tile_side = std::max(state.tile_side, column.tile);
  for (std::size_t layer = 1; layer < g.columns.size(); ++layer) {
    const std::string number = std::to_string(layer);
    const std::string name = layer + 1 == g.columns.size()
                                 ? tr(f, "train.output")
                                 : i18n::format(f.language, "train.layer", {number});
    add_element(f, {"table.layer." + number, base::Role::table,
                    i18n::format(f.language, "table.weights", {name}), rest});
  }
  std::vector<float> columns;
  for (const Column& column : g.columns) columns.push_back(column.x);
  return columns;
}

void draw_network_card(Frame& f, TrainView& state, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  Rect title = cut_top(rest, kMinTarget, 4);
  const float used = draw_heading(f, title, "network", tr(f, "train.network"));
  if (title.w >= kWideTitle && is_shown(f, "legend")) {
    const bool has_key = title.w >= kTitleWithKey;
    const Rect scale = cut_right(title, kScaleWidth, has_key ? kUnit : kGap);
    draw_scale(f, {scale.x, centre(scale).y - 8, scale.w, 16});
    if (has_key) draw_bias_key(f, title);
  }
  draw_layer_count(f, title);
  const std::string count =
      i18n::format(f.language, "train.parameters",
                   {i18n::grouped(static_cast<long long>(f.run->seen.snapshot.params.size()))});
  title.x += used + kGap;
  title.w -= used + kGap;
  const bool has_button = has_weights(f) && title.w >= kMinTarget;
  const float beside = has_button ? kMinTarget + 4 : 0;
  const float count_width = std::min(text_size(f, label_text(f), count).x, title.w - beside);
  if (title.w - beside > kLeastCount) {
    draw_term(f, {title.x, title.y, count_width, title.h}, label_text(f), count, "parameter");
    cut_left(title, count_width, 4);
  }
  if (has_button) draw_matrix_button(f, state.hand, centred_square(cut_left(title, kMinTarget)));
  cut_left(title, 0, 2 * kGap - 4);
  if (is_shown(f, "norm") && f.app.shown.norm != "none") {
    const bool has_room = title.w >= kLongestNorm;
    field_dropdown(f, has_room ? cut_left(title, dropdown_width(f, "norm")) : cut_top(rest, kMinTarget, 4),
                   "norm");
  }
  Rect diagram = inset(rest, 8, 0);
  const bool has_ribbon = has_gradient(f) && rest.h >= kLeastWithRibbon;
  const Rect ribbon = has_ribbon ? cut_bottom(diagram, kRibbonHeight, kUnit) : Rect{};
  if (has_ribbon)
    ImGui::GetWindowDrawList()->AddLine({rest.x, ribbon.y - kUnit / 2}, {right(rest), ribbon.y - kUnit / 2},
                                        f.theme.line);
  const std::vector<float> columns = draw_diagram(f, state, diagram, true);
  if (has_ribbon) draw_gradient(f, inset(ribbon, 0, 4), columns);
}

}  // namespace lab::ui
