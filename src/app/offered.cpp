#include "app/offered.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "app/activations.h"
#include "base/sort_by.h"
#include "nn/optimizer.h"

namespace lab::app {

namespace {

// What an absent number stands for.
double default_number(const Scenario& scenario, const Field& field) {
  return field.key == "momentum" ? static_cast<double>(nn::find_optimizer(scenario.opt)->defaults.momentum)
                                 : 0;
}

// A word without a text of its own (a language's tag) reads as it stands.
std::string word_text(i18n::Language language, const Field& field, std::string_view word) {
  if (field.choice_texts.empty()) return std::string(word);
  return std::string(i18n::tr(language, std::string(field.choice_texts) + "." + std::string(word)));
}

bool has_words(const Field& field) { return field.choices != nullptr && field.presets.empty(); }

std::string number_text(const Field& field, double number) {
  if (std::isinf(number)) return {};
  switch (field.reads) {
    case Reads::number:
      break;
    case Reads::count:
      return i18n::grouped(static_cast<long long>(number));
    case Reads::share:
      return i18n::percent(number, 0);
    case Reads::two_decimals:
      return i18n::fixed(number, 2);
  }
  return i18n::number(number, 6);
}

bool is_number(const Field& field) {
  return std::visit(
      [](auto member) {
        using Held = std::remove_cvref_t<decltype(std::declval<Scenario>().*member)>;
        return std::is_same_v<Held, std::optional<double>> ||
               (std::is_arithmetic_v<Held> && !std::is_same_v<Held, bool>);
      },
      field.member);
}

}  // namespace

double number_of(const Scenario& scenario, const Field& field) {
  const double number = std::visit(
      [&](auto member) -> double {
        using Held = std::remove_cvref_t<decltype(scenario.*member)>;
        if constexpr (std::is_same_v<Held, std::optional<double>>) {
          return (scenario.*member).value_or(default_number(scenario, field));
        } else if constexpr (std::is_arithmetic_v<Held>) {
          return static_cast<double>(scenario.*member);
        } else {
          return 0;
        }
      },
      field.member);
  return number == 0 && !field.limits.zero.empty() ? std::numeric_limits<double>::infinity() : number;
}

void set_number(Scenario& scenario, const Field& field, double number) {
  if (std::isinf(number)) number = 0;
  std::visit(
      [&](auto member) {
        using Held = std::remove_cvref_t<decltype(scenario.*member)>;
        if constexpr (std::is_same_v<Held, std::optional<double>>) {
          scenario.*member = number;
          // The default is told by its number, which is exact to float32.
          if (field.key == "momentum" && std::abs(number - default_number(scenario, field)) < 1e-6) {
            (scenario.*member).reset();
          }
        } else if constexpr (std::is_arithmetic_v<Held>) {
          scenario.*member = static_cast<Held>(number);
        }
      },
      field.member);
}

std::vector<Scenario> offered(const Scenario& scenario, const Field& field) {
  std::vector<Scenario> all;
  if (has_words(field)) {
    for (const std::string_view word : field.choices()) {
      all.push_back(scenario);
      decode_value(all.back(), field, word);
    }
    return all;
  }
  all.push_back(scenario);
  for (const double preset : field.presets) {
    Scenario one = scenario;
    set_number(one, field, preset);
    if (number_of(one, field) != number_of(scenario, field)) all.push_back(std::move(one));
  }
  base::sort_by(all, [&](const Scenario& one) { return number_of(one, field); });
  return all;
}

std::vector<base::Option> options(const Scenario& scenario, i18n::Language language, const Field& field) {
  std::vector<base::Option> all;
  if (field.key == "act") return all;
  if (has_words(field)) {
    for (const std::string_view word : field.choices()) {
      all.push_back({std::string(word), word_text(language, field, word)});
    }
    return all;
  }
  Scenario one = scenario;
  for (const double preset : field.presets) {
    set_number(one, field, preset);
    all.push_back({encode_value(one, field), reading(one, language, field)});
  }
  return all;
}

std::string reading(const Scenario& scenario, i18n::Language language, const Field& field) {
  if (field.key == "act") return short_activation_name(scenario, language, scenario.act.curves.front());
  if (!field.choice_texts.empty()) {
    return word_text(language, field, encode_value(scenario, field));
  }
  if (!is_number(field)) return encode_value(scenario, field);
  const double number = number_of(scenario, field);
  if (std::isinf(number)) return std::string(i18n::tr(language, "field." + std::string(field.key) + ".max"));
  if (number == 0 && field.is_off_at_zero) return std::string(i18n::tr(language, "train.off"));
  return number_text(field, number);
}

}  // namespace lab::app
