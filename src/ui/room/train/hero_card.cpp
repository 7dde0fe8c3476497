// The activation, which the program is about: its chips, its curve and slope, what flows through it below them, and a sentence
// with the number that says whether it learns.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/activations.h"
#include "ui/control/function_curve.h"
#include "ui/control/plot.h"
#include "ui/control/popup.h"
#include "ui/control/term.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr const char* kFormulaPanel = "formula_panel";
constexpr float kLowChip = 30;  // the name alone
constexpr float kTitleHeight = 18;
constexpr float kNameHeight = 24;
constexpr float kAxisHeight = 16;
constexpr float kLeastPlot = 56;
constexpr float kTallestPlot = 0.95F;  // by the width
constexpr float kStrip = 27;           // of the histogram of a layer …
constexpr float kLowStrip = 16;        // … where there are more than a few
constexpr std::size_t kFewStrips = 3;
constexpr double kHalfRange = static_cast<double>(nn::kSumsEnd);
constexpr double kFlatSlope = static_cast<double>(nn::kGentleSlope);

// Where the slope lets next to nothing through, in the background and by name.
void draw_flat_ends(const Frame& f, const Plot& plot, const FunctionCurve& curve, float to_y) {
  const double half = kHalfRange / static_cast<double>(curve.z.size());
  const std::string name = tr(f, "hero.flat");
  const float name_width = text_size(f, label_text(f), name).x + 8;
  for (std::size_t i = 0; i < curve.z.size();) {
    std::size_t end = i;
    while (end < curve.z.size() && std::abs(curve.slope[end]) < kFlatSlope) ++end;
    if (end > i) {
      const float left = px_from_x(plot, curve.z[i] - half);
      const float width = px_from_x(plot, curve.z[end - 1] + half) - left;
      ImGui::GetWindowDrawList()->AddRectFilled({left, plot.area.y}, {left + width, to_y},
                                                with_alpha(f.theme.muted, 0.1F));
      const bool is_right = left > centre(plot.area).x;
      const float x = is_right ? left + width - name_width : left;
      if (width >= name_width) draw_text(f, {x + 4, plot.area.y + 2, name_width, 14}, label_text(f), name);
    }
    i = std::max(end, i + 1);
  }
}

// Hidden layers that use the function of the card: of these are the histograms and the sentence.
std::vector<std::size_t> layers_with(const Frame& f, const FunctionCurve& curve) {
  std::vector<std::size_t> layers;
  const auto& hidden = f.run->seen.snapshot.network.hidden;
  for (std::size_t l = 0; l < hidden.size(); ++l) {
    if (hidden[l].vector.row == nullptr && is_same(hidden[l].activation, curve.activation))
      layers.push_back(l);
  }
  return layers;
}

void draw_axis(const Frame& f, const Rect& row) {
  const auto label = [&](double z, Align align) {
    draw_text(f, row, label_text(f), i18n::number(z, 1), align);
  };
  label(-kHalfRange, Align::left);
  label(0, Align::middle);
  label(kHalfRange, Align::right);
  draw_text(f, {row.x + row.w * 0.75F - 10, row.y, 20, row.h}, label_text(f), "z", Align::middle);
}

// The layer of these most of whose sums let next to nothing through.
std::size_t flattest(const Frame& f, const std::vector<std::size_t>& layers) {
  const auto& judged = f.run->seen.diagnostics.layers;
  return *std::max_element(layers.begin(), layers.end(),
                           [&](std::size_t a, std::size_t b) { return judged[a].gentle < judged[b].gentle; });
}

std::string sentence_of(const Frame& f, const FunctionCurve& curve, const std::vector<std::size_t>& layers) {
  if (curve.activation.row->id == "identity") return tr(f, "hero.straight");
  if (layers.empty()) return tr(f, "hero.unused");
  const std::size_t layer = flattest(f, layers);
  const double share = f.run->seen.diagnostics.layers[layer].gentle;
  const std::string number = std::to_string(layer + 1);
  if (share < 0.005) return i18n::format(f.language, "hero.steep", {number});
  return i18n::format(f.language, "hero.gentle", {app::percent_text(share), number});
}

float strip_height(std::size_t layers) { return layers > kFewStrips ? kLowStrip : kStrip; }

// What is drawn below the chips, by how much room there is.
struct Plan {
  float plot = 0;  // height
  std::size_t strips = 0;
  float strip = 0;  // height of one
  bool has_axis = false;
  float sentence = 0;
};

Plan plan_of(float width, float height, std::size_t layers, float sentence) {
  Plan plan;
  float left = height - kLeastPlot;
  const auto take = [&](float wanted) {
    if (left < wanted) return false;
    left -= wanted;
    return true;
  };
  if (take(sentence + kUnit)) plan.sentence = sentence;
  plan.has_axis = take(kAxisHeight);
  plan.strip = strip_height(layers);
  while (plan.strips < layers && take(plan.strip)) ++plan.strips;
  plan.plot = std::min(kLeastPlot + std::max(left, 0.0F), std::max(kTallestPlot * width, kLeastPlot));
  return plan;
}

// "z = −1.2 / f = −0.83, f′ = 0.31 / layer 1: 12 %, layer 2: 4 %": of the sums in the bar there.
std::string sums_text(const Frame& f, const FunctionCurve& curve, const std::vector<std::size_t>& layers,
                      double z) {
  const double share = (z + kHalfRange) / (2 * kHalfRange);
  const auto at = [&](std::size_t count) {
    return std::min(static_cast<std::size_t>(std::max(share, 0.0) * static_cast<double>(count)), count - 1);
  };
  const std::size_t i = at(curve.z.size());
  std::string text = "z = " + i18n::fixed(curve.z[i], 2) + "\nf = " + i18n::number(curve.f[i], 3) +
                     ", f′ = " + i18n::number(curve.slope[i], 3);
  for (const std::size_t layer : layers) {
    const auto& bins = f.run->seen.diagnostics.layers[layer].sums;
    const auto all = static_cast<double>(std::accumulate(bins.begin(), bins.end(), std::uint64_t{0}));
    const double part = all > 0 ? static_cast<double>(bins[at(bins.size())]) / all : 0;
    text += (layer == layers.front() ? "\n" : ", ") +
            i18n::format(f.language, "reading",
                         {i18n::format(f.language, "train.layer", {std::to_string(layer + 1)}),
                          app::percent_text(part)});
  }
  return text;
}

// What curve and histograms show at the sum that is read, beside it.
void read_sums(Frame& f, const Rect& area, const Plot& plot, const FunctionCurve& curve,
               const std::vector<std::size_t>& layers, ReadAt& read) {
  base::Element slider{"probe_z", base::Role::slider, tr(f, "hero.probe"), area};
  slider.value_text = sums_text(f, curve, layers, read.x);
  if (!read_place(f, {{&area, 1}, plot.x, 2 * kHalfRange / nn::kSumBins}, std::move(slider), read)) return;
  const float x = px_from_x(plot, read.x);
  draw_place(f, area, x);
  tooltip(f, sums_text(f, curve, layers, read.x), {x, area.y, 1, area.h});
}

void draw_plot(Frame& f, const Rect& rect, const FunctionCurve& curve, const Plan& plan,
               const std::vector<std::size_t>& layers, const std::string& sentence, ReadAt& read_sum) {
  base::Element picture{
      "hero", base::Role::picture,
      i18n::format(f.language, "hero.picture", {activation_label(f, curve.activation.row->id)}), rect};
  picture.value_text = sentence;
  add_picture(f, std::move(picture), "sums");
  Rect rest = rect;
  const Plot plot = function_plot(cut_top(rest, plan.plot), curve);
  const float strips_end = bottom(plot.area) + plan.strip * static_cast<float>(plan.strips);
  ImGui::GetWindowDrawList()->AddRect(top_left(plot.area), {right(plot.area), strips_end}, f.theme.line, 4);
  draw_flat_ends(f, plot, curve, strips_end);
  draw_function_curves(f, plot, curve);
  for (std::size_t i = 0; i < plan.strips; ++i) draw_strip(f, plot, cut_top(rest, plan.strip), layers[i]);
  if (plan.has_axis) draw_axis(f, cut_top(rest, kAxisHeight));
  const std::vector<std::size_t> strips(layers.begin(),
                                        layers.begin() + static_cast<std::ptrdiff_t>(plan.strips));
  read_sums(f, {plot.area.x, plot.area.y, plot.area.w, strips_end - plot.area.y}, plot, curve, strips,
            read_sum);
}

// The line to type a formula in, over the room, so that the network is seen to change with every letter.
void draw_formula_panel(Frame& f, TrainView& state, const Rect& anchor) {
  if (!ImGui::IsPopupOpen(kFormulaPanel)) return;
  const float width = std::min(440.0F, f.view.w - 2 * kUnit);
  const float height = formula_bar_height(f, state.draft, width - 2 * kCardPadding) + 2 * kCardPadding;
  const float beside = right(anchor) + kCardPadding + kGap;
  const bool fits_beside = beside + width <= right(f.view) - kUnit;
  const float above = anchor.y - 4 - height;
  const float y = above >= f.view.y + kUnit ? above : bottom(anchor) + 4;  // not over the curve it changes
  const float x = std::clamp(right(anchor) - width, f.view.x + kUnit, right(f.view) - kUnit - width);
  const Rect panel{fits_beside ? beside : x, fits_beside ? anchor.y : y, width, height};
  if (!begin_panel(f, kFormulaPanel, panel, tr(f, "train.type_formula"))) return;
  if (draw_formula_bar(f, state.draft, inset(panel, kCardPadding, kCardPadding))) ImGui::CloseCurrentPopup();
  end_panel(f);
}

void draw_formula_pencil(Frame& f, TrainView& state, const Rect& place, const Rect& anchor) {
  if (icon_button(f, centred_square(place), "formula.type", Icon::pencil, tr(f, "train.type_formula"),
                  Look::plain, true, base::Role::list))
    ImGui::OpenPopup(kFormulaPanel);
  draw_formula_panel(f, state, anchor);
}

// The way to the Curves room, and the line to type a formula in.
void draw_name(Frame& f, TrainView& state, Rect row, const FunctionCurve& curve) {
  const std::string name = activation_label(f, f.app.shown.act.curves.front());
  const Rect whole = row;
  if (is_shown(f, "formula")) draw_formula_pencil(f, state, cut_right(row, kMinTarget + 4, 2), whole);
  if (is_shown(f, "view") && icon_button(f, centred_square(cut_right(row, kMinTarget + 4, 4)), "view.curve",
                                         Icon::curve, tr(f, "train.open_curve"), Look::plain))
    go_to_room(f, "curves");
  const float used = draw_text(f, row, large_text(f), name);
  cut_left(row, used, kUnit);
  if (text_size(f, label_text(f), curve.formula).x <= row.w)
    draw_text(f, row, label_text(f), curve.formula, Align::right);
}

// "every layer", or which ones where some use another.
std::string scope_of(const Frame& f, const std::vector<std::size_t>& layers) {
  if (f.app.shown.act.layers.empty()) return tr(f, "hero.every_layer");
  std::string numbers;
  for (const std::size_t layer : layers) numbers += (numbers.empty() ? "" : ", ") + std::to_string(layer + 1);
  return numbers.empty() ? tr(f, "hero.no_layer") : i18n::format(f.language, "hero.layers", {numbers});
}

}  // namespace

float hero_card_height(const Frame& f, float width, bool has_chips) {
  const std::size_t layers = f.run->seen.snapshot.network.hidden.size();
  return 2 * kCardPadding + kTitleHeight + kUnit + (has_chips ? kHighChip + kUnit : 0) + kNameHeight + 4 +
         width * 0.5F + static_cast<float>(layers) * strip_height(layers) + kAxisHeight + kUnit +
         3 * kBody * 1.4F;
}

void draw_hero_card(Frame& f, TrainView& state, const Rect& rect, bool has_chips) {
  card(f, rect);
  const FunctionCurve& curve =
      function_curve(app::activation_of(f.app.shown, f.app.shown.act.curves.front()), state.hero);
  const std::vector<std::size_t> layers = layers_with(f, curve);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  const Rect title = cut_top(rest, kTitleHeight, kUnit);
  add_element(f, {"heading.act", base::Role::heading, tr(f, "hero.title"), title});
  draw_term(f, title, title_text(f), tr(f, "hero.title"), "activation");
  draw_text(f, title, label_text(f), scope_of(f, layers), Align::right);
  if (has_chips && is_shown(f, "act"))
    draw_chips(f, state, cut_top(rest, rest.h < 200 ? kLowChip : kHighChip, kUnit));
  draw_name(f, state, cut_top(rest, kNameHeight, 4), curve);
  const std::string sentence = sentence_of(f, curve, layers);
  const Plan plan = plan_of(rest.w, rest.h, layers.size(), paragraph_size(f, body(f), sentence, rest.w).y);
  if (rest.h < kLeastPlot) return;
  draw_plot(
      f,
      cut_top(rest,
              plan.plot + plan.strip * static_cast<float>(plan.strips) + (plan.has_axis ? kAxisHeight : 0),
              kUnit),
      curve, plan, layers, sentence, state.read_sum);
  if (plan.sentence == 0) return;
  add_text(f, "text.hero", {rest.x, rest.y, rest.w, plan.sentence}, sentence);
  draw_paragraph(f, rest, with_colour(body(f), f.theme.ink), sentence);
}

namespace {

void use_activation(Frame& f, const std::optional<std::string>& id) {
  if (!id) return;
  app::Scenario next = f.app.shown;
  app::train_with(next, *id);
  change(f, next);
}

}  // namespace

void draw_act_menu(Frame& f, TrainView& state, const Rect& rect) {
  use_activation(f, activation_chip(f, state.searched, rect));
}

void draw_chips(Frame& f, TrainView& state, const Rect& row) {
  use_activation(f, activation_chips(f, state.searched, row));
}

}  // namespace lab::ui
