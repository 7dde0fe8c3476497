#include "app/values.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "app/activations.h"
#include "base/sort_by.h"
#include "base/text.h"
#include "formula/parse.h"
#include "nn/network.h"

namespace lab::app {

namespace {

constexpr int kMostInputs = kMaxChannels * 28 * 28;  // of a unit behind pictures
constexpr std::size_t kMaxEdits = 200;               // a link stays short enough to share

Notice bad(std::string_view text_id, const Field& field, std::string_view text) {
  return Notice{std::string(text_id), {std::string(field.key), std::string(text)}};
}

Notice out_of_range(const Field& field, std::string_view text) {
  Notice notice = bad("notice.out_of_range", field, text);
  notice.args.push_back(base::shortest(field.limits.min));
  notice.args.push_back(base::shortest(field.limits.max));
  return notice;
}

bool is_choice(const Field& field, std::string_view word) {
  const auto words = field.choices();
  return std::find(words.begin(), words.end(), word) != words.end();
}

// An id, or an address beside the page's own: no other server, no other scheme.
bool is_lesson_word(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  const auto is_usual = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '/';
  };
  return text.size() <= kLongest && std::all_of(text.begin(), text.end(), is_usual) &&
         !text.starts_with('/') && text.find("//") == std::string_view::npos;
}

// Whether a typed one exists is known only when the whole link is read.
bool is_activation(const Field& field, std::string_view id) {
  return formula_index(id).has_value() || is_choice(field, id);
}

// A number inside the field's limits.
std::optional<Notice> bounded(const Field& field, std::string_view text, double& value) {
  const std::optional<double> number = base::parse_number(text);
  if (!number) return bad("notice.not_a_number", field, text);
  if (*number < field.limits.min || *number > field.limits.max) return out_of_range(field, text);
  value = *number;
  return std::nullopt;
}

template <typename Integer>
std::optional<Notice> bounded_whole(const Field& field, std::string_view text, Integer& value) {
  double number = 0;
  if (auto notice = bounded(field, text, number)) return notice;
  if (number != std::floor(number)) return bad("notice.not_whole", field, text);
  value = static_cast<Integer>(number);
  return std::nullopt;
}

}  // namespace

std::string to_text(const Field&, const std::string& value) { return value; }

std::optional<Notice> from_text(const Field& field, std::string_view text, std::string& value) {
  const bool is_usable = field.choices == nullptr ? is_lesson_word(text) : is_choice(field, text);
  if (!is_usable) return bad("notice.unknown_value", field, text);
  value = text;
  return std::nullopt;
}

std::string to_text(const Field&, bool value) { return value ? "1" : "0"; }

std::optional<Notice> from_text(const Field& field, std::string_view text, bool& value) {
  if (text != "0" && text != "1") return bad("notice.not_a_switch", field, text);
  value = text == "1";
  return std::nullopt;
}

std::string to_text(const Field& field, int value) {
  return value == 0 && !field.limits.zero.empty() ? std::string(field.limits.zero) : std::to_string(value);
}

std::optional<Notice> from_text(const Field& field, std::string_view text, int& value) {
  if (!field.limits.zero.empty() && text == field.limits.zero) {
    value = 0;
    return std::nullopt;
  }
  return bounded_whole(field, text, value);
}

std::string to_text(const Field&, std::int64_t value) { return std::to_string(value); }

std::optional<Notice> from_text(const Field& field, std::string_view text, std::int64_t& value) {
  return bounded_whole(field, text, value);
}

std::string to_text(const Field&, double value) { return base::shortest(value); }

std::optional<Notice> from_text(const Field& field, std::string_view text, double& value) {
  return bounded(field, text, value);
}

// Absent is the empty text: it is also how a parameter is put back to its default.
std::string to_text(const Field&, const std::optional<double>& value) {
  return value ? base::shortest(*value) : std::string();
}

std::optional<Notice> from_text(const Field& field, std::string_view text, std::optional<double>& value) {
  if (text.empty()) {
    value.reset();
    return std::nullopt;
  }
  double number = 0;
  if (auto notice = bounded(field, text, number)) return notice;
  value = number;
  return std::nullopt;
}

// "-6:6"
std::string to_text(const Field&, const Interval& value) {
  return base::shortest(value.min) + ":" + base::shortest(value.max);
}

std::optional<Notice> from_text(const Field& field, std::string_view text, Interval& value) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return bad("notice.not_an_interval", field, text);
  Interval read;
  if (auto notice = bounded(field, text.substr(0, colon), read.min)) return notice;
  if (auto notice = bounded(field, text.substr(colon + 1), read.max)) return notice;
  if (!(read.max - read.min >= 1e-6)) return bad("notice.not_an_interval", field, text);
  value = read;
  return std::nullopt;
}

// "4-2"; "0": no hidden layer
std::string to_text(const Field&, const std::vector<int>& value) {
  if (value.empty()) return "0";
  std::string text;
  for (const int units : value) text += (text.empty() ? "" : "-") + std::to_string(units);
  return text;
}

std::optional<Notice> from_text(const Field& field, std::string_view text, std::vector<int>& value) {
  std::vector<int> read;
  if (text != "0" || field.parts.least > 0) {
    for (const std::string_view part : base::split(text, '-')) {
      int units = 0;
      if (auto notice = bounded_whole(field, part, units)) {
        notice->args[1] = text;
        return notice;
      }
      read.push_back(units);
    }
  }
  if (read.size() > static_cast<std::size_t>(field.parts.most)) {
    Notice notice = bad("notice.too_many_layers", field, text);
    notice.args.push_back(std::to_string(field.parts.most));
    return notice;
  }
  value = std::move(read);
  return std::nullopt;
}

// Activations: "relu,own1"; empty: none
std::string to_text(const Field&, const std::vector<std::string>& value) { return base::join(value, ","); }

namespace {

std::optional<Notice> read_activations(const Field& field, std::string_view text,
                                       std::vector<std::string>& read) {
  for (const std::string_view word : base::split(text, ',')) {
    if (!is_activation(field, word)) return bad("notice.unknown_value", field, word);
    if (std::find(read.begin(), read.end(), word) == read.end()) read.emplace_back(word);
  }
  const std::size_t most = field.key == "stars" ? read.size() : field.key == "twin" ? kMaxTwins : kMaxCurves;
  if (read.size() <= most) return std::nullopt;
  Notice notice = bad("notice.too_many_curves", field, text);
  notice.args.push_back(std::to_string(most));
  return notice;
}

}  // namespace

std::optional<Notice> from_text(const Field& field, std::string_view text, std::vector<std::string>& value) {
  std::vector<std::string> read;
  if (!text.empty()) {
    if (auto notice = read_activations(field, text, read)) return notice;
  }
  value = std::move(read);
  return std::nullopt;
}

std::string to_text(const Field&, const ActivationChoice& value) {
  std::string text;
  const bool has_default_curves = value.curves == ActivationChoice{}.curves;
  if (!has_default_curves || value.layers.empty()) {
    for (const std::string& id : value.curves) text += (text.empty() ? "" : ",") + id;
  }
  for (const auto& [layer, id] : value.layers) {
    text += (text.empty() ? "l" : ";l") + std::to_string(layer) + ":" + id;
  }
  return text;
}

namespace {

// "l2:tanh"
std::optional<Notice> read_layer(const Field& field, std::string_view text, ActivationChoice& choice) {
  const std::size_t colon = text.find(':');
  const std::optional<double> layer = base::parse_number(text.substr(1, colon - 1));
  const std::string_view id = text.substr(colon + 1);
  const bool is_layer =
      layer && *layer >= 1 && *layer <= nn::kMaxHiddenLayers && *layer == std::floor(*layer);
  if (!is_layer) return bad("notice.unknown_layer", field, text);
  if (!is_activation(field, id)) return bad("notice.unknown_value", field, id);
  const bool is_new = choice.layers.emplace(static_cast<int>(*layer), id).second;
  return is_new ? std::nullopt : std::optional(bad("notice.part_twice", field, text));
}

std::optional<Notice> read_curves(const Field& field, std::string_view text, ActivationChoice& choice) {
  choice.curves.clear();
  return read_activations(field, text, choice.curves);
}

}  // namespace

std::optional<Notice> from_text(const Field& field, std::string_view text, ActivationChoice& value) {
  ActivationChoice read;
  bool has_curves = false;
  for (const std::string_view part : base::split(text, ';')) {
    const bool is_layer = !part.empty() && part[0] == 'l' && part.find(':') != std::string_view::npos;
    if (!is_layer && std::exchange(has_curves, true)) return bad("notice.part_twice", field, part);
    if (auto notice = is_layer ? read_layer(field, part, read) : read_curves(field, part, read))
      return notice;
  }
  value = std::move(read);
  return std::nullopt;
}

// "x*sigmoid(2*x);sin(x)+0.2*x"
std::string to_text(const Field&, const Formulas& value) {
  std::string text;
  for (const act::TypedFormula& formula : value.typed) {
    text += (text.empty() ? "" : ";") + std::string(formula.text());
  }
  return text;
}

std::optional<Notice> from_text(const Field& field, std::string_view text, Formulas& value) {
  Formulas read;
  for (const std::string_view part : base::split(text, ';')) {
    const std::string_view text_of_one = base::trim(part);
    if (text_of_one.empty()) continue;
    const auto formula = act::read_formula(formula_id(read.typed.size()), text_of_one);
    if (!formula.ok()) {
      Notice notice = bad("notice.bad_formula", field, text_of_one);
      notice.reason_id = formula::text_id(formula.error().code);
      notice.reason_args = formula::text_args(formula.error());
      return notice;
    }
    read.typed.push_back(*formula);
  }
  if (read.typed.size() > kMaxFormulas) {
    Notice notice = bad("notice.too_many_formulas", field, std::to_string(read.typed.size()));
    notice.args.push_back(std::to_string(kMaxFormulas));
    return notice;
  }
  value = std::move(read);
  return std::nullopt;
}

// "data,lr,reset"; "all,-play"
std::string to_text(const Field&, const AccessWords& value) { return base::join(value.words, ","); }

std::optional<Notice> from_text(const Field& field, std::string_view text, AccessWords& value) {
  AccessWords read;
  std::optional<Notice> notice;
  for (const std::string_view part : base::split(text, ',')) {
    if (part.empty()) continue;
    const std::string_view word = part.front() == '-' ? part.substr(1) : part;
    if (!is_choice(field, word)) {
      notice = bad("notice.unknown_access", field, word);
    } else if (std::find(read.words.begin(), read.words.end(), part) == read.words.end()) {
      read.words.emplace_back(part);
    }
  }
  value = std::move(read);
  return notice;
}

// "2.1.3", "2.1.b"
namespace {

std::string to_text(const WeightPlace& place) {
  return std::to_string(place.layer) + "." + std::to_string(place.unit) + "." +
         (place.input == 0 ? "b" : std::to_string(place.input));
}

std::optional<WeightPlace> read_place(std::string_view text) {
  const std::vector<std::string_view> parts = base::split(text, '.');
  if (parts.size() != 3) return std::nullopt;
  const auto number = [](std::string_view part, int most) {
    const double value = base::parse_number(part).value_or(0);
    return value >= 1 && value <= most && value == std::floor(value) ? static_cast<int>(value) : 0;
  };
  const WeightPlace place{number(parts[0], nn::kMaxHiddenLayers + 1), number(parts[1], nn::kMaxUnits),
                          parts[2] == "b" ? 0 : number(parts[2], kMostInputs)};
  if (place.layer == 0 || place.unit == 0 || (place.input == 0 && parts[2] != "b")) return std::nullopt;
  return place;
}

std::optional<float> number_by_hand(const Field& field, std::string_view text) {
  const std::optional<double> number = base::parse_number(text);
  if (!number || *number < field.limits.min || *number > field.limits.max) return std::nullopt;
  return static_cast<float>(*number);
}

}  // namespace

std::string to_text(const Field&, const HandWeights& value) {
  std::vector<std::string> parts;
  if (value.all) parts.push_back("all:" + base::shortest(*value.all));
  if (value.noise) parts.push_back("noise:" + base::shortest(*value.noise));
  for (const auto& [place, weight] : value.ones)
    parts.push_back(to_text(place) + ":" + base::shortest(weight));
  return base::join(parts, ",");
}

std::optional<Notice> from_text(const Field& field, std::string_view text, HandWeights& value) {
  HandWeights read;
  if (!text.empty()) {
    for (const std::string_view part : base::split(text, ',')) {
      const std::size_t colon = std::min(part.find(':'), part.size());
      const std::string_view name = part.substr(0, colon);
      const std::optional<WeightPlace> place = read_place(name);
      const std::optional<float> number =
          number_by_hand(field, part.substr(std::min(colon + 1, part.size())));
      const bool is_noise = name == "noise";
      if (!number || (!place && name != "all" && !is_noise) || (is_noise && *number < 0))
        return bad("notice.not_a_weight", field, part);
      const bool is_again =
          place ? read.ones.count(*place) > 0 : (is_noise ? read.noise : read.all).has_value();
      if (is_again) return bad("notice.part_twice", field, part);
      if (place)
        read.ones[*place] = *number;
      else
        (is_noise ? read.noise : read.all) = *number;
    }
  }
  value = std::move(read);
  return std::nullopt;
}

std::string to_text(const Field&, const std::vector<WeightPlace>& value) {
  std::vector<std::string> parts;
  for (const WeightPlace& place : value) parts.push_back(to_text(place));
  return base::join(parts, ",");
}

std::optional<Notice> from_text(const Field& field, std::string_view text, std::vector<WeightPlace>& value) {
  std::vector<WeightPlace> read;
  if (!text.empty()) {
    for (const std::string_view part : base::split(text, ',')) {
      const std::optional<WeightPlace> place = read_place(part);
      if (!place) return bad("notice.not_a_place", field, part);
      if (std::find(read.begin(), read.end(), *place) != read.end())
        return bad("notice.part_twice", field, part);
      read.push_back(*place);
    }
  }
  std::sort(read.begin(), read.end());
  value = std::move(read);
  return std::nullopt;
}

// "500:lr:0.01;800:act:relu"; the value is percent-encoded once more, ';' too, because it may hold that itself
std::string to_text(const Field&, const std::vector<Edit>& value) {
  std::string text;
  for (const Edit& edit : value) {
    const Field& field = *find_field(edit.key);
    const std::string value_text =
        std::visit([&](const auto& held) { return to_text(field, held); }, edit.value);
    text += (text.empty() ? "" : ";") + std::to_string(edit.step) + ":" + edit.key + ":";
    for (const char c : base::percent_encode(value_text)) text += c == ';' ? "%3B" : std::string(1, c);
  }
  return text;
}

namespace {

std::optional<Notice> read_edit(const Field& field, std::string_view text, Edit& edit) {
  const std::size_t first = text.find(':');
  const std::size_t second = first == std::string_view::npos ? first : text.find(':', first + 1);
  if (second == std::string_view::npos) return bad("notice.not_an_edit", field, text);
  if (auto notice = bounded_whole(field, text.substr(0, first), edit.step)) return notice;
  edit.key = text.substr(first + 1, second - first - 1);
  const std::optional<std::string> decoded = base::percent_decode(text.substr(second + 1));
  const Field* changed = find_field(edit.key);
  const bool is_live = changed != nullptr && changed->effect == Effect::live;
  if (!decoded || !is_live) return bad("notice.not_an_edit", field, text);
  Scenario probe;
  if (auto notice = decode_value(probe, *changed, *decoded)) return notice;
  edit.value = value_of(probe, *changed);
  return std::nullopt;
}

}  // namespace

std::optional<Notice> from_text(const Field& field, std::string_view text, std::vector<Edit>& value) {
  std::vector<Edit> read;
  if (!text.empty()) {
    for (const std::string_view part : base::split(text, ';')) {
      Edit edit;
      if (auto notice = read_edit(field, part, edit)) return notice;
      const bool is_again = std::any_of(read.begin(), read.end(), [&](const Edit& other) {
        return other.step == edit.step && other.key == edit.key;
      });
      if (is_again) return bad("notice.part_twice", field, part);
      read.push_back(std::move(edit));
    }
  }
  if (read.size() > kMaxEdits) return bad("notice.too_many_edits", field, std::to_string(read.size()));
  base::sort_by(read, [](const Edit& edit) { return edit.step; });
  value = std::move(read);
  return std::nullopt;
}

std::string encode_value(const Scenario& scenario, const Field& field) {
  return std::visit([&](auto member) { return to_text(field, scenario.*member); }, field.member);
}

std::optional<Notice> decode_value(Scenario& scenario, const Field& field, std::string_view text) {
  return std::visit([&](auto member) { return from_text(field, text, scenario.*member); }, field.member);
}

}  // namespace lab::app
