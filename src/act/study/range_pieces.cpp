#include "act/study/range_pieces.h"
#include "base/sort_by.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lab::act {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// f comes near to `value` at one side of a piece, and does not take it there.
void widen(Interval& values, double value) {
  const double rounded = std::round(value);
  if (is_close(value, rounded)) value = rounded + 0.0;  // ∓1e-30 of 1/x far out, and no −0
  if (value < values.from || is_close(value, values.from)) {
    values.from = std::min(value, values.from);
    values.has_from = false;
  }
  if (value > values.to || is_close(value, values.to)) {
    values.to = std::max(value, values.to);
    values.has_to = false;
  }
}

void widen_to_end(Interval& values, const End& end) {
  if (end.kind != FarOut::hard && !std::isnan(end.limit)) widen(values, end.limit);
}

Interval values_between(std::span<const double> f, std::size_t first, std::size_t last,
                        const RefinedValue& refined) {
  std::size_t low = last, high = last;
  for (std::size_t i = first; i < last; ++i) {
    if (!std::isfinite(f[i])) continue;
    if (low == last || f[i] < f[low]) low = i;
    if (high == last || f[i] > f[high]) high = i;
  }
  if (low == last) return {kInfinity, -kInfinity, false, false};
  return {refined(low), refined(high), true, true};
}

std::vector<Interval> merged(std::vector<Interval> pieces) {
  base::sort_by(pieces, [](const Interval& piece) { return piece.from; });
  std::vector<Interval> found;
  for (const Interval& piece : pieces) {
    const bool touches = !found.empty() && is_close(piece.from, found.back().to);
    const bool joins =
        !found.empty() && (touches ? piece.has_from || found.back().has_to : piece.from < found.back().to);
    if (!joins) {
      found.push_back(piece);
      continue;
    }
    Interval& whole = found.back();
    if (piece.from == whole.from) whole.has_from |= piece.has_from;
    if (piece.to == whole.to) whole.has_to |= piece.has_to;
    if (piece.to > whole.to) {
      whole.to = piece.to;
      whole.has_to = piece.has_to;
    }
  }
  return found;
}

}  // namespace

std::vector<Interval> range_pieces(std::span<const double> x, std::span<const double> f,
                                   std::span<const Pole> poles, const End& left, const End& right,
                                   const RefinedValue& refined) {
  if (left.kind == FarOut::oscillates || right.kind == FarOut::oscillates) return {};
  std::vector<Interval> pieces;
  std::size_t first = 0;
  for (std::size_t i = 0; i <= poles.size(); ++i) {
    std::size_t last = i < poles.size() ? poles[i].before + 1 : x.size();
    Interval values = values_between(f, first, last, refined);
    first = last;
    if (values.from > values.to) continue;
    if (i == 0) widen_to_end(values, left);
    if (i == poles.size()) widen_to_end(values, right);
    if (i > 0) widen(values, std::copysign(kInfinity, poles[i - 1].right));
    if (i < poles.size()) widen(values, std::copysign(kInfinity, poles[i].left));
    pieces.push_back(values);
  }
  return merged(pieces);
}

}  // namespace lab::act
