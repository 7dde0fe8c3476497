#include "ui/room/train/trace_numbers.h"

#include <cmath>

#include "app/figures.h"
#include "ui/look/text.h"
#include "ui/room/train/weights.h"

namespace lab::ui {

namespace {

using app::short_text;

constexpr float kRow = 18;
constexpr float kAllColumns = 250;  // width of a table that has them
constexpr std::size_t kMostTerms = 3;

double real(float value) { return static_cast<double>(value); }

double param(const Frame& f, std::size_t at) { return real(f.run->seen.snapshot.params[at]); }

std::size_t weight_at(const TracedNeuron& s, std::size_t input) {
  return s.shape.weights + s.unit * s.below.size() + input;
}

struct Row {
  std::string name;
  double given = 1, weight = 0, gradient = 0, next = 0;
};

Row row_of(const Frame& f, const TracedNeuron& s, std::size_t input) {
  const bool is_bias = input == s.below.size();
  const std::size_t at = is_bias ? s.shape.biases + s.unit : weight_at(s, input);
  const int l = s.neuron.layer;
  Row row;
  row.name = is_bias  ? tr(f, "table.bias")
             : l == 1 ? (input == 0 ? "x₁" : "x₂")
                      : i18n::format(f.language, "trace.input", {std::to_string(input + 1)});
  row.given = is_bias ? 1 : s.below[input];
  row.weight = param(f, at);
  row.gradient = s.traced.trace.gradients[at];
  const app::WeightPlace place{l, static_cast<int>(s.unit) + 1, is_bias ? 0 : static_cast<int>(input) + 1};
  row.next = is_frozen(f, place) ? row.weight : row.weight - f.app.shown.lr * row.gradient;
  return row;
}

}  // namespace

std::string sum_of(const std::vector<double>& terms) {
  std::string text;
  const std::size_t last = terms.size() - 1;
  for (std::size_t i = 0; i < terms.size(); ++i) {
    const bool is_left_out = terms.size() > kMostTerms + 1 && i >= kMostTerms - 1 && i < last;
    if (is_left_out) {
      if (i == kMostTerms - 1) text += " + …";
      continue;
    }
    if (text.empty()) {
      text = short_text(terms[i]);
    } else {
      text += (terms[i] < 0 ? " − " : " + ") + short_text(std::fabs(terms[i]));
    }
  }
  return text;
}

std::vector<double> products(const Frame& f, const TracedNeuron& s) {
  std::vector<double> terms;
  for (std::size_t i = 0; i < s.below.size(); ++i) terms.push_back(param(f, weight_at(s, i)) * s.below[i]);
  terms.push_back(param(f, s.shape.biases + s.unit));
  return terms;
}

std::vector<double> returns(const Frame& f, const TracedNeuron& s) {
  std::vector<double> terms;
  const auto above = static_cast<std::size_t>(s.neuron.layer);
  const nn::LayerShape shape = nn::layer_shapes(f.run->seen.snapshot.network)[above];
  const std::vector<double>& delta = s.traced.trace.layers[above].delta;
  for (std::size_t j = 0; j < delta.size(); ++j)
    terms.push_back(delta[j] * param(f, shape.weights + j * s.layer.output.size() + s.unit));
  return terms;
}

void draw_trace_table(Frame& f, const TracedNeuron& s, Rect& rest) {
  const bool has_all = rest.w >= kAllColumns;
  const float column = (rest.w - (has_all ? 62 : 50)) / (has_all ? 5 : 3);
  const bool is_back = app::is_back_known(s.traced, s.neuron.layer);
  const bool is_forward = app::is_forward_known(s.traced, s.neuron.layer);
  const auto cells = [&](const TextStyle& first, const TextStyle& style, std::span<const std::string> texts) {
    Rect line = cut_top(rest, kRow);
    for (std::size_t i = texts.size(); i-- > 1;) {
      if (!has_all && (i == 1 || i == 2)) continue;
      draw_text(f, cut_right(line, column), style, texts[i], Align::right);
    }
    draw_text(f, line, first, texts[0]);
  };
  const std::string head[] = {"", "a", "w", "w · a", "∂L/∂w", tr(f, "trace.after")};
  cells(label_text(f), label_text(f), head);
  const TextStyle style{kSmall, Weight::semibold, f.theme.ink};
  for (std::size_t i = 0; i <= s.below.size(); ++i) {
    const Row row = row_of(f, s, i);
    const auto text = [&](bool is_known, double value) {
      return is_known ? short_text(value) : std::string();
    };
    const std::string texts[] = {row.name,
                                 text(is_forward, row.given),
                                 short_text(row.weight),
                                 text(is_forward, row.given * row.weight),
                                 text(is_back, row.gradient),
                                 text(is_back, row.next)};
    std::string all = row.name + ": w " + texts[2];
    for (const auto& [name, at] : {std::pair{" · a", 1}, {" · w·a", 3}, {" · ∂L/∂w", 4}, {" → w", 5}})
      if (!texts[at].empty()) all += std::string(name) + " " + texts[at];
    add_text(f, "text.trace.row." + std::to_string(i + 1), {rest.x, rest.y, rest.w, kRow}, all);
    cells(with_colour(label_text(f), f.theme.ink), style, texts);
  }
  if (!is_back) return;
  const std::string note = i18n::format(f.language, "trace.step.note", {i18n::number(f.app.shown.lr)});
  f.explains = true;
  cut_top(rest, 4);
  const float height = draw_paragraph(f, rest, label_text(f), note);
  add_text(f, "text.trace.step", {rest.x, rest.y, rest.w, height}, note);
  cut_top(rest, height, 4);
}

}  // namespace lab::ui
