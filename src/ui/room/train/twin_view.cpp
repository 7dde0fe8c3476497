// Two networks beside each other that differ in nothing but their activation: each picture with what one sees in it by name,
// its accuracy, its function and its neurons; below them both losses on the same axes.
#include <algorithm>
#include <cmath>
#include <span>

#include "app/activations.h"
#include "app/diagnosis.h"
#include "data/best_line.h"
#include "ui/control/activation_list.h"
#include "ui/control/keyboard.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kColumn = 140;  // beside a picture
constexpr float kHeader = 28;
constexpr float kVerdict = 22;
constexpr float kLineHeight = 16;
constexpr float kLowestWithLine = 170;
constexpr float kLowestWithHeader = 110;
constexpr float kCurve = 92;
constexpr float kTile = 62;
constexpr float kTileGap = 8;
constexpr float kBelow = 96;
constexpr float kAccuracy = 26;  // text size
constexpr float kScale = 96;     // of the legend of the heatmaps, …
constexpr float kLeastScale = 48;
constexpr float kScaleHeight = 16;
constexpr const char* kLists[] = {"activation_list", "twin_list"};

bool is_first(const Frame& f) { return f.side == 0; }

void choose(Frame& f, const std::string& id) {
  app::Scenario next = f.app.shown;
  if (is_first(f)) {
    app::train_with(next, id);
  } else {
    next.twin[f.side - 1] = id;
  }
  change(f, next);
}

// The name of the function, which opens the list of all.
void draw_chooser(Frame& f, TrainView& state, const Rect& rect, bool has_curve) {
  const std::string id = side_activation(f);
  const std::string key = is_first(f) ? "act" : "twin";
  if (!is_shown(f, key)) {
    draw_text(f, rect, large_text(f), side_name(f));
    return;
  }
  base::Element element = field_element(f, base::Role::list, key, rect);
  const std::string name = side_name(f);
  element.value_text = name;
  element.options = nullptr;  // they are many: a press opens them in a list of our own
  const Press press = pressable(f, std::move(element));
  if (press.is_hovered || press.is_focused) {
    const Rect fill = inset(rect, -4, 0);
    ImGui::GetWindowDrawList()->AddRectFilled(top_left(fill), bottom_right(fill), f.theme.hover_fill, 6);
  }
  Rect rest = rect;
  if (has_curve)
    draw_small_curve(inset(cut_left(rest, 26, 6), 2, 7), app::activation_of(f.app.shown, id), side_colour(f));
  const Rect words{rest.x, rest.y, rest.w - 16, rest.h};
  const float used = draw_text(f, words, large_text(f), name);
  draw_icon(Icon::chevron_down, {rest.x + used + 10, centre(rest).y}, 8, f.theme.muted);
  const char* const list = kLists[is_first(f) ? 0 : 1];
  if (press.is_pressed) open_activation_list(list, state.searched);
  if (const auto chosen = activation_list(f, state.searched, {list, tr(f, "field." + key), rect}, key, id))
    choose(f, *chosen);
}

std::string accuracy_label(const Frame& f) {
  return tr(f, f.run->seen.test.points > 0 ? "twin.held_out_right" : "twin.training_right");
}

// "0.16 x₁ − 0.07 x₂ − 0.10 = 0"
std::string equation(const app::Border& border) {
  const auto term = [](double value, std::string_view of, bool is_first) {
    const std::string size = i18n::fixed(std::abs(value), 2) + std::string(of);
    if (is_first) return (value < 0 ? "−" : "") + size;
    return (value < 0 ? " − " : " + ") + size;
  };
  return term(border.w1, " x₁", true) + term(border.w2, " x₂", false) + term(border.b, "", false) + " = 0";
}

std::string border_name(const Frame& f) {
  using Kind = app::Border::Kind;
  const app::Border& border = f.diagnosis->border;
  switch (border.kind) {
    case Kind::none:
      return tr(f, "border.none");
    case Kind::straight:
      return tr(f, "border.straight");
    case Kind::bent:
      return tr(f, "border.bent");
    case Kind::lines:
      return i18n::format(f.language, "border.lines", {std::to_string(border.lines)});
    case Kind::closed:
      return tr(f, "border.closed");
  }
  return "";
}

std::string remark(const Frame& f) {
  const std::string count = i18n::grouped(static_cast<long long>(f.run->seen.snapshot.params.size()));
  const app::Border& border = f.diagnosis->border;
  if (border.kind == app::Border::Kind::straight)
    return i18n::format(f.language, "twin.collapse", {count, equation(border)});
  return i18n::format(f.language, "twin.no_collapse", {count});
}

// What a sighted person sees first of a side.
std::string side_sentence(const Frame& f) {
  return i18n::format(
      f.language, "twin.side",
      {side_name(f), border_name(f), accuracy_label(f), app::accuracy_text(judged(f).accuracy), remark(f)});
}

// At the right end of what is left of a row, where there is room for it.
bool draw_scale_in(const Frame& f, Rect rest) {
  if (!is_shown(f, "legend") || rest.w < kLeastScale) return false;
  const Rect place = cut_right(rest, kScale);
  draw_scale(f, {place.x, centre(place).y - kScaleHeight / 2, place.w, kScaleHeight});
  return true;
}

void draw_verdict(Frame& f, const Rect& row, bool has_remark, bool needs_scale = false) {
  add_text(f, on_side(f, "text.side"), row, side_sentence(f));
  const std::string name = border_name(f);
  const float used = draw_text(f, row, has_remark ? large_text(f) : value_text(f), name) + kGap;
  Rect rest{row.x + used, row.y, std::max(row.w - used, 0.0F), row.h};
  const std::string text = has_remark ? remark(f) : accuracy_label(f);
  const float width = text_size(f, label_text(f), text).x;
  if (width <= rest.w + 1) draw_text(f, cut_right(rest, width + 1, kGap), label_text(f), text, Align::right);
  if (needs_scale) draw_scale_in(f, rest);
}

void draw_neurons(const Frame& f, Rect rest) {
  if (rest.h < kTile + 20) return;
  Rect head = cut_top(rest, kScaleHeight, 6);
  cut_left(head, draw_text(f, head, label_text(f), tr(f, "twin.neurons")), 4);
  draw_scale_in(f, head);
  const auto& hidden = f.run->seen.snapshot.network.hidden;
  const float step = kTile + kTileGap;
  const auto rows = static_cast<int>((rest.h + kTileGap) / step);
  int place = 0;
  for (int layer = 0; layer < static_cast<int>(hidden.size()); ++layer) {
    for (int unit = 0; unit < hidden[static_cast<std::size_t>(layer)].units; ++unit, ++place) {
      if (place >= 2 * rows) return;
      const ImVec2 at{rest.x + static_cast<float>(place % 2) * (rest.w - kTile),
                      rest.y + static_cast<float>(place / 2) * step};
      const gpu::Tile tile = f.heatmap->tile(layer + 1, unit);
      ImDrawList* draw = ImGui::GetWindowDrawList();
      draw->AddImageRounded(static_cast<ImTextureID>(f.heatmap->tiles_texture()), at,
                            {at.x + kTile, at.y + kTile}, {tile.u0, tile.v0}, {tile.u1, tile.v1},
                            IM_COL32_WHITE, 6);
      draw->AddRect(at, {at.x + kTile, at.y + kTile}, f.theme.line, 6);
    }
  }
}

// What the best straight line gets right of the points that count; 0 of too many.
double best_line(const Frame& f, TrainView& state) {
  const data::PointSet& points = f.run->plan.points;
  const std::size_t from = f.run->seen.test.points > 0 ? points.train_count : 0;
  if (points.label.size() - from > data::kMostForBestLine) return 0;
  BestLine& kept = state.best_line;
  if (kept.x1 != points.x1 || kept.from != from) {
    const auto counted = [from](const auto& values) { return std::span(values).subspan(from); };
    kept = {points.x1, from,
            data::best_line_accuracy(counted(points.x1), counted(points.x2), counted(points.label))};
  }
  return kept.accuracy;
}

void draw_best_line(Frame& f, TrainView& state, const Rect& row) {
  const double most = best_line(f, state);
  if (most == 0) return;
  const bool is_line = f.diagnosis->border.kind == app::Border::Kind::straight;
  const std::string text =
      i18n::format(f.language, is_line ? "twin.best_line" : "twin.no_line", {app::percent_text(most)});
  add_text(f, on_side(f, "text.best_line"), row, text);
  draw_text(f, row, label_text(f), text);
}

void draw_column(Frame& f, TrainView& state, Rect column) {
  draw_chooser(f, state, cut_top(column, kVerdict, kUnit), false);
  const act::Activation activation = app::activation_of(f.app.shown, side_activation(f));
  if (column.h > kCurve + 90) {
    draw_function(f, cut_top(column, kCurve, 6), activation, state.sides[f.side]);
    draw_text(f, cut_top(column, 16, kUnit), label_text(f), state.sides[f.side].formula);
  }
  draw_text(f, cut_top(column, 16), label_text(f), accuracy_label(f));
  const TextStyle figure{kAccuracy, Weight::semibold, f.theme.ink};
  draw_text(f, cut_top(column, 34), figure, app::accuracy_text(judged(f).accuracy));
  draw_best_line(f, state, cut_top(column, kLineHeight, 10));
  draw_neurons(f, column);
}

void draw_wide_side(Frame& f, TrainView& state, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  const bool has_column = rest.w >= kColumn + kGap + 180;
  if (has_column)
    draw_column(f, state, is_first(f) ? cut_left(rest, kColumn, kGap) : cut_right(rest, kColumn, kGap));
  const Rect head = cut_top(rest, kVerdict, kUnit);
  draw_verdict(f, head, true);
  if (is_shown(f, "picture")) draw_output(f, state, rest);
}

// Name and accuracy above the picture, what one sees below it; in the lowest figure all beside the picture.
void draw_small_side(Frame& f, TrainView& state, Rect rest) {
  if (rest.h < kLowestWithHeader) {
    const Rect picture = cut_left(rest, std::min(rest.h, rest.w / 2), kUnit);
    if (is_shown(f, "picture")) draw_output(f, state, picture);
    draw_chooser(f, state, cut_top(rest, std::min(kMinTarget, rest.h)), false);
    draw_text(f, cut_top(rest, 20), value_text(f), app::accuracy_text(judged(f).accuracy));
    return;
  }
  Rect head = cut_top(rest, std::min(kHeader, rest.h * 0.25F), 2);
  if (rest.h > kLowestWithLine) draw_best_line(f, state, cut_bottom(rest, kLineHeight));
  const Rect below = rest.h > 120 ? cut_bottom(rest, kVerdict, 2) : Rect{};
  const std::string accuracy = app::accuracy_text(judged(f).accuracy);
  const float width = text_size(f, large_text(f), accuracy).x + 1;
  if (head.w > width + 90) draw_text(f, cut_right(head, width, kUnit), large_text(f), accuracy, Align::right);
  const bool has_curve = head.w > 110;
  draw_chooser(f, state, head, has_curve);
  cut_left(head, text_size(f, large_text(f), side_name(f)).x + (has_curve ? 70 : 38));
  const bool has_scale = draw_scale_in(f, head);
  if (below.h > 0) draw_verdict(f, below, false, !has_scale);
  if (is_shown(f, "picture")) draw_output(f, state, rest);
}

void draw_sides(Frame& f, TrainView& state, Rect rest, float gap, float picture,
                void (*draw_side)(Frame&, TrainView&, Rect)) {
  const auto count = static_cast<float>(f.app.runs.size());
  const float width = (rest.w - gap * (count - 1)) / count;
  bool is_coarse = false;
  state.sides.resize(f.app.runs.size());
  for (std::size_t side = 0; side < f.app.runs.size(); ++side) {
    look_at(f, side);
    paint_heatmaps(f, state, picture, kTile);
    is_coarse = is_coarse || state.is_coarse;
    const Rect place = cut_left(rest, width, gap);
    const Group region(f, {on_side(f, "side"), base::Role::region, side_name(f), place});
    draw_side(f, state, place);
  }
  look_at(f, 0);
  state.is_coarse = is_coarse;
}

bool is_straight(const Frame& f, std::size_t side) {
  return f.app.diagnoses[side].border.kind == app::Border::Kind::straight;
}

void close_twin(Frame& f) {
  app::Scenario next = f.app.shown;
  next.twin.clear();
  change(f, next);
}

void draw_conclusion(Frame& f, const Rect& rect) {
  Rect rest = rect;
  if (is_shown(f, "twin")) {
    const std::string close = tr(f, "twin.close");
    Rect buttons = cut_right(rest, button_width(f, close), kGap);
    if (button(f, cut_top(buttons, 32), "twin.close", close)) close_twin(f);
  }
  const bool is_one_straight = is_straight(f, 0) != is_straight(f, 1);
  const std::string verdict = tr(f, is_one_straight ? "twin.layers_alone" : "twin.only_bends");
  const std::string words = i18n::format(f.language, "twin.words", {tr(f, "twin.same"), verdict});
  add_text(f, "text.twin", rest, i18n::format(f.language, "twin.told", {tr(f, "twin.head"), words}));
  Rect head = cut_top(rest, 21);
  ImGui::GetWindowDrawList()->AddCircleFilled({head.x + 4, centre(head).y}, 4, f.theme.accent);
  cut_left(head, 14);
  draw_text(f, head, value_text(f), tr(f, "twin.head"));
  draw_paragraph(f, rest, with_colour(body(f), f.theme.muted), words);
}

}  // namespace

std::string side_activation(const Frame& f) {
  return is_first(f) ? f.app.shown.act.curves.front() : f.app.shown.twin[f.side - 1];
}

std::string side_name(const Frame& f) { return activation_label(f, side_activation(f)); }

const nn::Metrics& judged(const Frame& f) {
  return f.run->seen.test.points > 0 ? f.run->seen.test : f.run->seen.train;
}

ImU32 side_colour(const Frame& f) { return is_first(f) ? f.theme.accent : f.theme.ink; }

bool has_twin(const Frame& f) { return f.app.runs.size() > 1 && run::is_made(*f.run); }

void draw_twin_wide(Frame& f, TrainView& state, Rect rest) {
  state.pinned = {};
  Rect below = cut_bottom(rest, kBelow, kGap);
  const float width = (rest.w - kGap) / 2 - 2 * kCardPadding;
  const float picture = std::min(width - kColumn - kGap, rest.h - 2 * kCardPadding - kVerdict - kUnit);
  draw_sides(f, state, rest, kGap, std::max(picture, 64.0F),
             [](Frame& g, TrainView& view, Rect place) { draw_wide_side(g, view, place); });
  card(f, below);
  below = inset(below, kCardPadding, kCardPadding);
  draw_conclusion(f, cut_right(below, std::min(420.0F, below.w * 0.45F), kGap * 1.5F));
  if (is_shown(f, "loss_chart")) draw_losses(f, state, below);
}

void draw_twin_small(Frame& f, TrainView& state, const Rect& rest) {
  state.pinned = {};
  draw_sides(f, state, rest, kUnit, std::min((rest.w - kUnit) / 2, rest.h),
             [](Frame& g, TrainView& view, Rect place) { draw_small_side(g, view, place); });
}

float twin_small_height(float width) { return (width - kUnit) / 2 + kHeader + kVerdict + kLineHeight + 4; }

void draw_twin_conclusion(Frame& f, const Rect& rect) {
  card(f, rect);
  draw_conclusion(f, inset(rect, kCardPadding, kCardPadding));
}

void draw_twin_remark(Frame& f, Rect rest) {
  if (is_shown(f, "twin")) {
    const Rect close = centred_square(cut_right(rest, std::min(rest.h, 32.0F), kUnit));
    if (icon_button(f, close, "twin.close", Icon::close, tr(f, "twin.close"))) close_twin(f);
  }
  const std::string words = tr(f, "twin.same");
  const std::string head = tr(f, "twin.head");
  const TextStyle style{kSmall, Weight::semibold, f.theme.ink};
  if (rest.w < text_size(f, style, head).x) return;
  add_text(f, "text.twin", rest, i18n::format(f.language, "twin.told", {head, words}));
  Rect lines = inset(rest, 0, 8);
  if (rest.w < text_size(f, label_text(f), words).x) {
    draw_text(f, lines, style, head);
    return;
  }
  draw_text(f, cut_top(lines, lines.h / 2), style, head);
  draw_text(f, lines, label_text(f), words);
}

}  // namespace lab::ui
