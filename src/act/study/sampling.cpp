#include "act/study/sampling.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>

#include "act/study/domain.h"
#include "act/study/poles.h"
#include "base/sort_by.h"

namespace lab::act {

namespace {

constexpr std::size_t kPerColumn = 16;       // readings per column
constexpr double kVisibleRows = 0.1;         // a bend less far from its chord is not seen
constexpr double kUnseenRows = 1e-3;         // readings may err by so much
constexpr double kVisibleJumpRows = 1;       // a jump smaller than this is drawn as a line
constexpr int kMostHalvings = 60;            // from any interval of a plot down to neighbouring floats
constexpr double kJumpShare = 0.5;           // of the difference that must remain in a tiny interval
constexpr double kLeastFloatsBetween = 256;  // two places must have between them to look for a jump there
constexpr double kSuddenness = 4;            // how much larger a jump is than what happens beside it
constexpr double kTallRows = 100;            // a reading lower than this is beside no pole
// Of the spacing: how far a column's first place is from its edge. Edges tend to be round numbers, and so do
// the single places where a function does something else than around: sign(0), sin(x)/x at 0.
constexpr double kNudge = 0.05;
constexpr double kDrawable = 1e36;  // pixels are float32
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool are_neighbouring_floats(double a, double b) {
  const float low = static_cast<float>(a);
  return std::nextafter(low, std::numeric_limits<float>::infinity()) >= static_cast<float>(b);
}

// A short decimal number in [a, b]: where people put their jumps. The middle when there is none.
double round_number_between(double a, double b) {
  if (a <= 0 && b >= 0) return 0;
  const double middle = a + (b - a) / 2;
  for (double unit = std::pow(10.0, std::ceil(std::log10(std::abs(middle)))); unit > (b - a) / 10;
       unit /= 10) {
    const double candidate = std::round(middle / unit) * unit;
    if (candidate >= a && candidate <= b) return candidate;
  }
  return middle;
}

// False where floats are too coarse to tell a jump from a steep slope.
bool can_resolve(double a, double b) {
  const float x = static_cast<float>(std::max(std::abs(a), std::abs(b)));
  const float spacing = std::nextafter(x, std::numeric_limits<float>::infinity()) - x;
  return static_cast<double>(spacing) * kLeastFloatsBetween < b - a;
}

// Halves (a, b) towards the larger difference. A smooth function's difference vanishes with the width of the
// interval; a jump's stays.
bool find_jump(const Activation& activation, Reading reading, double a, double b, Jump& jump) {
  if (!can_resolve(a, b)) return false;
  double left = read(activation, reading, a);
  double right = read(activation, reading, b);
  const double difference = std::abs(right - left);
  for (int i = 0; i < kMostHalvings && !are_neighbouring_floats(a, b); ++i) {
    const double middle = static_cast<double>(static_cast<float>(a + (b - a) / 2));
    const double value = read(activation, reading, middle);
    if (!(middle > a && middle < b) || !std::isfinite(value)) break;
    const bool is_in_left_half = std::abs(value - left) >= std::abs(right - value);
    (is_in_left_half ? b : a) = middle;
    (is_in_left_half ? right : left) = value;
    if (std::abs(right - left) < kJumpShare * difference) return false;
  }
  const double x = round_number_between(a, b);
  jump = {x, left, right, read(activation, reading, x)};
  return true;
}

struct FoundJump {
  std::size_t before;  // index of the last place before it
  Jump jump;
  bool is_pole = false;  // left and right stand for the signs of the infinities
};

double difference_at(std::span<const double> y, std::size_t i) {
  return i + 1 < y.size() ? std::abs(y[i + 1] - y[i]) : 0;
}

bool is_sudden(std::span<const double> y, std::size_t i, double smallest) {
  const double here = difference_at(y, i);
  const double before = i > 0 ? difference_at(y, i - 1) : 0;
  const double after = difference_at(y, i + 1);
  return std::isfinite(here) && here > smallest && here > kSuddenness * std::max(before, after);
}

// Poles and jumps by x, searched for in at most `most` places each.
std::vector<FoundJump> search(const Activation& activation, Reading reading, std::span<const double> x,
                              std::span<const double> y, double smallest, std::size_t most) {
  std::vector<Pole> poles = find_poles(activation, reading, x, y, smallest * kTallRows, most);
  if (poles.size() == kMostPoles) poles.clear();  // too many to be told apart, and perhaps not even all
  std::vector<FoundJump> found;
  for (const Pole& pole : poles) found.push_back({pole.before, {pole.x, pole.left, pole.right, kNaN}, true});
  const auto is_at_pole = [&](std::size_t i) {
    return std::any_of(poles.begin(), poles.end(), [&](const Pole& pole) { return pole.before == i; });
  };
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    if (is_sudden(y, i, smallest) && !is_at_pole(i)) candidates.push_back(i);
  }
  // Beyond the poles that were searched for others would be taken for jumps.
  if (poles.size() >= most / 2 && !poles.empty()) {
    const double reach = std::max(std::abs(poles.front().x), std::abs(poles.back().x));
    const auto is_beyond = [&](std::size_t i) { return std::abs(x[i]) > reach; };
    candidates.erase(std::remove_if(candidates.begin(), candidates.end(), is_beyond), candidates.end());
  }
  keep_nearest_to_zero(candidates, x, most);
  for (const std::size_t i : candidates) {
    Jump jump;
    if (find_jump(activation, reading, x[i], x[i + 1], jump)) found.push_back({i, jump, false});
  }
  base::sort_by(found, [](const FoundJump& jump) { return jump.before; });
  return found;
}

int count_turns(std::span<const double> y, double smallest) {
  int turns = 0;
  double last = 0;
  for (std::size_t i = 1; i < y.size(); ++i) {
    const double step = y[i] - y[i - 1];
    if (std::abs(step) < smallest) continue;
    turns += last * step < 0;
    last = step;
  }
  return turns;
}

struct Line {
  Curve& curve;
  double smallest;  // difference in y that is seen

  void add(double x, double y) {
    const bool is_same_point = !curve.x.empty() && curve.x.back() == x && curve.y.back() == y;
    if (is_same_point) return;  // a segment without length has no direction to draw its ends by
    curve.x.push_back(x);
    curve.y.push_back(std::isfinite(y) ? std::clamp(y, -kDrawable, kDrawable) : kNaN);
  }
};

// Adds what must be kept of one stretch without jumps: its first reading, then its bend or its band. Returns
// whether it is a band.
bool add_stretch(Line& line, std::span<const double> x, std::span<const double> y) {
  line.add(x[0], y[0]);
  const std::size_t last = x.size() - 1;
  if (last < 2) return false;
  if (count_turns(y, line.smallest) >= 2) {
    const auto low = static_cast<std::size_t>(std::min_element(y.begin(), y.end()) - y.begin());
    const auto high = static_cast<std::size_t>(std::max_element(y.begin(), y.end()) - y.begin());
    line.add(x[std::min(low, high)], y[std::min(low, high)]);
    line.add(x[std::max(low, high)], y[std::max(low, high)]);
    return true;
  }
  std::size_t bend = 0;
  double most = line.smallest;
  for (std::size_t i = 1; i < last; ++i) {
    const double chord = y[0] + (y[last] - y[0]) * (x[i] - x[0]) / (x[last] - x[0]);
    if (std::abs(y[i] - chord) > most) {
      most = std::abs(y[i] - chord);
      bend = i;
    }
  }
  if (bend > 0) line.add(x[bend], y[bend]);
  return false;
}

// The line leaves for infinity at a pole, as far as there is anything to be seen.
Jump far_beyond(const Jump& pole, double y_span) {
  const double far = 1e6 * y_span;
  return {pole.x, std::copysign(far, pole.left), std::copysign(far, pole.right), kNaN};
}

void add_jump(Line& line, const Jump& jump) {
  line.add(jump.x, jump.left);
  line.add(jump.x, kNaN);
  line.add(jump.x, jump.right);
}

// A place at the left edge of every column and irregular ones inside it, so that no oscillation can keep in
// step with them.
std::vector<double> places(const PlotWindow& window) {
  const std::size_t n = static_cast<std::size_t>(window.columns) * kPerColumn;
  const double spacing = (window.x_max - window.x_min) / static_cast<double>(n);
  std::vector<double> x(n + 1);
  for (std::size_t i = 0; i < n; ++i) {
    const double golden = static_cast<double>(i) * 0.6180339887498949;
    const double shift = i == 0                ? 0
                         : i % kPerColumn == 0 ? kNudge
                                               : 0.1 + 0.8 * (golden - std::floor(golden));
    x[i] = window.x_min + (static_cast<double>(i) + shift) * spacing;
  }
  x[n] = window.x_max;
  return x;
}

// A place beside the edge of where there are values moves to the edge: √(4 − x²) reaches the axis. Returns each last place before
// values begin or end.
std::vector<std::size_t> move_places_to_edges(const Activation& activation, Reading reading,
                                              std::span<double> x, std::span<double> y) {
  const auto is_defined = [&](std::size_t i) { return i < y.size() && std::isfinite(y[i]); };
  std::vector<std::size_t> ends;
  for (std::size_t i = 0; i + 1 < x.size(); ++i) {
    if (is_defined(i) == is_defined(i + 1)) continue;
    const std::size_t without = is_defined(i) ? i + 1 : i;
    const std::size_t with = is_defined(i) ? i : i + 1;
    const bool is_hole = without > 0 && is_defined(without - 1) && is_defined(without + 1);
    if (is_hole) continue;
    x[without] = edge_between(activation, reading, x[without], x[with]);
    y[without] = read(activation, reading, x[without]);
    ends.push_back(with < without ? without : without - 1);
    if (with < without) ++i;
  }
  return ends;
}

}  // namespace

void read(const Activation& activation, Reading reading, std::span<const double> x, std::span<double> y,
          double seen) {
  formula::read_exactly(*activation.program, activation.params, reading, x, y, seen);
}

double read(const Activation& activation, Reading reading, double x) {
  double y = 0;
  read(activation, reading, {&x, 1}, {&y, 1});
  return y;
}

std::vector<Jump> find_jumps(const Activation& activation, Reading reading, std::span<const double> x,
                             std::span<const double> y, double smallest, std::size_t most) {
  std::vector<Jump> jumps;
  for (const FoundJump& found : search(activation, reading, x, y, smallest, most)) {
    if (!found.is_pole) jumps.push_back(found.jump);
  }
  return jumps;
}

Curve sample(const Activation& activation, Reading reading, const PlotWindow& window) {
  assert(window.x_min < window.x_max && window.y_span > 0);
  assert(window.columns >= 2 && window.columns <= kMaxColumns && window.rows >= 2);
  std::vector<double> x = places(window);
  std::vector<double> y(x.size());
  const double row = window.y_span / window.rows;
  read(activation, reading, x, y, kUnseenRows * row);
  const std::vector<std::size_t> edges = move_places_to_edges(activation, reading, x, y);

  const std::vector<FoundJump> found = search(activation, reading, x, y, kVisibleJumpRows * row, x.size());
  Curve curve;
  Line line{curve, kVisibleRows * row};
  std::size_t next_jump = 0;
  std::size_t next_edge = 0;
  int bands = 0;
  for (std::size_t first = 0; first + 1 < x.size();) {
    // A stretch ends with its column or at a jump.
    const std::size_t column_end = (first / kPerColumn + 1) * kPerColumn;
    while (next_edge < edges.size() && edges[next_edge] < first) ++next_edge;
    const bool may_jump = next_jump < found.size() && found[next_jump].before < column_end;
    const std::size_t limit = may_jump ? found[next_jump].before : column_end;
    const bool is_edge = next_edge < edges.size() && edges[next_edge] < limit;
    const bool has_jump = may_jump && !is_edge;
    const std::size_t last = is_edge ? edges[next_edge] : limit;
    bands += add_stretch(line, std::span(x).subspan(first, last - first + 1),
                         std::span(y).subspan(first, last - first + 1));
    if (has_jump) {
      const FoundJump& next = found[next_jump++];
      add_jump(line, next.is_pole ? far_beyond(next.jump, window.y_span) : next.jump);
      if (next.is_pole) {
        curve.poles.push_back(next.jump.x);
      } else {
        curve.jumps.push_back(next.jump);
      }
    }
    if (is_edge) line.add(x[last], y[last]);
    first = has_jump || is_edge ? last + 1 : last;
  }
  line.add(x.back(), y.back());
  curve.is_band = bands * 4 >= window.columns;
  return curve;
}

}  // namespace lab::act
