// The large heatmap of the output (or of the neuron one looks at) with the points on it.
#include <array>
#include <cmath>

#include "app/lessons.h"
#include "base/text.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/control/place.h"
#include "ui/control/widgets.h"
#include "ui/look/points.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

// Time a paint may take: little while training, so that it is not starved where OpenGL is software; at rest
// enough for every pixel of any network but the largest there, and of all on a graphics card. What is coarse even so
// is painted again as soon as nothing changes any more.
constexpr float kBusyBudgetMs = 4;
constexpr float kRestBudgetMs = 60;

struct Mapping {
  Rect rect;
  data::PlaneRange plane;
};

ImVec2 place(const Mapping& m, float x1, float x2) {
  const float span = m.plane.max - m.plane.min;
  return {m.rect.x + m.rect.w * (x1 - m.plane.min) / span,
          bottom(m.rect) - m.rect.h * (x2 - m.plane.min) / span};
}

float point_radius(const Rect& rect, std::size_t count) {
  if (count <= 10) return 7;
  return std::clamp(rect.w / 95, 2.5F, 5.0F);
}

void draw_points(const Frame& f, const Mapping& m) {
  const data::PointSet& points = f.run->plan.points;
  const float radius = point_radius(m.rect, points.label.size());
  const auto draw_range = [&](std::size_t from, std::size_t to, bool is_held_out) {
    for (std::size_t i = from; i < to; ++i) {
      draw_point(f, place(m, points.x1[i], points.x2[i]), radius, points.label[i] != 0, is_held_out);
    }
  };
  draw_range(points.train_count, points.label.size(), true);
  draw_range(0, points.train_count, false);
}

std::string logit_text(const Frame& f, double x1, double x2, double logit) {
  const double probability = 1.0 / (1.0 + std::exp(-logit));
  return i18n::format(
      f.language, "train.probe_logit",
      {i18n::fixed(x1, 2), i18n::fixed(x2, 2), i18n::fixed(logit, 3), i18n::percent(probability, 1)});
}

float neuron_value(const Frame& f, TrainView& state, Neuron neuron, float x1, float x2) {
  if (neuron.layer == 0) return neuron.unit == 0 ? x1 : x2;
  const nn::Snapshot& snapshot = f.run->seen.snapshot;
  const std::array<float, 2> x = {x1, x2};
  const nn::InputsView point = nn::view_inputs(x, x.size());
  std::vector<float> values(nn::kMaxUnits);
  if (is_output(f, neuron)) {
    nn::predict(snapshot.network, snapshot.params, point, {values.data(), 1}, state.workspace);
    return values[0];
  }
  const auto layer = static_cast<std::size_t>(neuron.layer) - 1;
  values.resize(static_cast<std::size_t>(snapshot.network.hidden[layer].units));
  nn::hidden_activations(snapshot.network, snapshot.params, neuron.layer - 1, point, values, state.workspace);
  return values[static_cast<std::size_t>(neuron.unit)];
}

struct PlanePoint {
  float x1, x2;
};

PlanePoint plane_point(const Mapping& m, ImVec2 at) {
  const float span = m.plane.max - m.plane.min;
  return {m.plane.min + span * (at.x - m.rect.x) / m.rect.w,
          m.plane.min + span * (bottom(m.rect) - at.y) / m.rect.h};
}

// The exact values at a point of the plane.
std::string probe_text(const Frame& f, TrainView& state, float x1, float x2) {
  const Neuron shown = shown_neuron(f, state);
  const double value = neuron_value(f, state, shown, x1, x2);
  if (is_output(f, shown) && nn::find_loss(f.app.shown.loss)->output_is_logit)
    return logit_text(f, x1, x2, value);
  return i18n::format(f.language, "train.probe_value",
                      {i18n::fixed(x1, 2), i18n::fixed(x2, 2), i18n::fixed(value, 3), neuron_name(f, shown)});
}

// The points alone: a question is asked about the rest.
void draw_veiled_output(const Frame& f, const Mapping& m) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(m.rect), bottom_right(m.rect), f.theme.page, kControlRadius);
  draw->PushClipRect(top_left(m.rect), bottom_right(m.rect), true);
  draw_points(f, m);
  draw->PopClipRect();
  draw->AddRect(top_left(m.rect), bottom_right(m.rect), f.theme.line, kControlRadius);
}

void draw_hairs(const Frame& f, const Mapping& m, ImVec2 at) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImU32 hair = with_alpha(f.theme.ink, 0.35F);
  draw->AddLine({at.x, m.rect.y}, {at.x, bottom(m.rect)}, hair);
  draw->AddLine({m.rect.x, at.y}, {right(m.rect), at.y}, hair);
}

void draw_probe_text(const Frame& f, ImVec2 at, std::string_view text) {
  constexpr float kClear = 12;  // around the point, which the pointer does not cover either
  tooltip(f, text, {at.x - kClear, at.y - kClear, 2 * kClear, 2 * kClear});
}

// Where the pointer is.
void draw_probe(Frame& f, TrainView& state, const Mapping& m) {
  const ImVec2 mouse = pointer().at;
  draw_hairs(f, m, mouse);
  const auto [x1, x2] = plane_point(m, mouse);
  draw_probe_text(f, mouse, probe_text(f, state, x1, x2));
}

// The place whose numbers are shown: pressed or dragged, and while the pointer is over the plane the one there.
void use_traced(Frame& f, TrainView& state, const Mapping& m, const Press& press) {
  choose_place(f, press, m.rect);
  state.trace.pointed.reset();
  if (press.is_hovered && !press.is_held) {
    const auto [x1, x2] = plane_point(m, pointer().at);
    state.trace.pointed = Pointed{static_cast<double>(x1), static_cast<double>(x2)};
  }
  const app::PlanePlace chosen = app::chosen_place(f.app);
  ImGui::GetWindowDrawList()->AddCircle(px_of_place(f, m.rect, chosen.x1, chosen.x2), 11, f.theme.accent, 0,
                                        2.5F);
}

// What the keyboard reads, where it is the place whose numbers are shown: it moves that.
void move_traced(Frame& f, TrainView& state, Pointed before) {
  const Pointed now{static_cast<double>(state.probe_x1), static_cast<double>(state.probe_x2)};
  if (now != before) look_at_place(f, now.x1, now.x2, goes_on_changing(f, on_side(f, "probe_x1")));
}

// The same for the keyboard: a slider along each axis, whose text says what the pointer would read there.
void use_probe(Frame& f, TrainView& state, const Mapping& m) {
  const Rect& r = m.rect;
  const float span = m.plane.max - m.plane.min;
  const auto axis = [&](std::string_view id, std::string_view label, const Rect& rect, float& coordinate) {
    base::Element element{std::string(id), base::Role::slider, std::string(label), rect};
    element.range = base::Range{static_cast<double>(m.plane.min), static_cast<double>(m.plane.max), 0};
    element.value = base::shortest(coordinate);
    element.value_text = probe_text(f, state, state.probe_x1, state.probe_x2);
    coordinate = static_cast<float>(
        value_by_key(f, std::move(element), coordinate, round_step(static_cast<double>(span))));
  };
  axis(on_side(f, "probe_x1"), tr(f, "train.probe_x1"),
       {r.x + kMinTarget, bottom(r) - kMinTarget, r.w - kMinTarget, kMinTarget}, state.probe_x1);
  axis(on_side(f, "probe_x2"), tr(f, "train.probe_x2"), {r.x, r.y, kMinTarget, r.h - kMinTarget},
       state.probe_x2);
  if (!has_keyboard(f, on_side(f, "probe_x1")) && !has_keyboard(f, on_side(f, "probe_x2"))) return;
  const ImVec2 at = place(m, state.probe_x1, state.probe_x2);
  draw_hairs(f, m, at);
  draw_probe_text(f, at, probe_text(f, state, state.probe_x1, state.probe_x2));
}

}  // namespace

std::string output_sentence(const Frame& f) {
  const auto side = [&](const nn::Metrics& seen) {
    return std::pair(i18n::percent(seen.accuracy, 1), i18n::grouped(seen.points));
  };
  const auto [train, train_points] = side(f.run->seen.train);
  const auto [test, test_points] = side(f.run->seen.test);
  if (f.run->seen.test.points == 0) {
    return i18n::format(f.language, "train.output_sentence", {train, train_points});
  }
  return i18n::format(f.language, "train.output_sentence_held_out", {train, train_points, test, test_points});
}

bool is_output(const Frame& f, Neuron neuron) {
  return neuron.layer == static_cast<int>(f.run->seen.snapshot.network.hidden.size()) + 1;
}

Neuron shown_neuron(const Frame& f, TrainView& state) {
  const auto& hidden = f.run->seen.snapshot.network.hidden;
  const auto exists = [&](Neuron neuron) {
    if (neuron.layer == 0) return neuron.unit < f.run->seen.snapshot.network.inputs;
    const auto layer = static_cast<std::size_t>(neuron.layer) - 1;
    return neuron.layer > 0 && layer < hidden.size() && neuron.unit < hidden[layer].units;
  };
  if (!exists(state.pinned)) state.pinned = {};  // the network has changed since
  if (exists(state.hovered)) return state.hovered;
  return exists(state.pinned) ? state.pinned : Neuron{static_cast<int>(hidden.size()) + 1, 0};
}

void paint_heatmaps(Frame& f, TrainView& state, float output_side, float tile_side) {
  if (!run::is_made(*f.run)) return;
  const Neuron shown = shown_neuron(f, state);
  gpu::HeatmapRequest request;
  request.snapshot = &f.run->seen.snapshot;
  request.plane = f.run->plan.points.plane;
  request.colours = f.theme.heat;
  request.output_is_logit = nn::find_loss(f.app.shown.loss)->output_is_logit;
  request.output_px = static_cast<int>(output_side * f.pixel_ratio);
  request.tile_px = static_cast<int>(tile_side * f.pixel_ratio);
  request.is_resting = !app::is_busy(f.app);
  request.budget_ms = request.is_resting ? kRestBudgetMs : kBusyBudgetMs;
  request.boundary_px = is_output(f, shown) ? 2.0F * f.pixel_ratio : 0.0F;
  request.layer = shown.layer;
  request.unit = shown.unit;
  f.heatmap->paint(request);
  state.is_coarse = request.is_resting && f.heatmap->is_coarse();
}

void draw_output(Frame& f, TrainView& state, const Rect& area) {
  if (!run::is_made(*f.run)) return;
  const Rect square = centred_square(area);
  const Mapping m{square, f.run->plan.points.plane};
  const Neuron shown = shown_neuron(f, state);
  base::Element picture{on_side(f, "output"), base::Role::picture, tr(f, "train.output_label"), square};
  picture.is_dragged = has_trace(f);
  if (is_output(f, shown)) {
    picture.value_text = output_sentence(f);
  } else {
    picture.label = i18n::format(f.language, "train.neuron_picture", {neuron_name(f, shown)});
  }
  const bool is_veiled = app::is_veiled(f.app, "output");
  if (is_veiled) picture.value_text = tr(f, "learn.veiled.text");
  const Press press = pressable(f, std::move(picture));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (is_veiled) return draw_veiled_output(f, m);
  draw->AddImageRounded(static_cast<ImTextureID>(f.heatmap->output_texture()), top_left(square),
                        bottom_right(square), {0, 1}, {1, 0}, IM_COL32_WHITE, kControlRadius);
  draw->PushClipRect(top_left(square), bottom_right(square), true);
  draw_points(f, m);
  if (press.is_hovered && !press.is_pressed) draw_probe(f, state, m);
  const bool is_traced = has_trace(f);
  if (is_traced) {
    use_traced(f, state, m, press);
    const app::PlanePlace chosen = app::chosen_place(f.app);
    state.probe_x1 = static_cast<float>(chosen.x1);
    state.probe_x2 = static_cast<float>(chosen.x2);
  } else if (press.is_held && !f.is_cancelled) {
    note_pointer(f, on_side(f, "probe_x1"));
    const auto [x1, x2] = plane_point(m, pointer().at);
    state.probe_x1 = x1;
    state.probe_x2 = x2;
  }
  const Pointed before{static_cast<double>(state.probe_x1), static_cast<double>(state.probe_x2)};
  use_probe(f, state, m);
  if (is_traced) move_traced(f, state, before);
  draw->PopClipRect();
  add_element(f, {"table." + on_side(f, "output"), base::Role::table,
                  i18n::format(f.language, "table.open", {tr(f, "train.output_label")}), square});
  draw->AddRect(top_left(square), bottom_right(square), f.theme.line, kControlRadius);
  if (press.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Arrow);
}

void draw_output_legend(const Frame& f, const Rect& rect) {
  Rect rest = rect;
  const auto words = [&](std::string_view id, float before) {
    const std::string text = tr(f, id);
    const float width = text_size(f, label_text(f), text).x;
    if (rest.w < width + before) return ImVec2{-1, 0};
    draw_text(f, cut_right(rest, width), label_text(f), text);
    const Rect mark = cut_right(rest, before, 10);
    return ImVec2{mark.x + 5, centre(mark).y};
  };
  const bool has_held_out = f.run->seen.test.points > 0;
  const ImVec2 held_out = has_held_out ? words("train.held_out_mark", 14) : ImVec2{-1, 0};
  if (held_out.x > 0) ImGui::GetWindowDrawList()->AddCircle(held_out, 3.5F, f.theme.ink, 14, 1.2F);
  const ImVec2 class1 = words("train.class1", 14);
  if (class1.x > 0) draw_point(f, class1, 5, true, false);
  const ImVec2 class0 = words("train.class0", 14);
  if (class0.x > 0) draw_point(f, class0, 5, false, false);
}

}  // namespace lab::ui
