#include "formula/exact/reading.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.h"
#include "formula/exact/bounded.h"
#include "formula/exact/jet.h"
#include "formula/exact/wide_reader.h"

namespace lab::formula {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kEnough = 1e-9;    // relative
constexpr double kNothing = 1e-46;  // less than the smallest float32

struct Reading {
  Bounded<double> value;
  Bounded<double> wanted;  // the value, or a derivative
};

// What is read at one place.
struct Answer {
  double value = kNaN, slope = kNaN;  // one of them alone where only that is wanted, in `value`
  bool is_limit = false;
};

class Reader {
 public:
  Reader(const Program& program, std::span<const float> params, double seen)
      : params_(as_meant(program, params)), program_(program), evaluate_(program, params_), seen_(seen) {}

  // What double can answer; nothing where it cannot.
  std::optional<double> in_double(Order order, double x) {
    if (!std::isfinite(x)) return kNaN;
    const Reading first = read_in_double(order, x);
    if (first.value.has_none()) return kNaN;
    if (first.value.is_finite()) return known(order, first.wanted, x);
    return is_unseen(first.wanted) ? std::optional(unseen_value(order, x)) : std::nullopt;
  }
  std::optional<Answer> both_in_double(double x) {
    const Reading first = read_in_double(Order::slope, x);
    if (first.value.has_none()) return Answer{};
    const std::optional<double> value = known(Order::value, first.value, x);
    if (!value) return std::nullopt;
    if (std::isnan(*value)) return Answer{};
    const std::optional<double> slope = known(Order::slope, first.wanted, x);
    return slope ? std::optional(Answer{*value, *slope, false}) : std::nullopt;
  }

  double exactly(Order order, double x) { return wide().read(order, x); }
  // Exactly what double cannot answer of both.
  Answer both_exactly(double x) {
    const Reading first = read_in_double(Order::slope, x);
    const int limits_before = wide().limits();
    const auto answer = [&](Order order, const Bounded<double>& number) {
      const std::optional<double> is_known = known(order, number, x);
      return is_known ? *is_known : wide().read(order, x);
    };
    const double value = answer(Order::value, first.value);
    if (std::isnan(value)) return {};
    const bool is_limit = wide().limits() > limits_before;
    return {value, answer(Order::slope, first.wanted), is_limit};
  }

 private:
  // An exact 0 is said only where it is certain.
  bool is_enough(const Bounded<double>& number) const {
    if (!number.is_finite() || number.bound == 0) return number.is_finite();
    const double size = std::fabs(number.value);
    return number.bound <= kEnough * size || number.bound <= kNothing || (size > 0 && number.bound <= seen_);
  }

  // Perhaps 0, and nothing that is seen.
  bool is_unseen(const Bounded<double>& number) const { return number.value == 0 && number.bound <= seen_; }

  std::optional<double> known(Order order, const Bounded<double>& number, double x) {
    if (is_enough(number)) return number.value;
    return is_unseen(number) ? std::optional(unseen_value(order, x)) : std::nullopt;
  }

  // What is not seen anyway need not be read at every place, as long as it is known whether it is 0.
  double unseen_value(Order order, double x) {
    constexpr int kPlaces = 64;
    Unseen& last = unseen_[static_cast<std::size_t>(order)];
    if (last.places_left == 0) last = {wide().read(order, x), kPlaces};
    if (!(std::abs(last.value) <= seen_)) last.places_left = 1;
    --last.places_left;
    return last.value;
  }

  Reading read_in_double(Order order, double x) {
    Jet<Bounded<double>> place{Bounded<double>(x)};
    place.first = 1.0;
    place.order = static_cast<int>(order);
    const Jet<Bounded<double>>& read = evaluate_(place);
    // What does not depend on x has order 0, and derivatives that are 0.
    return {read.value, order == Order::value   ? read.value
                        : order == Order::slope ? read.first
                                                : read.second};
  }

  WideReader& wide() {
    if (!in_wide_) in_wide_.emplace(program_, params_);
    return *in_wide_;
  }

  struct Unseen {
    double value = 0;
    int places_left = 0;
  };
  std::array<Unseen, 3> unseen_{};
  std::array<double, kMaxParameters> params_;
  const Program& program_;
  ScalarEvaluator<Jet<Bounded<double>>> evaluate_;
  std::optional<WideReader> in_wide_;  // once it is needed
  double seen_;
};

// Places that double cannot answer stand side by side where something overflows or cancels, a thousand times slower each. Where only
// what is seen counts, every sixteenth of such a stretch is read exactly, and what lies between where three such readings do not lie
// on one line.
class Stretches {
 public:
  // answers[i] is missing where it is to be found; `exactly` finds the one of place i.
  Stretches(std::span<const double> x, std::vector<std::optional<Answer>>& answers, double seen,
            std::function<Answer(std::size_t)> exactly)
      : x_(x), answers_(answers), seen_(seen), exactly_(std::move(exactly)) {}

  void fill() {
    for (std::size_t i = 0; i < x_.size(); ++i) {
      if (answers_[i]) continue;
      std::size_t end = i + 1;
      while (end < x_.size() && !answers_[end]) ++end;
      fill(i, end - 1);
      i = end;
    }
  }

 private:
  static constexpr std::size_t kApart = 16;

  void fill(std::size_t first, std::size_t last) {
    find(first);
    for (std::size_t at = first; at < last;) {
      const std::size_t next = std::min(at + kApart, last);
      find(next);
      bridge(at, next);
      at = next;
    }
  }

  void find(std::size_t i) {
    if (!answers_[i]) answers_[i] = exactly_(i);
  }

  void bridge(std::size_t from, std::size_t to) {
    if (to - from < 2) return;
    if (seen_ == 0) {
      for (std::size_t i = from + 1; i < to; ++i) find(i);
      return;
    }
    const std::size_t middle = from + (to - from) / 2;
    find(middle);
    if (to - from == 2) return;
    if (is_on_line(from, middle, to)) {
      for (std::size_t i = from + 1; i < to; ++i) {
        if (!answers_[i]) answers_[i] = i < middle ? between(from, middle, i) : between(middle, to, i);
      }
    } else {
      bridge(from, middle);
      bridge(middle, to);
    }
  }

  double share(std::size_t from, std::size_t to, std::size_t i) const {
    return (x_[i] - x_[from]) / (x_[to] - x_[from]);
  }

  Answer between(std::size_t from, std::size_t to, std::size_t i) const {
    const double t = share(from, to, i);
    const auto mixed = [t](double a, double b) { return a == b ? a : a + t * (b - a); };
    return {mixed(answers_[from]->value, answers_[to]->value),
            mixed(answers_[from]->slope, answers_[to]->slope), false};
  }

  bool is_on_line(std::size_t from, std::size_t middle, std::size_t to) const {
    const Answer read = *answers_[middle], guessed = between(from, to, middle);
    const auto agree = [&](double a, double b) {
      if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
      return a == b || std::abs(a - b) <= std::max(seen_, kEnough * std::abs(a));
    };
    return !read.is_limit && agree(read.value, guessed.value) && agree(read.slope, guessed.slope);
  }

  std::span<const double> x_;
  std::vector<std::optional<Answer>>& answers_;
  double seen_;
  std::function<Answer(std::size_t)> exactly_;
};

}  // namespace

std::array<double, kMaxParameters> as_meant(const Program& program, std::span<const float> params) {
  std::array<double, kMaxParameters> meant{};
  const auto used = used_parameters(program);
  for (std::size_t i = 0; i < meant.size() && i < params.size(); ++i) {
    if (used[i]) meant[i] = base::parse_number(base::shortest(params[i])).value_or(params[i]);
  }
  return meant;
}

void read_exactly(const Program& program, std::span<const float> params, Order order,
                  std::span<const double> x, std::span<double> y, double seen) {
  assert(x.size() == y.size());
  Reader reader(program, params, seen);
  std::vector<std::optional<Answer>> answers(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (const auto known = reader.in_double(order, x[i])) answers[i] = Answer{*known};
  }
  Stretches(x, answers, seen, [&](std::size_t i) { return Answer{reader.exactly(order, x[i])}; }).fill();
  for (std::size_t i = 0; i < x.size(); ++i) y[i] = answers[i]->value;
}

std::vector<std::size_t> read_values_and_slopes_exactly(const Program& program, std::span<const float> params,
                                                        std::span<const double> x, std::span<double> f,
                                                        std::span<double> df, double seen) {
  assert(x.size() == f.size() && x.size() == df.size());
  Reader reader(program, params, seen);
  std::vector<std::optional<Answer>> answers(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) answers[i] = reader.both_in_double(x[i]);
  Stretches(x, answers, seen, [&](std::size_t i) { return reader.both_exactly(x[i]); }).fill();
  std::vector<std::size_t> limits;
  for (std::size_t i = 0; i < x.size(); ++i) {
    f[i] = answers[i]->value;
    df[i] = answers[i]->slope;
    if (answers[i]->is_limit) limits.push_back(i);
  }
  return limits;
}

Deviation deviation(const Program& program, std::span<const float> params, Order order, double x,
                    double from) {
  return WideReader(program, as_meant(program, params)).deviation(order, x, from);
}

bool has_value(const Program& program, std::span<const float> params, double x) {
  return WideReader(program, as_meant(program, params)).has_value(x);
}

}  // namespace lab::formula
