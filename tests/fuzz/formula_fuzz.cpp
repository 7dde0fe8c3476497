// Every text is a formula or an error with a place; every formula can be read in every way. libFuzzer calls
// this with texts it makes up (CMake option LAB_FUZZ); replay.cpp calls it with those that once
// were worth keeping.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/simd.h"
#include "base/text.h"
#include "formula/derive.h"
#include "formula/evaluate.h"
#include "formula/glsl.h"
#include "formula/latex.h"
#include "formula/parse.h"
#include "formula/print.h"
#include "formula/pytorch.h"
#include "formula/scalar.h"
#include "formula/typeset.h"

using namespace lab;
using formula::Program;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

constexpr std::size_t kMostBytesOfAReading = 400000;

void require(bool holds, const char* claim, std::string_view text) {
  if (holds) return;
  std::fprintf(stderr, "not so: %s\n  formula: %.*s\n", claim, static_cast<int>(text.size()), text.data());
  std::abort();
}

const std::vector<float> kNastyPlaces = {
    0.0F,   -0.0F,  1.0F,    -1.0F,    0.5F,     -2.0F,     3.0F,  6.0F,    -3.0F, 1e-3F,
    -1e-6F, 1e-30F, 1e-40F,  -1e-45F,  88.0F,    -88.0F,    89.5F, -104.0F, 1e4F,  -102901.0F,
    1e10F,  -1e20F, 3.4e38F, -3.4e38F, INFINITY, -INFINITY, NAN,   7.25F,
};

constexpr std::array<float, 3> kParams = {0.75F, -1.5F, 2.0F};

bool is_same(float a, float b) { return a == b || (std::isnan(a) && std::isnan(b)); }

struct Readings {
  base::AlignedFloats f, df;
};

Readings readings_of(const Program& program) {
  base::AlignedFloats x(kNastyPlaces.begin(), kNastyPlaces.end());
  x.resize(base::padded(x.size()), 0.0F);
  Readings readings{base::AlignedFloats(x.size()), base::AlignedFloats(x.size())};
  base::AlignedFloats alone(x.size());
  formula::value_and_slope(program, kParams, x.data(), readings.f.data(), readings.df.data(), x.size());
  formula::value(program, kParams, x.data(), alone.data(), x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    require(is_same(alone[i], readings.f[i]), "the value does not depend on whether a slope is wanted",
            formula::text(program));
  }
  return readings;
}

void check_text(const Program& program, const Readings& readings) {
  const std::string text = formula::text(program);
  if (text.find("\u2026") != std::string::npos) return;            // cut
  const auto again = formula::parse(text, formula::Forms::named);  // nothing is put in its place once more
  if (!again.ok()) {
    const formula::ErrorCode code = again.error().code;
    const bool is_bound = code == formula::ErrorCode::too_long || code == formula::ErrorCode::too_deep ||
                          code == formula::ErrorCode::too_large;
    require(is_bound, "what is printed parses, unless it is too long", text);
    return;
  }
  const Readings same = readings_of(*again);
  for (std::size_t i = 0; i < same.f.size(); ++i) {
    require(is_same(same.f[i], readings.f[i]), "what is printed has the same values", text);
  }
}

void check_readings(const Program& program) {
  require(program.instructions.size() <= formula::kMaxDerivedInstructions, "programs are bounded", "");
  const Readings readings = readings_of(program);
  check_text(program, readings);
  for (const std::string& reading :
       {formula::pretty_text(program), formula::latex(program), formula::glsl_function(program, "f"),
        formula::pytorch_function(program, "f", kParams)}) {
    require(!reading.empty() && reading.size() < kMostBytesOfAReading, "a reading has a reasonable length",
            reading);
  }
  const std::string latex = formula::latex(program);
  require(std::count(latex.begin(), latex.end(), '{') == std::count(latex.begin(), latex.end(), '}'),
          "braces of LaTeX are closed", latex);
  for (const double x : {-1.25, 0.0, 2.5}) {
    const auto twice = formula::evaluate_scalar(program, kParams, formula::variable(formula::variable(x)));
    const double plain = formula::evaluate_scalar(program, kParams, x);
    const bool is_equal = twice.value.value == plain || (std::isnan(plain) && std::isnan(twice.value.value));
    require(is_equal, "dual numbers carry the value", formula::text(program));
  }
}

void check_error(const formula::FormulaError& error, std::string_view text) {
  const auto characters = static_cast<int>(base::count_characters(text));
  require(error.column >= 1 && error.column <= characters + 1, "an error has its place in the text", text);
  require(!formula::text_id(error.code).empty(), "an error has a sentence", text);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto program = formula::parse(text);
  if (!program.ok()) {
    check_error(program.error(), text);
    return 0;
  }
  check_readings(*program);
  std::optional<Program> derived = formula::derive(*program);
  for (int order = 1; order <= 2 && derived; ++order) {
    check_readings(*derived);
    derived = formula::derive(*derived);
  }
  return 0;
}
