#include "act/vector_activation.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "base/math.h"
#include "base/rng.h"
#include "base/simd.h"
#include "json_reader.h"
#include "oracle/reference.h"

using namespace lab;
using namespace lab::test;
using oracle::Dual;

namespace {

const act::VectorActivationRow& row_of(std::string_view id) { return *act::find_vector_activation(id); }

// One example, alone in the first lane of four; the others hold values of their own.
struct Result {
  std::vector<float> y;
  std::vector<float> dz;  // Jᵀ dy
};

Result run(std::string_view id, const std::vector<float>& z, std::size_t units,
           const std::vector<float>& dy = {}) {
  const act::VectorShape shape{units, z.size() / units, base::kLanes};
  base::AlignedFloats inputs(z.size() * base::kLanes, 0.25F), kept(inputs.size());
  base::AlignedFloats outputs(units * base::kLanes), slopes(outputs.size());
  for (std::size_t i = 0; i < z.size(); ++i) inputs[i * base::kLanes] = z[i];
  for (std::size_t u = 0; u < dy.size(); ++u) slopes[u * base::kLanes] = dy[u];
  row_of(id).forward(inputs.data(), outputs.data(), kept.data(), shape);
  row_of(id).backward(kept.data(), slopes.data(), inputs.data(), shape);
  Result result;
  for (std::size_t u = 0; u < units; ++u) result.y.push_back(outputs[u * base::kLanes]);
  for (std::size_t i = 0; i < z.size(); ++i) result.dz.push_back(inputs[i * base::kLanes]);
  return result;
}

std::vector<float> floats(const Json& list) {
  std::vector<float> result;
  for (const Json& item : list.list) result.push_back(static_cast<float>(item.number));
  return result;
}

// Relative to max(1, |expected|): exp and division of float32 leave a few units of 6e-8. −6e38, beyond
// float32, is −inf on both sides.
bool is_close(float actual, double expected) {
  if (std::abs(expected) > static_cast<double>(std::numeric_limits<float>::max()))
    return actual == static_cast<float>(std::copysign(HUGE_VAL, expected));
  return std::abs(static_cast<double>(actual) - expected) <= 4e-7 * std::max(1.0, std::abs(expected));
}

struct Case {
  std::string_view id;
  std::size_t units;
  std::size_t pieces;
};

// Every row with few and many units; maxout with few and many pieces.
std::vector<Case> all_cases() {
  std::vector<Case> cases;
  for (const act::VectorActivationRow& row : act::vector_activations()) {
    for (const std::size_t units : {1, 2, 5, 32}) {
      for (const int pieces : {row.min_pieces, row.max_pieces})
        cases.push_back({row.id, units, static_cast<std::size_t>(pieces)});
    }
  }
  return cases;
}

}  // namespace

TEST_CASE("softmax and log-softmax have the golden values and Jacobian, from 1e-30 to 3e38") {
  const Json golden = read_json_file(golden_path("vector_golden.json"));
  for (const Json& item : golden["vectors"].list) {
    const std::vector<float> x = floats(item["x"]);
    CAPTURE(x[0]);
    const std::size_t units = x.size();
    const Result softmax = run("softmax", x, units);
    const Result log_softmax = run("log_softmax", x, units);
    for (std::size_t u = 0; u < units; ++u) {
      CHECK(is_close(softmax.y[u], item["softmax"][u].number));
      CHECK(is_close(log_softmax.y[u], item["log_softmax"][u].number));
      std::vector<float> direction(units);
      direction[u] = 1.0F;
      const Result jacobian_row = run("softmax", x, units, direction);
      for (std::size_t v = 0; v < units; ++v)
        CHECK(is_close(jacobian_row.dz[v], item["softmax_jacobian"][u][v].number));
    }
  }
}

TEST_CASE("glu, geglu and swiglu have the golden values and slopes") {
  const Json golden = read_json_file(golden_path("vector_golden.json"));
  for (const Json& item : golden["gated"].list) {
    const std::vector<float> z = {static_cast<float>(item["a"].number), static_cast<float>(item["b"].number)};
    CAPTURE(z[0]);
    CAPTURE(z[1]);
    for (const std::string id : {"glu", "geglu", "swiglu"}) {
      CAPTURE(id);
      const Result result = run(id, z, 1, {1.0F});
      CHECK(is_close(result.y[0], item[id].number));
      if (!item.has("d" + id)) continue;  // the file has no slopes of geglu
      CHECK(is_close(result.dz[0], item["d" + id][0].number));
      CHECK(is_close(result.dz[1], item["d" + id][1].number));
    }
  }
}

TEST_CASE("every vector activation and its backward pass agree with the oracle") {
  base::Rng rng = base::make_rng(11, 0);
  for (const Case& c : all_cases()) {
    CAPTURE(c.id);
    CAPTURE(c.units);
    CAPTURE(c.pieces);
    std::vector<float> z(c.units * c.pieces), dy(c.units);
    for (float& value : z) value = base::uniform(rng, -6.0F, 6.0F);
    for (float& value : dy) value = base::uniform(rng, -1.0F, 1.0F);
    const Result actual = run(c.id, z, c.units, dy);
    std::vector<Dual> duals(z.begin(), z.end());
    for (std::size_t i = 0; i < z.size(); ++i) {
      duals[i].slope = 1.0;
      const std::vector<Dual> y = oracle::vector_activation(c.id, duals, c.units);
      duals[i].slope = 0.0;
      double slope = 0.0;
      for (std::size_t u = 0; u < c.units; ++u) {
        slope += static_cast<double>(dy[u]) * y[u].slope;
        // Twice the tolerance of the golden values: 32 terms instead of 4 are summed.
        CHECK(std::abs(static_cast<double>(actual.y[u]) - y[u].value) <=
              8e-7 * std::max(1.0, std::abs(y[u].value)));
      }
      // dz of log_softmax is a difference of terms up to Σ dy, of which float32 keeps 6e-8 each.
      CHECK(std::abs(static_cast<double>(actual.dz[i]) - slope) <= 4e-6 * std::max(1.0, std::abs(slope)));
    }
  }
}

TEST_CASE("softmax sums to one and does not change when every input is shifted") {
  base::Rng rng = base::make_rng(5, 0);
  for (const std::size_t units : {2, 7, 32}) {
    std::vector<float> z(units), shifted(units);
    for (std::size_t u = 0; u < units; ++u) {
      // Multiples of 1/64 below 16: adding 1024 loses no digit, so the shifted results have the same bits.
      z[u] = base::floor(base::uniform(rng, -1024.0F, 1024.0F)) / 64.0F;
      shifted[u] = z[u] + 1024.0F;
    }
    const Result softmax = run("softmax", z, units);
    double sum = 0.0;
    for (const float p : softmax.y) sum += static_cast<double>(p);
    CHECK(std::abs(sum - 1.0) <= 32 * 6e-8);  // one rounding for each of at most 32 quotients
    CHECK(softmax.y == run("softmax", shifted, units).y);
    CHECK(run("log_softmax", z, units).y == run("log_softmax", shifted, units).y);
  }
}

TEST_CASE("log-softmax is the logarithm of softmax, and finite where that would be log 0") {
  const Result far = run("log_softmax", {1e30F, -1e30F, 0.0F}, 3, {1.0F, 1.0F, 1.0F});
  CHECK(far.y == std::vector<float>{0.0F, -2e30F, -1e30F});
  CHECK(far.dz == std::vector<float>{-2.0F, 1.0F, 1.0F});
  const std::vector<float> near = {-2.0F, 0.5F, 3.0F, 1.0F};
  const Result softmax = run("softmax", near, 4);
  const Result log_softmax = run("log_softmax", near, 4);
  for (std::size_t u = 0; u < 4; ++u)
    CHECK(is_close(log_softmax.y[u], std::log(static_cast<double>(softmax.y[u]))));
}

TEST_CASE("log-softmax keeps all digits of an almost certain class") {
  // ln p = −log1p(e^-20) = −2.0611536e-9, which 1 + e^-20 in float32 would round to 0.
  // exp and log1p leave 2 ulp.
  const Result result = run("log_softmax", {20.0F, 0.0F}, 2);
  CHECK(static_cast<double>(result.y[0]) == doctest::Approx(-2.0611536203143808e-9).epsilon(1e-6));
}

TEST_CASE("maxout gives its slope to the first of equal pieces only") {
  const Result result = run("maxout", {1.0F, -5.0F, 1.0F, 2.0F, 0.5F, 2.0F}, 2, {3.0F, 4.0F});
  CHECK(result.y == std::vector<float>{1.0F, 2.0F});
  CHECK(result.dz == std::vector<float>{3.0F, 0.0F, 0.0F, 4.0F, 0.0F, 0.0F});
}

TEST_CASE("a NaN is not lost in a vector activation") {
  for (const Case& c : all_cases()) {
    for (std::size_t bad = 0; bad < c.units * c.pieces; ++bad) {
      std::vector<float> z(c.units * c.pieces, 1.0F);
      z[bad] = std::numeric_limits<float>::quiet_NaN();
      const Result result = run(c.id, z, c.units);
      CAPTURE(c.id);
      CAPTURE(bad);
      CHECK(std::isnan(result.y[bad % c.units]));
    }
  }
}

TEST_CASE("values are the same whether or not the backward pass is prepared, in every lane") {
  constexpr std::size_t kRow = 12;
  base::Rng rng = base::make_rng(2, 0);
  for (const Case& c : all_cases()) {
    const act::VectorShape shape{c.units, c.pieces, kRow};
    base::AlignedFloats z(c.units * c.pieces * kRow), kept(z.size());
    base::AlignedFloats with(c.units * kRow), without(with.size());
    for (float& value : z) value = base::uniform(rng, -9.0F, 9.0F);
    row_of(c.id).forward(z.data(), with.data(), kept.data(), shape);
    row_of(c.id).forward(z.data(), without.data(), nullptr, shape);
    CAPTURE(c.id);
    CHECK(with == without);
    for (std::size_t lane = 0; lane < kRow; ++lane) {
      std::vector<float> alone;
      for (std::size_t i = lane; i < z.size(); i += kRow) alone.push_back(z[i]);
      const std::vector<float> y = run(c.id, alone, c.units).y;
      bool equal = true;
      for (std::size_t u = 0; u < c.units; ++u) equal = equal && y[u] == with[u * kRow + lane];
      CHECK(equal);
    }
  }
}
