#include "act/activation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

#include "base/simd.h"
#include "formula/evaluate.h"
#include "i18n/text.h"

using namespace lab;

namespace {

// Dense around the origin, sparse to where everything saturates, and the kink itself.
base::AlignedFloats test_inputs() {
  base::AlignedFloats x;
  for (int i = -2000; i <= 2000; ++i) x.push_back(static_cast<float>(i) * 0.0053F);
  for (float scale = 1e-30F; scale < 1e4F; scale *= 1.7F) {
    x.push_back(scale);
    x.push_back(-scale);
  }
  x.resize(base::padded(x.size()));
  return x;
}

std::int64_t order_of(float value) {
  std::int32_t bits = 0;
  std::memcpy(&bits, &value, sizeof bits);
  return bits < 0 ? std::int64_t{std::numeric_limits<std::int32_t>::min()} - bits : bits;
}

std::int64_t ulps_between(float a, float b) { return std::abs(order_of(a) - order_of(b)); }

}  // namespace

TEST_CASE("every fused kernel equals the formula of its row") {
  const base::AlignedFloats x = test_inputs();
  base::AlignedFloats f(x.size()), df(x.size()), value_only(x.size()), f_formula(x.size()),
      df_formula(x.size());
  int fused = 0;
  for (const act::ActivationRow& row : act::activations()) {
    if (row.fused == nullptr) continue;
    ++fused;
    CAPTURE(row.id);
    const act::Activation activation = act::bind(row, act::default_params(row));
    act::apply(activation, x.data(), f.data(), df.data(), x.size());
    act::apply(activation, x.data(), value_only.data(), nullptr, x.size());
    formula::value_and_slope(*activation.program, activation.params, x.data(), f_formula.data(),
                             df_formula.data(), x.size());
    CHECK(std::memcmp(f.data(), value_only.data(), x.size() * sizeof(float)) == 0);
    std::int64_t worst_value = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      worst_value = std::max(worst_value, ulps_between(f[i], f_formula[i]));
      // Slopes of gelu and silu are differences that pass through zero: a few roundings of 1.
      CAPTURE(x[i]);
      CHECK((ulps_between(df[i], df_formula[i]) <= 2 || std::abs(df[i] - df_formula[i]) <= 2.4e-7F));
    }
    CHECK(worst_value <= 2);  // two roundings in another order; measured 0
  }
  CHECK(fused == 10);  // prelu shares leaky_relu's
}

TEST_CASE("no activation gives NaN for any finite input, whatever its parameters") {
  base::AlignedFloats x = test_inputs();
  for (const float far : {1e10F, 1e20F, 1e30F, 3e38F, 3.4028234e38F, 1e-38F, 1e-45F}) {
    x.push_back(far);
    x.push_back(-far);
  }
  x.resize(base::padded(x.size()));
  base::AlignedFloats f(x.size()), df(x.size());
  const auto check = [&](const act::ActivationRow& row, const act::ActivationParams& params) {
    const auto is_number = [](float v) { return !std::isnan(v); };
    CAPTURE(row.id);
    CAPTURE(params[0]);
    CAPTURE(params[1]);
    CAPTURE(params[2]);
    const act::Activation activation = act::bind(row, params);
    act::apply(activation, x.data(), f.data(), df.data(), x.size());
    CHECK(std::all_of(f.begin(), f.end(), is_number));
    CHECK(std::all_of(df.begin(), df.end(), is_number));
    formula::value_and_slope(*activation.program, params, x.data(), f.data(), df.data(), x.size());
    CHECK(std::all_of(f.begin(), f.end(), is_number));
    CHECK(std::all_of(df.begin(), df.end(), is_number));
  };
  for (const act::ActivationRow& row : act::activations()) {
    check(row, act::default_params(row));
    // Every combination of least, default, greatest and 0, where 0 is in the range.
    const std::size_t combinations = std::size_t{1} << (2 * row.params.size());
    for (std::size_t combination = 1; combination < combinations; ++combination) {
      act::ActivationParams params = act::default_params(row);
      for (std::size_t i = 0; i < row.params.size(); ++i) {
        const act::ActivationParam& param = row.params[i];
        const double choices[] = {param.default_value, param.min, param.max,
                                  std::clamp(0.0, param.min, param.max)};
        params[i] = static_cast<float>(choices[combination >> (2 * i) & 3]);
      }
      check(row, params);
    }
  }
}

TEST_CASE("slopes at kinks are PyTorch's") {
  const auto slope_at_zero = [](std::string_view id) {
    alignas(16) float x[4] = {}, f[4], df[4];
    const act::ActivationRow& row = *act::find_activation(id);
    act::apply(act::bind(row, act::default_params(row)), x, f, df, 4);
    return df[0];
  };
  CHECK(slope_at_zero("relu") == 0.0F);
  CHECK(slope_at_zero("leaky_relu") == 0.01F);
  CHECK(slope_at_zero("elu") == 1.0F);
  CHECK(slope_at_zero("step") == 0.0F);
  CHECK(slope_at_zero("selu") == 1.7580993F);
  CHECK(slope_at_zero("fts") == 0.0F);
  CHECK(slope_at_zero("hat") == 0.0F);
}

TEST_CASE("values may be written over the inputs") {
  const base::AlignedFloats x = test_inputs();
  for (const act::ActivationRow& row : act::activations()) {
    CAPTURE(row.id);
    const act::Activation activation = act::bind(row, act::default_params(row));
    base::AlignedFloats f(x.size()), df(x.size()), in_place = x, df_in_place(x.size());
    act::apply(activation, x.data(), f.data(), df.data(), x.size());
    act::apply(activation, in_place.data(), in_place.data(), df_in_place.data(), x.size());
    CHECK(f == in_place);
    CHECK(df == df_in_place);
  }
}

TEST_CASE("every row of the catalogue can be found and has sane parameters") {
  CHECK(act::activations().size() == 81);
  for (const act::ActivationRow& row : act::activations()) {
    CAPTURE(row.id);
    CHECK(act::find_activation(row.id) == &row);
    CHECK(row.params.size() <= act::kMaxActivationParams);
    CHECK(row.definition != row.formula);
    for (const std::string& id : {"act." + std::string(row.id), "act." + std::string(row.id) + ".note",
                                  "act.family." + std::string(act::id_of(row.family))}) {
      CHECK(i18n::tr(i18n::Language::english, id) != id);
    }
    for (const act::ActivationParam& param : row.params) {
      CHECK(param.min <= param.default_value);
      CHECK(param.default_value <= param.max);
      CHECK_FALSE(param.meaning.empty());
    }
  }
  CHECK(act::find_activation("nothing") == nullptr);
}
