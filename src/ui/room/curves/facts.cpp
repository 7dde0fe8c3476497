#include "ui/room/curves/facts.h"
#include "base/sort_by.h"

#include <algorithm>
#include <cmath>

namespace lab::ui {

namespace {

std::string joined(const std::vector<double>& values) {
  std::string text;
  for (const double value : values) text += (text.empty() ? "" : ", ") + i18n::power_of_ten(value, 3);
  return text;
}

// The two nearest to 0 of more than can be listed.
std::string joined_nearest(const Frame& f, std::vector<double> values) {
  constexpr std::size_t kListed = 2;
  if (values.size() <= kListed) return joined(values);
  base::sort_by(values, [](double value) { return std::abs(value); });
  values.resize(kListed);
  std::sort(values.begin(), values.end());
  return i18n::format(f.language, "curves.corners.going_on", {joined(values)});
}

std::string interval_text(const act::Interval& values) {
  return (values.has_from ? "[" : "(") + i18n::power_of_ten(values.from, 4) + ", " +
         i18n::power_of_ten(values.to, 4) + (values.has_to ? "]" : ")");
}

std::string range_text(const Frame& f, const act::Properties& p) {
  if (!p.range_pieces.empty()) {
    std::string text;
    for (const act::Interval& piece : p.range_pieces) {
      const std::string own = interval_text(piece);
      text = text.empty() ? own : i18n::format(f.language, "curves.domain.or", {text, own});
    }
    return text;
  }
  if (!p.only_values.empty() && p.only_values.size() <= 4) return "{" + joined(p.only_values) + "}";
  return interval_text({p.lowest.value, p.highest.value, p.lowest.is_attained, p.highest.is_attained});
}

std::string inequality(const act::Interval& piece) {
  const bool has_lower = std::isfinite(piece.from);
  const bool has_upper = std::isfinite(piece.to);
  const std::string from = i18n::number(piece.from, 4);
  const std::string to = i18n::number(piece.to, 4);
  if (has_lower && has_upper) {
    return from + (piece.has_from ? " ≤ x" : " < x") + (piece.has_to ? " ≤ " : " < ") + to;
  }
  return has_lower ? (piece.has_from ? "x ≥ " : "x > ") + from : (piece.has_to ? "x ≤ " : "x < ") + to;
}

// Empty where f is defined everywhere.
std::string domain_text(const Frame& f, const act::Properties& p) {
  constexpr std::size_t kMostPieces = 2;
  const std::vector<act::Interval>& pieces = p.domain.pieces;
  if (pieces.empty()) return tr(f, "curves.undefined");
  if (pieces.size() > kMostPieces) return tr(f, "curves.domain.many");
  const bool is_cut = std::isfinite(pieces.front().from) || std::isfinite(pieces.front().to);
  if (!is_cut) {
    std::vector<double> holes = p.domain.holes;
    for (const double pole : p.poles) {
      const bool is_listed =
          std::any_of(holes.begin(), holes.end(), [&](double hole) { return act::is_close(hole, pole); });
      if (!is_listed) holes.push_back(pole);
    }
    std::sort(holes.begin(), holes.end());
    if (holes.empty()) return {};
    return i18n::format(f.language, "curves.domain.all_but", {joined_nearest(f, holes)});
  }
  const std::string first = inequality(pieces.front());
  if (pieces.size() == 1) return first;
  return i18n::format(f.language, "curves.domain.or", {first, inequality(pieces.back())});
}

std::string monotonic_text(const Frame& f, act::Monotonic monotonic) {
  switch (monotonic) {
    case act::Monotonic::strictly_increasing:
      return tr(f, "curves.monotonic.strictly_increasing");
    case act::Monotonic::increasing:
      return tr(f, "curves.monotonic.increasing");
    case act::Monotonic::strictly_decreasing:
      return tr(f, "curves.monotonic.strictly_decreasing");
    case act::Monotonic::decreasing:
      return tr(f, "curves.monotonic.decreasing");
    case act::Monotonic::constant:
      return tr(f, "curves.monotonic.constant");
    case act::Monotonic::no:
      return tr(f, "curves.monotonic.no");
  }
  return {};
}

std::string symmetry_text(const Frame& f, act::Symmetry symmetry) {
  switch (symmetry) {
    case act::Symmetry::odd:
      return tr(f, "curves.symmetry.odd");
    case act::Symmetry::even:
      return tr(f, "curves.symmetry.even");
    case act::Symmetry::none:
      return tr(f, "curves.symmetry.none");
  }
  return {};
}

std::string saturation_text(const Frame& f, const act::Properties& p) {
  if (act::has_limit(p.left) && act::has_limit(p.right)) {
    // 1/x or a bell does not run into two walls as tanh does.
    const double size = std::max(std::abs(p.lowest.value), std::abs(p.highest.value));
    const double scale = std::isfinite(size) ? size : 1;
    const bool is_same = act::is_close(p.left_limit, p.right_limit, scale);
    if (is_same && p.monotonic != act::Monotonic::constant) {
      const double limit = act::is_close(p.left_limit, 0, scale) ? 0 : p.left_limit;
      return i18n::format(f.language, "curves.saturates.same", {i18n::power_of_ten(limit, 3)});
    }
    return tr(f, "curves.saturates.both");
  }
  if (act::has_limit(p.left)) return tr(f, "curves.saturates.left");
  if (act::has_limit(p.right)) return tr(f, "curves.saturates.right");
  return tr(f, "curves.saturates.no");
}

std::string corners_text(const Frame& f, const act::Properties& p) {
  constexpr std::size_t kMostListed = 4;
  const std::size_t count = p.jumps.size() + p.kinks.size() + p.cusps.size() + p.poles.size();
  std::string text;
  const auto add = [&](std::string_view id, const std::vector<double>& places) {
    if (places.empty()) return;
    const std::string list = count > kMostListed ? joined_nearest(f, places) : joined(places);
    text += (text.empty() ? "" : "; ") + i18n::format(f.language, id, {list});
  };
  add("curves.corners.kinks", p.kinks);
  add("curves.corners.cusps", p.cusps);
  add("curves.corners.jumps", p.jumps);
  add("curves.corners.poles", p.poles);
  return text.empty() ? tr(f, "curves.corners.none") : text;
}

// A value that may not exist.
std::string value_text_of(const Frame& f, double value) {
  return std::isfinite(value) ? i18n::power_of_ten(value, 4) : tr(f, "curves.undefined");
}

std::string steepest_text(const Frame& f, const act::Bound& steepest) {
  const std::string value = i18n::power_of_ten(steepest.value, 5);
  if (!steepest.x) return value;
  return i18n::format(f.language, "curves.steepest.at", {value, i18n::power_of_ten(*steepest.x, 3)});
}

}  // namespace

std::vector<Fact> facts_of(const Frame& f, const act::Properties& p) {
  if (!p.has_values) return {{tr(f, "curves.range"), tr(f, "curves.undefined"), "range"}};
  std::vector<Fact> facts;
  const std::string domain = domain_text(f, p);
  if (!domain.empty()) facts.push_back({tr(f, "curves.domain"), domain, "domain"});
  const std::vector<Fact> measured = {
      {tr(f, "curves.range"), range_text(f, p), "range"},
      {tr(f, "curves.monotonic"), monotonic_text(f, p.monotonic), "monotonic"},
      {tr(f, "curves.symmetry"), symmetry_text(f, p.symmetry), "symmetry"},
      {tr(f, "curves.saturates"), saturation_text(f, p), "saturates"},
      {tr(f, "curves.corners"), corners_text(f, p), "corners"},
      {tr(f, "curves.steepest"), steepest_text(f, p.steepest), "steepest"},
      {tr(f, "curves.at_zero"), value_text_of(f, p.at_zero), ""},
      {tr(f, "curves.variance_gain"),
       p.variance_gain > 0 ? value_text_of(f, p.variance_gain) : tr(f, "curves.undefined"), "variance_gain"},
  };
  facts.insert(facts.end(), measured.begin(), measured.end());
  return facts;
}

}  // namespace lab::ui
