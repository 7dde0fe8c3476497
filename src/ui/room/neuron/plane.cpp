// The plane with what the network gives at each of its places, the points, and the line w·x + b = 0, which is moved and turned.
#include <algorithm>
#include <cmath>

#include "app/lessons.h"
#include "base/text.h"
#include "data/best_line.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/look/heat_scale.h"
#include "ui/look/points.h"
#include "ui/room/neuron/room.h"

namespace lab::ui {

namespace {

constexpr float kBusyBudgetMs = 4;
constexpr float kRestBudgetMs = 60;
constexpr float kHandle = 9;           // radius
constexpr float kReach = 14;           // of the pointer, around what it takes hold of
constexpr float kLeastToTurn = 160;    // of the plane: on a smaller one the handles would lie on each other
constexpr float kTurnAt = 0.42F;       // of half the plane, from the handle that moves to the one that turns
constexpr double kLeastLength = 1e-6;  // of w: without a direction there is no line
constexpr double kDegree = 3.14159265358979 / 180;

struct Vec {
  double x = 0, y = 0;
};

struct Mapping {
  Rect rect;
  data::PlaneRange plane;
};

double span(const Mapping& m) { return static_cast<double>(m.plane.max - m.plane.min); }

ImVec2 place(const Mapping& m, Vec at) {
  const double min = static_cast<double>(m.plane.min);
  return {m.rect.x + m.rect.w * static_cast<float>((at.x - min) / span(m)),
          bottom(m.rect) - m.rect.h * static_cast<float>((at.y - min) / span(m))};
}

Vec plane_point(const Mapping& m, ImVec2 at) {
  const double min = static_cast<double>(m.plane.min);
  return {min + span(m) * static_cast<double>((at.x - m.rect.x) / m.rect.w),
          min + span(m) * static_cast<double>((bottom(m.rect) - at.y) / m.rect.h)};
}

bool is_inside(const Mapping& m, Vec at) { return contains(inset(m.rect, kHandle, kHandle), place(m, at)); }

// The line of a neuron: its direction, where it is held to be moved and where to be turned.
struct Line {
  double length = 0;  // of w
  Vec normal, along;
  Vec move, turn;
  double side = 1;  // the turning handle is that way along it
};

std::optional<Line> line_of(const NeuronView& view, const Mapping& m) {
  const app::UnitReading& unit = shown_unit(view);
  Line line;
  line.length = std::hypot(unit.w1, unit.w2);
  if (!(line.length > kLeastLength)) return std::nullopt;
  line.normal = {unit.w1 / line.length, unit.w2 / line.length};
  line.along = {-line.normal.y, line.normal.x};
  const auto foot = [&](Vec from) {
    const double away = line.normal.x * from.x + line.normal.y * from.y + unit.b / line.length;
    return Vec{from.x - away * line.normal.x, from.y - away * line.normal.y};
  };
  const double middle = static_cast<double>(m.plane.min + m.plane.max) / 2;
  line.move = foot({view.held_x1, view.held_x2});
  if (!is_inside(m, line.move)) line.move = foot({middle, middle});
  const double far = static_cast<double>(kTurnAt) * span(m) / 2;
  const auto turned = [&](double side) {
    return Vec{line.move.x + side * far * line.along.x, line.move.y + side * far * line.along.y};
  };
  line.side = is_inside(m, turned(1)) ? 1 : -1;
  line.turn = turned(line.side);
  return line;
}

double rounded(double value) { return std::round(value * 1000) / 1000; }

void set_line(Frame& f, const NeuronView& view, double w1, double w2, double b, bool goes_on) {
  const int unit = static_cast<int>(view.unit) + 1;
  app::Scenario next = f.app.shown;
  next.w.ones[{1, unit, 1}] = static_cast<float>(rounded(w1));
  next.w.ones[{1, unit, 2}] = static_cast<float>(rounded(w2));
  next.w.ones[{1, unit, 0}] = static_cast<float>(rounded(b));
  change(f, next, goes_on);
}

void move_to(Frame& f, NeuronView& view, Vec at, bool goes_on) {
  const app::UnitReading& unit = shown_unit(view);
  view.held_x1 = at.x;
  view.held_x2 = at.y;
  set_line(f, view, unit.w1, unit.w2, -(unit.w1 * at.x + unit.w2 * at.y), goes_on);
}

// w points that way then, the line still passes through where it is held.
void turn_to(Frame& f, NeuronView& view, const Line& line, Vec normal, bool goes_on) {
  view.held_x1 = line.move.x;
  view.held_x2 = line.move.y;
  const double w1 = line.length * normal.x, w2 = line.length * normal.y;
  set_line(f, view, w1, w2, -(w1 * line.move.x + w2 * line.move.y), goes_on);
}

Press press_handle(Frame& f, const Mapping& m, base::Element element, Vec at, double value,
                   const base::Range& range) {
  const ImVec2 centre = place(m, at);
  element.rect = {centre.x - kReach, centre.y - kReach, 2 * kReach, 2 * kReach};
  element.value = base::shortest(rounded(value));
  element.range = range;
  element.is_dragged = true;
  return pressable(f, std::move(element));
}

// What a key or the page asks of a number.
std::optional<double> asked_number(const Frame& f, std::string_view id, double value,
                                   const base::Range& range) {
  double moved = value;
  if (const auto text = value_from_page(f, id)) moved = base::parse_number(*text).value_or(value);
  if (const double steps = steps_by_key(f, id); steps != 0)
    moved = std::isinf(steps) ? (steps > 0 ? range.max : range.min) : value + steps * range.step;
  moved = std::clamp(moved, range.min, range.max);
  return moved == value ? std::nullopt : std::optional(moved);
}

void use_move_handle(Frame& f, NeuronView& view, const Mapping& m, const Line& line) {
  const app::UnitReading& unit = shown_unit(view);
  const double distance = -unit.b / line.length;
  const base::Range range{-span(m), span(m), 0.05};
  base::Element element{"w.move", base::Role::slider, tr(f, "neuron.move")};
  element.value_text = i18n::format(f.language, "neuron.distance", {app::short_text(distance)});
  const Press press = press_handle(f, m, std::move(element), line.move, distance, range);
  const Drag drag = drag_item(f, press, pointer().has_moved && !is_locked(f, "w"));
  if (drag != Drag::none) return move_to(f, view, plane_point(m, pointer().at), drag == Drag::goes_on);
  if (is_locked(f, "w")) return;
  if (const auto asked = asked_number(f, "w.move", distance, range)) {
    const double by = *asked - distance;
    move_to(f, view, {line.move.x + by * line.normal.x, line.move.y + by * line.normal.y},
            goes_on_changing(f, "w.move"));
  }
}

void use_turn_handle(Frame& f, NeuronView& view, const Mapping& m, const Line& line) {
  const double angle = std::atan2(line.normal.y, line.normal.x) / kDegree;
  const base::Range range{-180, 180, 2};
  base::Element element{"w.turn", base::Role::slider, tr(f, "neuron.turn")};
  element.value_text = i18n::format(f.language, "neuron.angle", {i18n::number(std::round(angle), 4)});
  const Press press = press_handle(f, m, std::move(element), line.turn, angle, range);
  const Drag drag = drag_item(f, press, pointer().has_moved && !is_locked(f, "w"));
  if (drag != Drag::none) {
    const Vec at = plane_point(m, pointer().at);
    const Vec arm{line.side * (at.x - line.move.x), line.side * (at.y - line.move.y)};
    const double length = std::hypot(arm.x, arm.y);
    if (length > kLeastLength)
      turn_to(f, view, line, {arm.y / length, -arm.x / length}, drag == Drag::goes_on);
    return;
  }
  if (is_locked(f, "w")) return;
  if (const auto asked = asked_number(f, "w.turn", angle, range))
    turn_to(f, view, line, {std::cos(*asked * kDegree), std::sin(*asked * kDegree)},
            goes_on_changing(f, "w.turn"));
}

void draw_handle(const Frame& f, ImVec2 at, bool turns, bool is_held) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddCircleFilled(at, kHandle + (is_held ? 2 : 0), f.theme.card);
  draw->AddCircle(at, kHandle + (is_held ? 2 : 0), f.theme.accent, 0, 2.5F);
  if (turns) {
    draw->PathArcTo(at, 4, -0.5F, 4.2F);
    draw->PathStroke(f.theme.accent, 0, 1.5F);
    return;
  }
  draw->AddLine({at.x - 4, at.y}, {at.x + 4, at.y}, f.theme.accent, 1.5F);
  draw->AddLine({at.x, at.y - 4}, {at.x, at.y + 4}, f.theme.accent, 1.5F);
}

void draw_tag(const Frame& f, ImVec2 at, std::string_view text) {
  const float width = text_size(f, label_text(f), text).x + 12;
  const Rect tag{at.x, at.y - 9, width, 18};
  ImGui::GetWindowDrawList()->AddRectFilled(top_left(tag), bottom_right(tag), with_alpha(f.theme.card, 0.85F),
                                            9);
  draw_text(f, tag, with_colour(label_text(f), f.theme.ink), text, Align::middle);
}

void draw_arrow(const Frame& f, ImVec2 from, ImVec2 to) {
  const ImVec2 d{to.x - from.x, to.y - from.y};
  const float length = std::max(std::hypot(d.x, d.y), 1.0F);
  const ImVec2 u{d.x / length, d.y / length};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine(from, {to.x - 8 * u.x, to.y - 8 * u.y}, f.theme.ink, 2.5F);
  draw->AddTriangleFilled(to, {to.x - 12 * u.x - 5 * u.y, to.y - 12 * u.y + 5 * u.x},
                          {to.x - 12 * u.x + 5 * u.y, to.y - 12 * u.y - 5 * u.x}, f.theme.ink);
}

void draw_line_of(const Frame& f, const NeuronView& view, const Mapping& m, const Line& line) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const double far = 2 * span(m);
  const auto along = [&](double t) {
    return place(m, {line.move.x + t * line.along.x, line.move.y + t * line.along.y});
  };
  const ImU32 colour = view.reading->units.size() == 1 ? f.theme.ink : f.theme.curves[view.unit + 1];
  draw->AddLine(along(-far), along(far), colour, 2);
  const double reach = std::min(line.length, 1.6) * span(m) / 8;
  const ImVec2 tip = place(m, {line.move.x + reach * line.normal.x, line.move.y + reach * line.normal.y});
  draw_arrow(f, place(m, line.move), tip);
  draw_text(f, {tip.x + 4, tip.y - 8, 16, 16}, {14, Weight::semibold, f.theme.ink}, "w");
}

void draw_other_lines(const Frame& f, const NeuronView& view, const Mapping& m) {
  if (view.reading->units.size() == 1) return;
  for (std::size_t i = 0; i < view.reading->units.size(); ++i) {
    if (i == view.unit) continue;
    NeuronView other;
    other.reading = view.reading;
    other.unit = i;
    const std::optional<Line> line = line_of(other, m);
    if (!line) continue;
    const double far = 2 * span(m);
    ImGui::GetWindowDrawList()->AddLine(
        place(m, {line->move.x - far * line->along.x, line->move.y - far * line->along.y}),
        place(m, {line->move.x + far * line->along.x, line->move.y + far * line->along.y}),
        f.theme.curves[i + 1], 1.5F);
  }
}

void draw_points(const Frame& f, const NeuronView& view, const Mapping& m) {
  const data::PointSet& points = f.run->plan.points;
  const bool is_few = points.x1.size() <= 60;
  const float radius = is_few ? 6 : 3.5F;
  for (std::size_t i = 0; i < points.x1.size(); ++i) {
    const ImVec2 at = place(m, {static_cast<double>(points.x1[i]), static_cast<double>(points.x2[i])});
    draw_point(f, at, radius, points.label[i] != 0, i >= points.train_count);
    if (is_few && !app::is_right(f.app, *view.reading, i))
      ImGui::GetWindowDrawList()->AddCircle(at, radius + 5, f.theme.warning, 0, 2);
  }
}

// How far up and down the colours go: from `middle`, which is white, `half` to each side.
struct Colours {
  double middle = 0, half = 1;
};

Colours colours_of(const Frame& f, const NeuronView& view) {
  if (view.reading->units.size() > 1) {
    const nn::LossRow& loss = *nn::find_loss(f.app.shown.loss);
    return {static_cast<double>(nn::class_threshold(loss)),
            static_cast<double>(loss.target_class1 - loss.target_class0) / 2};
  }
  base::AlignedFloats ends = {-12, -2, 2, 12};
  act::apply(neuron_activation(f), ends.data(), ends.data(), nullptr, ends.size());
  const bool is_bounded = std::fabs(ends[3] - ends[2]) < 0.5F && std::fabs(ends[1] - ends[0]) < 0.5F;
  if (!is_bounded) return {0, 4};
  const double low = static_cast<double>(ends[0]), high = static_cast<double>(ends[3]);
  return {(low + high) / 2, std::max((high - low) / 2, 0.1)};
}

// The network with an output whose −1 … 1 are the ends of the colours.
void make_painted(const Frame& f, NeuronView& view, const Colours& colours) {
  view.painted = f.run->seen.snapshot;
  const std::vector<nn::LayerShape> shapes = nn::layer_shapes(view.painted.network);
  const nn::LayerShape& last = shapes.back();
  const auto scale = static_cast<float>(1 / colours.half);
  for (int i = 0; i < last.in; ++i) view.painted.params[last.weights + static_cast<std::size_t>(i)] *= scale;
  float& bias = view.painted.params[last.biases];
  bias = (bias - static_cast<float>(colours.middle)) * scale;
}

void paint(Frame& f, NeuronView& view, float side) {
  make_painted(f, view, colours_of(f, view));
  gpu::HeatmapRequest request;
  request.snapshot = &view.painted;
  request.plane = f.run->plan.points.plane;
  request.colours = f.theme.heat;
  request.output_is_logit = false;
  request.output_px = static_cast<int>(side * f.pixel_ratio);
  request.tile_px = 16;
  request.is_resting = !app::is_busy(f.app);
  request.budget_ms = request.is_resting ? kRestBudgetMs : kBusyBudgetMs;
  request.boundary_px = view.reading->units.size() > 1 ? 2.0F * f.pixel_ratio : 0;
  f.heatmap->paint(request);
  view.is_coarse = request.is_resting && f.heatmap->is_coarse();
}

void draw_colours(const Frame& f, const NeuronView& view, const Rect& rect) {
  const Colours c = colours_of(f, view);
  const auto number = [](double value) { return i18n::number(std::round(100 * value) / 100, 3); };
  draw_heat_scale(f, rect, {number(c.middle - c.half), number(c.middle), number(c.middle + c.half)});
}

void follow_best(const Frame& f, NeuronView& view) {
  const data::PointSet& points = f.run->plan.points;
  if (view.best.of != points.x1) {
    view.best = {points.x1, 0, 0};
    if (points.x1.size() <= data::kMostForBestLine)
      view.best.possible = std::round(data::best_line_accuracy(points.x1, points.x2, points.label) *
                                      static_cast<double>(points.x1.size()));
  }
  view.best.right = std::max(view.best.right, view.reading->right);
}

}  // namespace

namespace {

// The points alone: a question is asked about the rest.
void draw_veiled_plane(Frame& f, const Mapping& m) {
  base::Element picture{"plane", base::Role::picture, tr(f, "neuron.plane"), m.rect};
  picture.value_text = tr(f, "learn.veiled.text");
  f.explains = true;
  add_picture(f, std::move(picture), {});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(m.rect), bottom_right(m.rect), f.theme.page, kControlRadius);
  const data::PointSet& points = f.run->plan.points;
  for (std::size_t i = 0; i < points.x1.size(); ++i) {
    const Vec at{static_cast<double>(points.x1[i]), static_cast<double>(points.x2[i])};
    draw_point(f, place(m, at), points.x1.size() <= 60 ? 6 : 3.5F, points.label[i] != 0, false);
  }
  draw->AddRect(top_left(m.rect), bottom_right(m.rect), f.theme.line, kControlRadius);
}

}  // namespace

void draw_score(Frame& f, NeuronView& view, const Rect& row) {
  if (app::is_veiled(f.app, "numbers")) return;
  follow_best(f, view);
  const auto count = [](double number) { return i18n::grouped(static_cast<long long>(number)); };
  const std::string score =
      i18n::format(f.language, "neuron.right",
                   {count(view.reading->right), count(static_cast<double>(view.best.of.size()))});
  Rect rest = row;
  const TextStyle style{kLarge, Weight::semibold, f.theme.ink};
  const Rect place = cut_right(rest, text_size(f, style, score).x + 1, kUnit);
  draw_text(f, place, style, score);
  std::string best;
  if (view.reading->units.size() == 1 && view.best.possible > 0)
    best = i18n::format(f.language, "neuron.best", {count(view.best.right), count(view.best.possible)});
  std::string seen = best;
  if (text_size(f, label_text(f), best).x >= rest.w)
    seen = best.empty() ? "" : i18n::format(f.language, "neuron.best_possible", {count(view.best.possible)});
  add_text(f, "text.score", row, best.empty() ? score : i18n::format(f.language, "reading", {score, best}));
  if (text_size(f, label_text(f), seen).x < rest.w) draw_text(f, rest, label_text(f), seen, Align::right);
}

void draw_plane(Frame& f, NeuronView& view, const Rect& square) {
  const Mapping m{square, f.run->plan.points.plane};
  if (app::is_veiled(f.app, "output")) return draw_veiled_plane(f, m);
  const std::optional<Line> line = line_of(view, m);
  const bool has_handles = line && is_shown(f, "w");
  const bool turns = has_handles && square.w >= kLeastToTurn;
  if (has_handles) use_move_handle(f, view, m, *line);
  if (turns) use_turn_handle(f, view, m, *line);
  base::Element picture{"plane", base::Role::picture, tr(f, "neuron.plane"), square};
  picture.value_text = neuron_sentence(f, view);
  picture.is_dragged = true;
  choose_place(f, pressable(f, std::move(picture)), square);
  paint(f, view, square.w);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddImageRounded(static_cast<ImTextureID>(f.heatmap->output_texture()), top_left(square),
                        bottom_right(square), {0, 1}, {1, 0}, IM_COL32_WHITE, kControlRadius);
  draw->PushClipRect(top_left(square), bottom_right(square), true);
  draw_other_lines(f, view, m);
  if (line) draw_line_of(f, view, m, *line);
  draw_points(f, view, m);
  const ImVec2 at = place(m, {view.reading->x1, view.reading->x2});
  if (!view.reading->is_at_point) draw->AddCircleFilled(at, 3.5F, f.theme.accent);
  draw->AddCircle(at, 11, f.theme.accent, 0, 2.5F);
  if (has_handles && !is_locked(f, "w")) {
    const ImVec2 move = place(m, line->move), turn = place(m, line->turn);
    draw_handle(f, move, false, has_keyboard(f, "w.move"));
    if (turns) draw_handle(f, turn, true, has_keyboard(f, "w.turn"));
    draw_tag(f, {move.x - 56, move.y + 14}, tr(f, "neuron.move_short"));
    if (turns) draw_tag(f, {turn.x + 14, turn.y + 4}, tr(f, "neuron.turn_short"));
  }
  draw->PopClipRect();
  draw->AddRect(top_left(square), bottom_right(square), f.theme.line, kControlRadius);
}

void draw_plane_card(Frame& f, NeuronView& view, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  Rect title = cut_top(rest, kMinTarget, 8);
  const float used = draw_heading(f, title, "plane.title", tr(f, "neuron.plane"));
  cut_left(title, used, kGap);
  if (is_shown(f, "legend") && title.w > 260) {
    const Rect scale = cut_left(title, 104, kGap);
    draw_colours(f, view, {scale.x, centre(scale).y - 8, scale.w, 16});
  }
  draw_score(f, view, title);
  draw_plane(f, view, centred_square(rest));
}

}  // namespace lab::ui
