#include "app/figures.h"

#include <algorithm>
#include <cmath>

#include "i18n/text.h"

namespace lab::app {

namespace {

constexpr double kSmallLoss = 0.0005;  // what three decimals would show as 0.000
constexpr double kLargeLoss = 9.9995;  // from here one decimal is enough
constexpr double kAllRight = 0.9995;   // what one decimal would show as 100.0

}  // namespace

std::string loss_text(double loss) {
  if (loss < kSmallLoss) return "< 0.001";
  return i18n::fixed(loss, loss < kLargeLoss ? 3 : 1);
}

std::string accuracy_text(double share) { return i18n::percent(share, share >= kAllRight ? 0 : 1); }
std::string percent_text(double share) { return i18n::percent(share, 0); }

std::string share_text(double share) {
  if (share < 0.0001) return i18n::power_of_ten(share, 2);
  return i18n::percent(share, share < 0.00095 ? 2 : share < 0.0995 ? 1 : 0);
}

std::string factor_text(double factor) {
  if (factor < 0.001 || factor >= 1e6) return i18n::power_of_ten(factor, 2);
  return factor < 10 ? number_text(factor) : count_text(factor);
}

std::string number_text(double value) { return i18n::number(value, 2); }
std::string short_text(double value) {
  const double size = std::fabs(value);
  if (size >= 0.095 || size == 0) return i18n::fixed(value, 2);
  return size < 0.00095 ? i18n::power_of_ten(value, 2) : i18n::number(value, 2);
}
std::string rate_text(double rate) { return i18n::power_of_ten(rate, 2); }
std::string count_text(double count) { return i18n::grouped(std::llround(std::min(count, 1e9))); }

}  // namespace lab::app
