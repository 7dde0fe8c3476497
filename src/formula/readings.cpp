#include "formula/readings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "formula/derive.h"
#include "formula/evaluate.h"
#include "formula/stable_forms.h"

namespace lab::formula {

namespace {

bool contains(const Program& program, Op op) {
  return std::any_of(program.instructions.begin(), program.instructions.end(),
                     [op](const Instruction& instruction) { return instruction.op == op; });
}

// Uses a function that only stands for a longer spelling, where the formula has the spelling.
bool has_foreign_words(const Program& program, const Program& written) {
  constexpr std::array<Op, 2> kWords = {Op::erfc, Op::softplus};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](Op op) { return contains(program, op) && !contains(written, op); });
}

struct Derivatives {
  std::optional<Program> as_written, stable;
};

Derivatives derivatives_of(const std::optional<Program>& as_written, const std::optional<Program>& stable) {
  return {as_written ? derive(*as_written, Forms::as_written) : std::nullopt,
          stable ? derive(*stable) : std::nullopt};
}

const std::optional<Program>& in_its_words(const Derivatives& derivatives, const Program& written) {
  const auto& [plain, stable] = derivatives;
  return plain && (!stable || has_foreign_words(*stable, written)) ? plain : stable;
}

bool is_near(float a, float b) {
  constexpr float kAbsolute = 1e-6F;  // cancellation beside 1: a few units in float32's last place
  constexpr float kRelative = 1e-5F;  // more than a hundred roundings, and far less than a spelling loses
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return a == b || std::fabs(a - b) <= kAbsolute + kRelative * std::fabs(b);
}

// Some step on the way to the value is not finite: then automatic differentiation gives 0·inf.
bool overflows_within(const Program& program, std::span<const float> params, float x) {
  Program start;
  for (const Instruction& instruction : program.instructions) {
    start.instructions.push_back(instruction);
    if (instruction.depends_on_x && !std::isfinite(read_at(start, params, x).value)) return true;
  }
  return false;
}

}  // namespace

base::Result<Readings, FormulaError> readings_of(std::string_view text) {
  auto stable = parse(text);
  if (!stable.ok()) return stable.error();
  const auto written = parse(text, Forms::as_written);
  Readings readings{written.ok() ? *written : *stable, *stable, {}, {}};
  const Derivatives first = derivatives_of(readings.written, rebuilt(readings.written, Forms::named));
  const Derivatives second = derivatives_of(first.as_written, first.stable);
  readings.slope = in_its_words(first, readings.written);
  readings.curvature = in_its_words(second, readings.written);
  return readings;
}

const Program& form_to_run(const Readings& readings, std::span<const float> params) {
  for (float x = -200; x <= 200; x += 0.5F) {
    const PointReading b = read_at(readings.stable, params, x);
    if (!std::isfinite(b.value)) continue;
    const PointReading a = read_at(readings.written, params, x);
    // |x|·ε: where the values cancel, so much is lost of either
    const float scale = std::max(1.0F, std::fabs(x));
    const bool is_same = is_near(a.value / scale, b.value / scale) && is_near(a.slope, b.slope);
    if (!is_same || overflows_within(readings.written, params, x)) return readings.stable;
  }
  return readings.written;
}

}  // namespace lab::formula
