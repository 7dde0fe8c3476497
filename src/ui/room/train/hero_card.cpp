// The activation, which the program is about: chips to choose it, its curve and slope, what flows through it below them, and a
// sentence with the number that says whether it learns.
#include <algorithm>
#include <cmath>

#include "app/activations.h"
#include "formula/print.h"
#include "formula/readings.h"
#include "ui/control/activation_list.h"
#include "ui/control/keyboard.h"
#include "ui/control/plot.h"
#include "ui/control/popup.h"
#include "ui/control/term.h"
#include "ui/control/widgets.h"
#include "ui/room/train/hero.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr std::string_view kChips[] = {"identity", "sigmoid", "tanh", "relu"};
constexpr std::size_t kChipCount = std::size(kChips) + 1;  // "more…" is the last
constexpr const char* kList = "activation_list";
constexpr const char* kFormulaPanel = "formula_panel";
constexpr float kChipHeight = 48;
constexpr float kLowChip = 30;  // the name alone
constexpr float kBesideCurve = 28;
constexpr float kChipGap = 4;
constexpr float kLeastAround = 12;
constexpr float kTitleHeight = 18;
constexpr float kNameHeight = 24;
constexpr float kAxisHeight = 16;
constexpr float kLeastPlot = 56;
constexpr float kTallestPlot = 0.95F;   // by the width
constexpr float kLeastWithWords = 100;  // of a plot, in points of height
constexpr float kStrip = 27;            // of the histogram of a layer
constexpr std::size_t kMostStrips = 3;
constexpr float kVeil = 0.6F;
constexpr double kHalfRange = static_cast<double>(nn::kSumsEnd);
constexpr double kFlatSlope = static_cast<double>(nn::kGentleSlope);

void choose(Frame& f, const std::string& id) {
  app::Scenario changed = f.app.shown;
  app::train_with(changed, id);
  change(f, changed);
}

bool is_among_chips(std::string_view id) {
  return std::find(std::begin(kChips), std::end(kChips), id) != std::end(kChips);
}

void draw_dots(const Frame& f, ImVec2 at) {
  for (const float dx : {-6.0F, 0.0F, 6.0F})
    ImGui::GetWindowDrawList()->AddCircleFilled({at.x + dx, at.y}, 1.75F, f.theme.muted);
}

void draw_chip(const Frame& f, const Rect& rect, const Press& press, std::string_view curve_of,
               std::string_view label, bool is_chosen) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(rect), bottom_right(rect),
                      is_chosen          ? f.theme.active_fill
                      : press.is_hovered ? f.theme.hover_fill
                                         : f.theme.card,
                      kControlRadius);
  draw->AddRect(top_left(rect), bottom_right(rect), is_chosen ? f.theme.accent : f.theme.line, kControlRadius,
                0, is_chosen ? 2.0F : 1.0F);
  Rect rest = inset(rect, 2, 3);
  const TextStyle style{kSmall, is_chosen ? Weight::semibold : Weight::regular, f.theme.ink};
  if (rect.h < kChipHeight) {
    const bool has_curve = !curve_of.empty() && rest.w >= kBesideCurve + text_size(f, style, label).x + 10;
    if (has_curve)
      draw_small_curve(inset(cut_left(rest, kBesideCurve, 2), 4, 5),
                       app::activation_of(f.app.shown, curve_of), is_chosen ? f.theme.accent : f.theme.ink);
    draw_text(f, rest, style, label, Align::middle);
    return;
  }
  draw_text(f, cut_bottom(rest, 16), style, label, Align::middle);
  if (curve_of.empty()) return draw_dots(f, centre(rest));
  draw_small_curve(inset(rest, 6, 2), app::activation_of(f.app.shown, curve_of),
                   is_chosen ? f.theme.accent : f.theme.ink);
}

void draw_veil(const Frame& f, const Rect& rect) {
  ImGui::GetWindowDrawList()->AddRectFilled(top_left(rect), bottom_right(rect),
                                            with_alpha(f.theme.card, kVeil), kControlRadius);
}

void draw_named_chip(Frame& f, const Rect& rect, std::string_view id, std::string_view current) {
  base::Element element{"act.chip." + std::string(id), base::Role::choice, activation_label(f, id), rect};
  element.help = id == "identity" ? tr(f, "hero.none.help") : "";
  element.is_pressed = current == id;
  const std::string help = element.help;
  const Press press = pressable(f, std::move(element));
  if (!help.empty() && ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, help);
  draw_chip(f, rect, press, id, activation_label(f, id), current == id);
  if (is_locked(f, "act") && current != id) draw_veil(f, rect);
  if (press.is_pressed) choose(f, std::string(id));
}

std::string last_label(const Frame& f, std::string_view current) {
  return is_among_chips(current) ? tr(f, "hero.more") : activation_label(f, current);
}

// Opens the list of all. Of another function it shows the curve and the name.
void draw_more_chip(Frame& f, std::string& searched, const Rect& rect, const std::string& current) {
  const bool is_other = !is_among_chips(current);
  const Press press = pressable(f, field_element(f, base::Role::list, "act", rect));
  draw_chip(f, rect, press, is_other ? std::string_view(current) : std::string_view(), last_label(f, current),
            is_other);
  if (is_locked(f, "act") && !is_other) draw_veil(f, rect);
  if (press.is_pressed) open_activation_list(kList, searched);
  const PopupList list{kList, tr(f, "field.act"), rect};
  if (const auto chosen = activation_list(f, searched, list, "act", current)) choose(f, *chosen);
}

bool is_same(const act::Activation& a, const act::Activation& b) {
  return a.program == b.program && a.params == b.params;
}

// As a person writes it, of the sum z rather than of x.
std::string formula_text(const act::Activation& activation) {
  const auto readings = formula::readings_of(act::shown_formula(*activation.row));
  const std::string text = readings.ok() ? formula::pretty_text(readings->written) : "";
  const auto is_letter = [&](std::size_t i) {
    return i < text.size() && std::isalpha(static_cast<unsigned char>(text[i]));
  };
  std::string out = "f(z) = ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_x = text[i] == 'x' && !is_letter(i + 1) && (i == 0 || !is_letter(i - 1));
    out += is_x ? 'z' : text[i];
  }
  return out;
}

// Room for what a bounded function does; of others the scales are equal, so that a slope of 1 looks like one.
app::Interval shown_values(const HeroCurve& curve, float width, float height) {
  constexpr double kBounded = 2;
  double low = 0, high = 0;
  bool is_bounded = true;
  for (std::size_t i = 0; i < curve.z.size(); ++i) {
    is_bounded = is_bounded && !(std::abs(curve.f[i]) > kBounded);
    for (const double y : {curve.f[i], curve.slope[i]}) {
      if (!(std::abs(y) <= kBounded)) continue;
      low = std::min(low, y);
      high = std::max(high, y);
    }
  }
  if (is_bounded) {
    const double margin = 0.12 * std::max(high - low, 0.5);
    return {low - margin, high + 2 * margin};  // above it are the words
  }
  const double span = 2 * kHalfRange * static_cast<double>(height) / static_cast<double>(width);
  const bool goes_down = curve.f.front() < -kBounded;
  const double least = goes_down ? -span / 2 : std::max(low - 0.12 * span, -span / 2);
  return {least, least + span};
}

const HeroCurve& curve_of(const act::Activation& activation, HeroCurve& kept) {
  if (!kept.z.empty() && is_same(kept.activation, activation)) return kept;
  constexpr std::size_t kPoints = 120;  // a multiple of the lanes
  base::AlignedFloats z(kPoints), value(kPoints), slope(kPoints);
  for (std::size_t i = 0; i < kPoints; ++i)
    z[i] = nn::kSumsEnd * (2.0F * (static_cast<float>(i) + 0.5F) / kPoints - 1);
  act::apply(activation, z.data(), value.data(), slope.data(), kPoints);
  kept = {activation,
          formula_text(activation),
          {z.begin(), z.end()},
          {value.begin(), value.end()},
          {slope.begin(), slope.end()}};
  return kept;
}

// Where the slope lets next to nothing through, in the background and by name.
void draw_flat_ends(const Frame& f, const Plot& plot, const HeroCurve& curve, float to_y) {
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

// Below the curve, or above it where there is no room.
void draw_curve_name(const Frame& f, const Plot& plot, const HeroCurve& curve, const std::vector<double>& y,
                     float place, std::string_view name) {
  const auto i = static_cast<std::size_t>(place * static_cast<float>(y.size()));
  const float at = px_from_y(plot, y[i]);
  if (!(at >= plot.area.y && at <= bottom(plot.area))) return;
  const bool is_low = at + 18 > bottom(plot.area);
  const TextStyle style{kSmall, Weight::semibold, f.theme.accent};
  draw_text(f, {px_from_x(plot, curve.z[i]) - 4, is_low ? at - 18 : at + 3, 16, 14}, style, name);
}

void draw_curves(const Frame& f, const Plot& plot, const HeroCurve& curve) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float zero_y = px_from_y(plot, 0);
  const float zero_x = px_from_x(plot, 0);
  if (contains(plot.area, {zero_x, zero_y}))
    draw->AddLine({plot.area.x, zero_y}, {right(plot.area), zero_y}, f.theme.line);
  draw->AddLine({zero_x, plot.area.y}, {zero_x, bottom(plot.area)}, f.theme.line);
  const bool has_words = plot.area.h >= kLeastWithWords;
  for (const double y : {-1.0, 1.0}) {
    if (!has_words) break;
    const float at = px_from_y(plot, y);
    if (at < plot.area.y + 6 || at > bottom(plot.area) - 6) continue;
    draw->AddLine({zero_x - 3, at}, {zero_x, at}, f.theme.muted);
    draw_text(f, {zero_x - 30, at - 7, 24, 14}, label_text(f), i18n::number(y, 1), Align::right);
  }
  draw_line(f, plot, curve.z, curve.slope, {f.theme.accent, 1.5F, Dash::dashed});
  draw_line(f, plot, curve.z, curve.f, {f.theme.accent, 2.25F});
  if (!has_words) return;
  draw_curve_name(f, plot, curve, curve.f, 0.82F, "f");
  draw_curve_name(f, plot, curve, curve.slope, 0.385F, "f′");
}

// Hidden layers that use the function of the card: of these are the histograms and the sentence.
std::vector<std::size_t> layers_with(const Frame& f, const HeroCurve& curve) {
  std::vector<std::size_t> layers;
  const auto& hidden = f.run->seen.snapshot.network.hidden;
  for (std::size_t l = 0; l < hidden.size(); ++l) {
    if (hidden[l].vector.row == nullptr && is_same(hidden[l].activation, curve.activation))
      layers.push_back(l);
  }
  return layers;
}

void draw_strip(const Frame& f, const Plot& plot, const Rect& strip, std::size_t layer) {
  const auto& bins = f.run->seen.diagnostics.layers[layer].sums;
  const auto most = static_cast<float>(std::max(*std::max_element(bins.begin(), bins.end()), 1U));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float width = plot.area.w / static_cast<float>(bins.size());
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const float height = std::round((strip.h - 3) * static_cast<float>(bins[i]) / most);
    const float x = plot.area.x + width * static_cast<float>(i);
    if (bins[i] > 0)
      draw->AddRectFilled({x + 0.5F, bottom(strip) - std::max(height, 1.0F)},
                          {x + width - 0.5F, bottom(strip)}, with_alpha(f.theme.muted, 0.7F));
  }
  draw->AddLine({plot.area.x, bottom(strip)}, {right(plot.area), bottom(strip)}, f.theme.line);
  draw_text(f, {plot.area.x + 2, strip.y, 60, 14}, label_text(f),
            i18n::format(f.language, "train.layer", {std::to_string(layer + 1)}));
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

std::string sentence_of(const Frame& f, const HeroCurve& curve, const std::vector<std::size_t>& layers) {
  if (curve.activation.row->id == "identity") return tr(f, "hero.straight");
  if (layers.empty()) return tr(f, "hero.unused");
  const std::size_t layer = flattest(f, layers);
  const double share = f.run->seen.diagnostics.layers[layer].gentle;
  const std::string number = std::to_string(layer + 1);
  if (share < 0.005) return i18n::format(f.language, "hero.steep", {number});
  return i18n::format(f.language, "hero.gentle", {app::percent_text(share), number});
}

// What is drawn below the chips, by how much room there is.
struct Plan {
  float plot = 0;  // height
  std::size_t strips = 0;
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
  while (plan.strips < std::min(layers, kMostStrips) && take(kStrip)) ++plan.strips;
  plan.plot = std::min(kLeastPlot + std::max(left, 0.0F), std::max(kTallestPlot * width, kLeastPlot));
  return plan;
}

void draw_plot(Frame& f, const Rect& rect, const HeroCurve& curve, const Plan& plan,
               const std::vector<std::size_t>& layers, const std::string& sentence) {
  base::Element picture{
      "hero", base::Role::picture,
      i18n::format(f.language, "hero.picture", {activation_label(f, curve.activation.row->id)}), rect};
  picture.value_text = sentence;
  add_picture(f, std::move(picture), "sums");
  Rect rest = rect;
  const Plot plot{
      cut_top(rest, plan.plot), {-kHalfRange, kHalfRange}, shown_values(curve, rect.w, plan.plot)};
  const float strips_end = bottom(plot.area) + kStrip * static_cast<float>(plan.strips);
  ImGui::GetWindowDrawList()->AddRect(top_left(plot.area), {right(plot.area), strips_end}, f.theme.line, 4);
  draw_flat_ends(f, plot, curve, strips_end);
  draw_curves(f, plot, curve);
  for (std::size_t i = 0; i < plan.strips; ++i) draw_strip(f, plot, cut_top(rest, kStrip), layers[i]);
  if (plan.has_axis) draw_axis(f, cut_top(rest, kAxisHeight));
}

// The line to type a formula in, over the room, so that the network is seen to change with every letter.
void draw_formula_panel(Frame& f, TrainView& state, const Rect& anchor) {
  if (!ImGui::IsPopupOpen(kFormulaPanel)) return;
  const float width = std::min(440.0F, f.view.w - 2 * kUnit);
  const float height = kFormulaBarHeight + 2 * kCardPadding;
  const float beside = right(anchor) + kCardPadding + kGap;
  const bool fits_beside = beside + width <= right(f.view) - kUnit;
  const bool opens_down = bottom(anchor) + 2 * height < bottom(f.view);
  const float below = opens_down ? bottom(anchor) + 4 : anchor.y - 4 - height;
  const float x = std::clamp(right(anchor) - width, f.view.x + kUnit, right(f.view) - kUnit - width);
  const Rect panel{fits_beside ? beside : x, fits_beside ? anchor.y : below, width, height};
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
void draw_name(Frame& f, TrainView& state, Rect row, const HeroCurve& curve) {
  const std::string name = activation_label(f, f.app.shown.act.curves.front());
  const Rect whole = row;
  if (is_shown(f, "formula")) draw_formula_pencil(f, state, cut_right(row, kMinTarget + 4, 2), whole);
  if (is_shown(f, "view") && icon_button(f, centred_square(cut_right(row, kMinTarget + 4, 4)), "view.curve",
                                         Icon::curve, tr(f, "train.open_curve"), Look::plain))
    go_to_room(f, "curves");
  const float used = draw_text(f, row, large_text(f), name);
  cut_left(row, used, kUnit);
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

std::string activation_label(const Frame& f, std::string_view id) {
  if (id == "identity") return tr(f, "hero.none");
  return app::short_activation_name(f.app.shown, f.language, id);
}

void draw_small_curve(const Rect& rect, const act::Activation& activation, ImU32 colour) {
  constexpr std::size_t kPoints = 24;  // a multiple of the lanes
  constexpr float kHalf = 3;
  static const base::AlignedFloats x = [] {
    base::AlignedFloats places(kPoints);
    for (std::size_t i = 0; i < kPoints; ++i)
      places[i] = kHalf * (2.0F * static_cast<float>(i) / (kPoints - 1) - 1);
    return places;
  }();
  base::AlignedFloats y(kPoints);
  act::apply(activation, x.data(), y.data(), nullptr, kPoints);
  // From the lowest to the highest: what counts here is the form.
  const auto [lowest, highest] = std::minmax_element(y.begin(), y.end());
  const float middle = (*lowest + *highest) / 2;
  const float half = std::max((*highest - *lowest) / 2, 1e-3F);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(top_left(rect), bottom_right(rect), true);
  for (std::size_t i = 0; i < kPoints; ++i) {
    draw->PathLineTo(
        {centre(rect).x + x[i] / kHalf * rect.w / 2, centre(rect).y - (y[i] - middle) / half * rect.h / 2});
  }
  draw->PathStroke(colour, 0, 1.75F);
  draw->PopClipRect();
}

void draw_function(const Frame& f, const Rect& rect, const act::Activation& activation, HeroCurve& kept) {
  const HeroCurve& curve = curve_of(activation, kept);
  const Plot plot{rect, {-kHalfRange, kHalfRange}, shown_values(curve, rect.w, rect.h)};
  ImGui::GetWindowDrawList()->AddRect(top_left(rect), bottom_right(rect), f.theme.line, 4);
  draw_curves(f, plot, curve);
}

void draw_chips(Frame& f, TrainView& state, const Rect& row) {
  const Group chips(f, {"chips", base::Role::toolbar, tr(f, "field.act"), row});
  const std::string current = f.app.shown.act.curves.front();
  const auto text_width = [&](std::string_view text) { return text_size(f, label_text(f), text).x; };
  float words = text_width(last_label(f, current));
  for (const std::string_view id : kChips) words += text_width(activation_label(f, id));
  // Around each word the same room; what is too long for its share is cut.
  const float around = std::max((row.w - kChipGap * (kChipCount - 1) - words) / kChipCount, kLeastAround);
  Rect rest = row;
  for (const std::string_view id : kChips)
    draw_named_chip(f, cut_left(rest, text_width(activation_label(f, id)) + around, kChipGap), id, current);
  draw_more_chip(f, state.searched, rest, current);
}

float hero_card_height(const Frame& f, float width, bool has_chips) {
  const auto layers = static_cast<float>(std::min(f.run->seen.snapshot.network.hidden.size(), kMostStrips));
  return 2 * kCardPadding + kTitleHeight + kUnit + (has_chips ? kChipHeight + kUnit : 0) + kNameHeight + 4 +
         width * 0.5F + layers * kStrip + kAxisHeight + kUnit + 3 * kBody * 1.4F;
}

void draw_hero_card(Frame& f, TrainView& state, const Rect& rect, bool has_chips) {
  card(f, rect);
  const HeroCurve& curve =
      curve_of(app::activation_of(f.app.shown, f.app.shown.act.curves.front()), state.hero);
  const std::vector<std::size_t> layers = layers_with(f, curve);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  const Rect title = cut_top(rest, kTitleHeight, kUnit);
  add_element(f, {"heading.act", base::Role::heading, tr(f, "hero.title"), title});
  draw_term(f, title, title_text(f), tr(f, "hero.title"), "activation");
  draw_text(f, title, label_text(f), scope_of(f, layers), Align::right);
  if (has_chips && is_shown(f, "act"))
    draw_chips(f, state, cut_top(rest, rest.h < 200 ? kLowChip : kChipHeight, kUnit));
  draw_name(f, state, cut_top(rest, kNameHeight, 4), curve);
  const std::string sentence = sentence_of(f, curve, layers);
  const Plan plan = plan_of(rest.w, rest.h, layers.size(), paragraph_size(f, body(f), sentence, rest.w).y);
  if (rest.h < kLeastPlot) return;
  draw_plot(
      f,
      cut_top(rest, plan.plot + kStrip * static_cast<float>(plan.strips) + (plan.has_axis ? kAxisHeight : 0),
              kUnit),
      curve, plan, layers, sentence);
  if (plan.sentence == 0) return;
  add_text(f, "text.hero", {rest.x, rest.y, rest.w, plan.sentence}, sentence);
  draw_paragraph(f, rest, with_colour(body(f), f.theme.ink), sentence);
}

}  // namespace lab::ui
