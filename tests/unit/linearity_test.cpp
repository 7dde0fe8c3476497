#include "nn/linearity.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "base/rng.h"

using namespace lab;

namespace {

struct Sample {
  std::vector<float> x1, x2;
};

Sample plane(std::size_t points) {
  base::Rng rng = base::make_rng(3, 0);
  Sample sample;
  for (std::size_t i = 0; i < points; ++i) {
    sample.x1.push_back(3 * base::normal(rng));
    sample.x2.push_back(1 + base::normal(rng));
  }
  return sample;
}

using Function = std::function<double(double, double)>;

std::vector<float> values_of(const Sample& sample, const std::vector<Function>& rows) {
  std::vector<float> values;
  for (const Function& row : rows) {
    for (std::size_t i = 0; i < sample.x1.size(); ++i)
      values.push_back(
          static_cast<float>(row(static_cast<double>(sample.x1[i]), static_cast<double>(sample.x2[i]))));
  }
  return values;
}

nn::Linearity judge(const Sample& sample, const std::vector<float>& values, std::size_t every = 1) {
  const std::size_t points = sample.x1.size();
  const std::size_t rows = values.size() / points;
  std::vector<float> x = sample.x1;
  x.insert(x.end(), sample.x2.begin(), sample.x2.end());
  base::AlignedFloats scratch(nn::linearity_scratch(2, rows, points));
  return nn::linearity(nn::view_inputs(x, 2), values.data(), rows, points, every, scratch);
}

// The obvious version: normal equations of (1, x1, x2) in double, solved by Cramer's rule.
double residual_by_normal_equations(const Sample& sample, const std::vector<float>& values) {
  const std::size_t points = sample.x1.size();
  double rest = 0.0, spread = 0.0;
  for (std::size_t first = 0; first < values.size(); first += points) {
    double m[3][3] = {}, right[3] = {}, mean = 0.0;
    for (std::size_t i = 0; i < points; ++i) {
      const double x[3] = {1.0, static_cast<double>(sample.x1[i]), static_cast<double>(sample.x2[i])};
      const auto y = static_cast<double>(values[first + i]);
      mean += y / static_cast<double>(points);
      for (int r = 0; r < 3; ++r) {
        right[r] += x[r] * y;
        for (int c = 0; c < 3; ++c) m[r][c] += x[r] * x[c];
      }
    }
    const auto determinant = [](const double(&a)[3][3]) {
      return a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) -
             a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0]) +
             a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
    };
    double solution[3];
    for (int c = 0; c < 3; ++c) {
      double replaced[3][3];
      for (int r = 0; r < 3; ++r)
        for (int k = 0; k < 3; ++k) replaced[r][k] = k == c ? right[r] : m[r][k];
      solution[c] = determinant(replaced) / determinant(m);
    }
    for (std::size_t i = 0; i < points; ++i) {
      const double fit = solution[0] + solution[1] * static_cast<double>(sample.x1[i]) +
                         solution[2] * static_cast<double>(sample.x2[i]);
      const auto y = static_cast<double>(values[first + i]);
      rest += (y - fit) * (y - fit);
      spread += (y - mean) * (y - mean);
    }
  }
  return std::sqrt(rest / spread);
}

double affine(double x1, double x2) { return 2 * x1 - x2 + 5; }
double bent(double x1, double) { return x1 * x1; }
double waving(double x1, double x2) { return std::sin(2 * x1 + x2); }
double folded(double, double x2) { return std::fabs(x2); }

}  // namespace

TEST_CASE("an affine map leaves nothing, however large its offset") {
  const Sample sample = plane(101);
  for (const double offset : {0.0, 1e3, -1e6}) {
    const auto values =
        values_of(sample, {[&](double x1, double x2) { return affine(x1, x2) + offset; }, affine});
    CAPTURE(offset);
    CHECK(judge(sample, values).rank == 0);
    CHECK(judge(sample, values).residual < 1e-4 + 1e-6 * std::fabs(offset));  // float32 keeps 24 bits of it
  }
}

TEST_CASE("what is left of the best fit is that of the normal equations") {
  const Sample sample = plane(203);
  const std::vector<std::vector<Function>> cases = {
      {bent},
      {waving, affine},
      {folded, [](double x1, double x2) { return bent(x1, x2) + 20 * affine(x1, x2); }},
      {[](double x1, double x2) { return affine(x1, x2) + 0.001 * waving(x1, x2); }},
  };
  for (const std::vector<Function>& rows : cases) {
    const auto values = values_of(sample, rows);
    const double expected = residual_by_normal_equations(sample, values);
    // Values are float32, and so are sums of 203 of them: some 1e-6 of the spread.
    CHECK(judge(sample, values).residual == doctest::Approx(expected).epsilon(1e-4).scale(0.01));
  }
}

TEST_CASE("the rank is the number of bent functions the rows are made of, not of the rows") {
  const Sample sample = plane(150);
  base::Rng rng = base::make_rng(5, 0);
  const std::vector<Function> parts = {bent, waving, folded};
  for (std::size_t used = 0; used <= parts.size(); ++used) {
    std::vector<Function> rows;
    for (int r = 0; r < 12; ++r) {
      std::vector<double> shares;
      for (std::size_t k = 0; k < used; ++k) shares.push_back(static_cast<double>(base::normal(rng)));
      rows.push_back([shares, &parts](double x1, double x2) {
        double y = affine(x1, x2);
        for (std::size_t k = 0; k < shares.size(); ++k) y += shares[k] * parts[k](x1, x2);
        return y;
      });
    }
    CHECK(judge(sample, values_of(sample, rows)).rank == static_cast<int>(used));
  }
}

TEST_CASE("values that do not vary, points on a line and a single point are all affine") {
  const Sample sample = plane(40);
  CHECK(judge(sample, std::vector<float>(80, 7.0F)).residual == 0.0);
  CHECK(judge(sample, std::vector<float>(80, 0.0F)).rank == 0);
  Sample line;
  for (int i = 0; i < 20; ++i) {
    line.x1.push_back(static_cast<float>(i));
    line.x2.push_back(static_cast<float>(2 * i));
  }
  CHECK(judge(line, values_of(line, {affine})).rank == 0);
  CHECK(judge(line, values_of(line, {bent})).rank == 1);
  CHECK(judge({{2.0F}, {3.0F}}, {5.0F, -1.0F}).rank == 0);
}

TEST_CASE("of many points every so-many-th is enough") {
  const Sample sample = plane(500);
  Sample taken;
  for (std::size_t i = 0; i < 500; i += 3) {
    taken.x1.push_back(sample.x1[i]);
    taken.x2.push_back(sample.x2[i]);
  }
  const nn::Linearity thinned = judge(sample, values_of(sample, {waving, bent}), 3);
  CHECK(thinned.residual == judge(taken, values_of(taken, {waving, bent})).residual);
  CHECK(thinned.rank == 2);
}

TEST_CASE("what is not finite has no residual") {
  const Sample sample = plane(10);
  std::vector<float> values = values_of(sample, {bent});
  values[4] = std::numeric_limits<float>::infinity();
  CHECK(std::isnan(judge(sample, values).residual));
  values[4] = std::numeric_limits<float>::quiet_NaN();
  CHECK(std::isnan(judge(sample, values).residual));
}
