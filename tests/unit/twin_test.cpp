// Two networks side by side that differ in nothing but their activation.
#include <doctest/doctest.h>

#include <string>

#include "app/app.h"
#include "app/link.h"

using namespace lab;

namespace {

void train(app::App& a) {
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
}

app::App trained(const std::string& link) {
  app::App a = app::make_app(link, {});
  train(a);
  return a;
}

app::Scenario with_twin(const app::App& a, std::vector<std::string> twin) {
  app::Scenario next = a.shown;
  next.twin = std::move(twin);
  return next;
}

}  // namespace

TEST_CASE("each side of a twin is bit for bit the run that it would be alone") {
  for (const char* link : {"data=rings&steps=300", "data=moons&net=6-6&opt=sgd&lr=0.1&noise=0.2&steps=150",
                           "data=spiral&net=8&act=relu&dropout=0.2&l2=0.01&steps=200",
                           "data=xor&wseed=7&norm=batch_norm&steps=90",
                           "data=xor_table&init=he&batch=3&schedule=step&schedule_every=50&steps=120"}) {
    for (const char* twin : {"identity", "sigmoid", "step"}) {
      CAPTURE(std::string(link));
      CAPTURE(std::string(twin));
      const app::App both = trained(std::string(link) + "&twin=" + twin);
      REQUIRE(both.runs.size() == 2);
      const std::string alone = std::string(link);
      std::string without = alone.substr(0, alone.find("&act=relu"));
      if (without != alone) without += alone.substr(without.size() + std::string("&act=relu").size());
      CHECK(both.runs[0].trainer.params == trained(link).runs[0].trainer.params);
      CHECK(both.runs[1].trainer.params == trained(without + "&act=" + twin).runs[0].trainer.params);
      CHECK(both.runs[0].seen.snapshot.step == both.runs[1].seen.snapshot.step);
      CHECK(both.runs[0].plan.points.x1 == both.runs[1].plan.points.x1);
    }
  }
}

TEST_CASE("a twin that comes later makes the steps that the first has made, and the first is left alone") {
  app::App a = trained("data=rings&steps=400");
  const auto before = a.runs[0].trainer.params;
  app::apply(a, app::Change{with_twin(a, {"identity"})});
  CHECK(app::steps_to_keep(a) == 400);
  train(a);
  REQUIRE(a.runs.size() == 2);
  CHECK(a.runs[0].trainer.params == before);
  CHECK(a.runs[0].trainer.step == 400);
  CHECK(a.runs[1].trainer.params == trained("data=rings&act=identity&steps=400").runs[0].trainer.params);
  CHECK(app::share_link(a).find("twin=identity") != std::string::npos);
  CHECK(trained(app::share_link(a)).runs[1].trainer.params == a.runs[1].trainer.params);

  app::apply(a, app::Change{with_twin(a, {"relu"})});  // another one
  train(a);
  CHECK(a.runs[1].trainer.params == trained("data=rings&act=relu&steps=400").runs[0].trainer.params);
  app::apply(a, app::Undo{});
  train(a);
  CHECK(a.shown.twin == std::vector<std::string>{"identity"});
  app::apply(a, app::Undo{});
  CHECK(a.runs.size() == 1);
  CHECK(a.diagnoses.size() == 1);
  CHECK(a.runs[0].trainer.params == before);
}

TEST_CASE(
    "what changes during the run changes on both sides, and the activation of the first on its own alone") {
  app::App a = trained("data=moons&twin=identity&steps=100");
  const auto change = [&](auto set) {
    app::Scenario next = a.shown;
    set(next);
    app::apply(a, app::Change{next});
    app::apply(a, app::Step{50});
    train(a);
  };
  change([](app::Scenario& next) { next.lr = 0.3; });
  change([](app::Scenario& next) { next.act.curves = {"relu"}; });
  CHECK(a.runs[0].trainer.params ==
        trained("data=moons&edits=100:lr:0.3;150:act:relu&steps=200").runs[0].trainer.params);
  CHECK(a.runs[1].trainer.params ==
        trained("data=moons&act=identity&edits=100:lr:0.3&steps=200").runs[0].trainer.params);
  CHECK(trained(app::share_link(a)).runs[0].trainer.params == a.runs[0].trainer.params);
  CHECK(trained(app::share_link(a)).runs[1].trainer.params == a.runs[1].trainer.params);
}

TEST_CASE("a side that diverges does not keep the other from going on") {
  app::App a = app::make_app("data=rings&act=relu&opt=sgd&lr=10&loss=mse&twin=tanh&steps=2000&net=8-8", {});
  for (int i = 0; i < 5000 && app::is_busy(a); ++i) app::advance(a, {i * 0.01, 0.01, 0.01});
  CHECK(a.runs[0].trainer.divergence.has_value());
  CHECK_FALSE(app::is_busy(a));
  app::apply(a, app::Step{100});
  for (int i = 0; i < 5000 && app::is_busy(a); ++i) app::advance(a, {i * 0.01, 0.01, 0.01});
  CHECK_FALSE(app::is_busy(a));
  CHECK(a.runs[1].trainer.step > a.runs[0].trainer.step);
}

TEST_CASE("typed functions can be twins, and one that is gone is none") {
  app::App a = trained("formula=x^3&act=tanh&twin=own1&steps=20");
  REQUIRE(a.runs.size() == 2);
  CHECK(a.runs[1].trainer.params == trained("formula=x^3&act=own1&steps=20").runs[0].trainer.params);
  CHECK(trained("twin=own2").runs.size() == 1);
  CHECK(trained("twin=nothing").notices.size() == 1);
  CHECK(trained("twin=relu,tanh").notices.size() == 1);
}
