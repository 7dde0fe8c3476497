#include "app/reading_text.h"

#include <cmath>
#include <optional>

#include "act/study/float32.h"
#include "i18n/text.h"

namespace lab::app {

namespace {

constexpr double kHardlyApart = 5e-5;  // four decimals do not show less
constexpr double kFurther = 1000;      // times as far from 0
constexpr int kMostDecimals = 7;

// Whether the function comes nearer and nearer to the number on its way out from x.
bool tends_to(const act::Activation& activation, act::Reading reading, double x, double y, double limit) {
  const double further = act::read(activation, reading, x * kFurther);
  return std::abs(further - limit) < std::abs(y - limit) || further == limit;
}

// y beside a half or whole number other than 0; nothing where it is none of these, or is it exactly.
std::optional<std::string> beside_limit(const act::Activation& activation, act::Reading reading, double x,
                                        double y) {
  const double limit = std::round(2 * y) / 2;
  if (!(std::abs(y) < 1e4) || limit == 0 || std::abs(y - limit) > kHardlyApart * std::abs(limit))
    return std::nullopt;
  using Kind = formula::Deviation::Kind;
  const formula::Deviation apart =
      formula::deviation(*activation.program, activation.params, reading, x, limit);
  if (apart.kind == Kind::untold) return "≈ " + i18n::number(limit);
  if (apart.kind != Kind::positive && apart.kind != Kind::negative) return std::nullopt;
  const int decimals = static_cast<int>(std::ceil(-apart.log10)) + 1;
  if (decimals <= kMostDecimals && !tends_to(activation, reading, x, y, limit))
    return i18n::fixed(y, decimals);
  const std::string size = i18n::power_of_ten(std::pow(10.0, apart.log10), 2);
  return i18n::number(limit) + (apart.kind == Kind::positive ? " + " : " − ") + size;
}

}  // namespace

std::string reading_text(const act::Activation& activation, act::Reading reading, double x, double y) {
  if (const auto text = beside_limit(activation, reading, x, y)) return *text;
  const double size = std::abs(y);
  if (std::isfinite(y) && y != 0 && (size >= 1e4 || size < 1e-3)) return i18n::power_of_ten(y, 3);
  return i18n::fixed(y, size < 10 ? 4 : size < 100 ? 3 : size < 1000 ? 2 : 1);
}

std::string short_reading_text(const act::Activation& activation, act::Reading reading, double x, double y,
                               int digits) {
  if (const auto text = beside_limit(activation, reading, x, y)) return *text;
  return i18n::power_of_ten(y, digits);
}

std::optional<double> trained_reading(const act::Activation& activation, double x) {
  if (const auto wrong = act::float32_reading(activation, x)) return wrong;
  const double place = static_cast<double>(static_cast<float>(x));
  const double y = act::read(activation, act::Reading::value, place);
  const double trained = act::float32_value(activation, place);
  const bool is_limit =
      trained == std::round(2 * y) / 2 && beside_limit(activation, act::Reading::value, place, y).has_value();
  return is_limit ? std::optional(trained) : std::nullopt;
}

}  // namespace lab::app
