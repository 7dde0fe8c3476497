#include "ui/curves_facts.h"

#include <cmath>

#include "nn/poles.h"

namespace lab::ui {

namespace {

std::string joined(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : ", ") + i18n::number(value, 3);
  return text;
}

std::string range_text(const nn::Properties& p) {
  if (!p.only_values.empty() && p.only_values.size() <= 4) return "{" + joined(p.only_values) + "}";
  return (p.lowest.is_attained ? "[" : "(") + i18n::number(p.lowest.value, 4) + ", " +
         i18n::number(p.highest.value, 4) + (p.highest.is_attained ? "]" : ")");
}

std::string monotonic_text(const Frame& f, nn::Monotonic monotonic) {
  switch (monotonic) {
    case nn::Monotonic::strictly_increasing:
      return tr(f, "curves.monotonic.strictly_increasing");
    case nn::Monotonic::increasing:
      return tr(f, "curves.monotonic.increasing");
    case nn::Monotonic::strictly_decreasing:
      return tr(f, "curves.monotonic.strictly_decreasing");
    case nn::Monotonic::decreasing:
      return tr(f, "curves.monotonic.decreasing");
    case nn::Monotonic::no:
      return tr(f, "curves.monotonic.no");
  }
  return {};
}

std::string symmetry_text(const Frame& f, nn::Symmetry symmetry) {
  switch (symmetry) {
    case nn::Symmetry::odd:
      return tr(f, "curves.symmetry.odd");
    case nn::Symmetry::even:
      return tr(f, "curves.symmetry.even");
    case nn::Symmetry::none:
      return tr(f, "curves.symmetry.none");
  }
  return {};
}

bool saturates(nn::FarOut end) { return end == nn::FarOut::soft || end == nn::FarOut::hard; }

std::string saturation_text(const Frame& f, const nn::Properties& p) {
  if (saturates(p.left) && saturates(p.right)) return tr(f, "curves.saturates.both");
  if (saturates(p.left)) return tr(f, "curves.saturates.left");
  if (saturates(p.right)) return tr(f, "curves.saturates.right");
  return tr(f, "curves.saturates.no");
}

std::string corners_text(const Frame& f, const nn::Properties& p) {
  constexpr std::size_t kMostListed = 4;
  const std::size_t count = p.jumps.size() + p.kinks.size() + p.poles.size();
  if (count > kMostListed) {
    const std::string more = p.poles.size() >= nn::kMostPoles ? "+" : "";  // the count ends there
    return i18n::format(f.language, "curves.corners.many", {std::to_string(count) + more});
  }
  std::string text;
  if (!p.kinks.empty()) text = i18n::format(f.language, "curves.corners.kinks", {joined(p.kinks)});
  const auto add = [&](std::string_view id, const std::vector<double>& places) {
    if (places.empty()) return;
    text += (text.empty() ? "" : "; ") + i18n::format(f.language, id, {joined(places)});
  };
  add("curves.corners.jumps", p.jumps);
  add("curves.corners.poles", p.poles);
  return text.empty() ? tr(f, "curves.corners.none") : text;
}

// A value that may not exist.
std::string value_text_of(const Frame& f, double value) {
  return std::isfinite(value) ? i18n::number(value, 4) : tr(f, "curves.undefined");
}

std::string steepest_text(const Frame& f, const nn::Bound& steepest) {
  const std::string value = i18n::number(steepest.value, 5);
  if (!steepest.x) return value;
  return i18n::format(f.language, "curves.steepest.at", {value, i18n::number(*steepest.x, 3)});
}

}  // namespace

std::vector<Fact> facts_of(const Frame& f, const nn::Properties& p) {
  return {
      {tr(f, "curves.range"), range_text(p)},
      {tr(f, "curves.monotonic"), monotonic_text(f, p.monotonic)},
      {tr(f, "curves.symmetry"), symmetry_text(f, p.symmetry)},
      {tr(f, "curves.saturates"), saturation_text(f, p)},
      {tr(f, "curves.corners"), corners_text(f, p)},
      {tr(f, "curves.steepest"), steepest_text(f, p.steepest)},
      {tr(f, "curves.at_zero"), value_text_of(f, p.at_zero)},
      {tr(f, "curves.variance_gain"),
       p.variance_gain > 0 ? value_text_of(f, p.variance_gain) : tr(f, "curves.undefined")},
  };
}

}  // namespace lab::ui
