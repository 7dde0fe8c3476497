// What the border between the classes looks like, on networks whose border is known.
#include "app/border.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/app.h"

using namespace lab;
using Kind = app::Border::Kind;

namespace {

app::Border border_of(const std::string& link) {
  app::App a = app::make_app(link, {});
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
  const nn::Snapshot& seen = a.runs.front().seen.snapshot;
  nn::Workspace workspace;
  return app::border_of(seen.network, seen.params, a.runs.front().plan.points.plane, workspace);
}

// One hidden layer with these parameters: the weights of each unit, the biases, then those of the output.
app::Border border_with(int units, const std::vector<float>& params, const char* activation = "relu") {
  app::App a = app::make_app("act=" + std::string(activation) + "&net=" + std::to_string(units), {});
  nn::Snapshot seen = a.runs.front().seen.snapshot;
  REQUIRE(seen.params.size() == params.size());
  std::copy(params.begin(), params.end(), seen.params.begin());
  nn::Workspace workspace;
  return app::border_of(seen.network, seen.params, {-1, 1}, workspace);
}

}  // namespace

TEST_CASE(
    "a network of identities has one straight border, with the numbers that its parameters collapse to") {
  // z = (2x1 - x2 + 0.5, x1 + x2), output 3z1 - z2 + 1
  const app::Border border = border_with(2, {2, -1, 1, 1, 0.5F, 0, 3, -1, 1}, "identity");
  CHECK(border.kind == Kind::straight);
  CHECK(border.w1 == doctest::Approx(5));
  CHECK(border.w2 == doctest::Approx(-4));
  CHECK(border.b == doctest::Approx(2.5));
  for (const char* link :
       {"act=identity&net=8-8-8&steps=50", "net=0&steps=20", "act=identity&norm=batch_norm&steps=20"}) {
    CAPTURE(std::string(link));
    CHECK(border_of(link).kind == Kind::straight);
  }
}

TEST_CASE("borders that bend, close, come several times or are not there are told apart") {
  const std::vector<float> sizes = {1, 0, -1, 0, 0, 1, 0, -1, 0, 0, 0, 0};  // |x1| and |x2| by two units each
  const auto with = [&](std::vector<float> output) {
    std::vector<float> params = sizes;
    params.insert(params.end(), output.begin(), output.end());
    return border_with(4, params);
  };
  CHECK(with({1, 1, 1, 1, -0.5F}).kind == Kind::closed);   // |x1| + |x2| = 0.5
  CHECK(with({1, 1, -0.5F, 0.5F, 0}).kind == Kind::bent);  // |x1| = x2 / 2
  CHECK(with({1, 1, 0, 0, -0.5F}).kind == Kind::lines);    // |x1| = 0.5
  CHECK(with({1, 1, 0, 0, -0.5F}).lines == 2);
  CHECK(with({1, 1, 1, 1, 1}).kind == Kind::none);
  CHECK(border_of("data=rings&steps=800").kind == Kind::closed);
  CHECK(border_of("data=rings&act=relu&net=8&steps=800").kind == Kind::closed);
}
