#include "app/diagnosis.h"

#include <doctest/doctest.h>

#include "app/app.h"

using namespace lab;

namespace {

app::App start(std::string_view link) { return app::make_app(link, {}); }

void train(app::App& a, std::int64_t steps) {
  app::apply(a, app::Step{steps});
  while (app::is_busy(a)) app::advance(a, {0, 0, 10});
}

app::App trained(std::string_view link, std::int64_t steps) {
  app::App a = start(link);
  train(a, steps);
  return a;
}

void play_until_divergence(app::App& a) {
  for (int i = 0; i < 1000 && app::is_busy(a); ++i) app::advance(a, {i * 0.02, 0.02, 0.005});
  REQUIRE(first_run(a).trainer.divergence.has_value());
}

// The diagnosis of a network that has come so far.
app::Diagnosis at(app::App& a, double train_accuracy, double test_accuracy, double train_loss,
                  double test_loss) {
  first_run(a).seen.train.accuracy = train_accuracy;
  first_run(a).seen.test.accuracy = test_accuracy;
  first_run(a).seen.train.loss = train_loss;
  first_run(a).seen.test.loss = test_loss;
  return app::diagnose(first_run(a));
}

std::string head_at(app::App& a, double accuracy) { return at(a, accuracy, accuracy, 0.3, 0.3).head.text_id; }

}  // namespace

TEST_CASE("an activation without a value for some inputs is named, not the learning rate") {
  app::App a = start("act=tanh;l2:own1&formula=sqrt(x)&net=4-4&play=1&speed=max");
  play_until_divergence(a);
  const std::string step = i18n::grouped(first_run(a).trainer.divergence->step);
  REQUIRE(a.notices.size() == 1);
  CHECK(a.notices[0].text_id == "notice.diverged_undefined");
  CHECK(a.notices[0].args == std::vector<std::string>{step, "2"});
  CHECK(a.diagnoses.front().head.text_id == "diagnosis.undefined");
  CHECK(a.diagnoses.front().body.args == std::vector<std::string>{step, "2"});
}

TEST_CASE("where training itself led to inputs without a value, the learning rate is named too") {
  app::App a = start("act=own1&formula=sqrt(x+20)&net=4-4&opt=sgd&lr=10&play=1&speed=max");
  play_until_divergence(a);
  REQUIRE(first_run(a).trainer.divergence->step > 1);
  REQUIRE_FALSE(first_run(a).trainer.divergence->is_infinite);
  REQUIRE(a.notices.size() == 1);
  CHECK(a.notices[0].text_id == "notice.diverged_undefined_later");
  CHECK(a.diagnoses.front().body.text_id == "diagnosis.undefined_later.body");
}

TEST_CASE("numbers that grow beyond all bounds are not blamed on a formula that has no value elsewhere") {
  app::App a =
      start("act=own1&formula=exp(x*x)*sqrt(x+1000)&net=1&loss=mse&init=normal&init_sigma=10&play=1");
  play_until_divergence(a);
  REQUIRE(first_run(a).trainer.divergence->is_infinite);
  CHECK(a.notices[0].text_id == "notice.diverged_loss");
  CHECK(a.diagnoses.front().head.text_id == "diagnosis.diverged");
}

TEST_CASE("the diagnosis does not blame a straight line where it is enough") {
  app::App a = start("data=linear&act=identity");
  train(a, 2000);
  CHECK(a.diagnoses.front().head.text_id == "diagnosis.straight");
  CHECK(a.diagnoses.front().is_good);
}

TEST_CASE("the diagnosis says when the network is one straight line") {
  CHECK(start("act=identity").diagnoses.front().head.text_id == "diagnosis.line");
  CHECK(start("net=0").diagnoses.front().head.text_id == "diagnosis.line");
  CHECK(start("act=tanh").diagnoses.front().head.text_id == "diagnosis.start");
  CHECK(start("act=identity;l1:relu").diagnoses.front().head.text_id != "diagnosis.line");
  CHECK(start("act=identity&norm=batch_norm").diagnoses.front().head.text_id == "diagnosis.line");
}

TEST_CASE(
    "the diagnosis never calls a layer-normalised network a straight line, nor one without activations") {
  app::App a = start("act=identity&norm=layer_norm&net=8-8&data=rings");
  CHECK(a.diagnoses.front().head.text_id == "diagnosis.start");
  train(a, 3000);
  // What a straight cut of the rings cannot do by far: identities between layer norms bend.
  CHECK(first_run(a).seen.test.accuracy > 0.9);
  CHECK(a.diagnoses.front().body.text_id == "diagnosis.good_bent_anyway.body");
  app::App batch = start("act=tanh&norm=batch_norm&net=8-8&data=rings");
  train(batch, 3000);
  CHECK(batch.diagnoses.front().body.text_id == "diagnosis.good.body");
}

TEST_CASE("the diagnosis of a poor network names saturation, or that it has not bent yet") {
  app::App saturated = start("data=spiral&act=tanh&init=normal&init_sigma=10&lr=0.0001&opt=sgd");
  train(saturated, 600);
  CHECK(saturated.diagnoses.front().head.text_id == "diagnosis.saturated");
  app::App step = start("data=spiral&act=sign&net=8&lr=0.0001&opt=sgd");
  train(step, 600);
  CHECK(step.diagnoses.front().head.text_id == "diagnosis.saturated");  // of slope 0 everywhere
  app::App unbent = start("data=spiral&act=tanh&init=normal&init_sigma=0.001&lr=0.0001&opt=sgd");
  train(unbent, 600);
  CHECK(unbent.diagnoses.front().head.text_id == "diagnosis.unbent");
  app::App stuck = start("data=spiral&act=tanh&lr=0.0001&opt=sgd");
  train(stuck, 600);
  CHECK(stuck.diagnoses.front().head.text_id == "diagnosis.stuck");
  for (const app::App* a : {&saturated, &step, &unbent, &stuck}) CHECK_FALSE(a->diagnoses.front().is_good);
}

TEST_CASE("only all points right counts as learned, and 90 % as mostly right") {
  app::App a = trained("data=moons", 600);
  REQUIRE(first_run(a).seen.test.points > 0);
  CHECK(head_at(a, 1.0) == "diagnosis.learned");
  CHECK(head_at(a, 0.97) == "diagnosis.good");
  CHECK(head_at(a, 0.9) == "diagnosis.mostly");
  CHECK(at(a, 0.9, 0.9, 0.3, 0.3).body.args == std::vector<std::string>{app::accuracy_text(0.9), "10"});
  CHECK(head_at(a, 0.8) == "diagnosis.mostly");
  CHECK(head_at(a, 0.6) != "diagnosis.mostly");
}

TEST_CASE("a poor network whose loss still falls is learning, however many epochs it took") {
  app::App a = trained("data=spiral&act=tanh&lr=0.0001&opt=sgd", 600);
  REQUIRE(a.diagnoses.front().head.text_id == "diagnosis.stuck");
  CHECK(at(a, 0.6, 0.6, 0.5 * first_run(a).seen.train.loss, 0.5 * first_run(a).seen.test.loss).head.text_id ==
        "diagnosis.learning");
}

TEST_CASE("far fewer right of the held-out points is learning by heart, whatever the losses say") {
  app::App a = trained("data=moons", 600);
  const app::Diagnosis seen = at(a, 1.0, 0.85, 0.01, 0.08);
  CHECK(seen.head.text_id == "diagnosis.overfit");
  CHECK_FALSE(seen.is_good);
  CHECK(seen.body.args == std::vector<std::string>{app::accuracy_text(1.0), app::accuracy_text(0.85)});
  CHECK(at(a, 0.9, 0.9, 0.1, 0.5).body.text_id == "diagnosis.overfit_loss.body");
}

TEST_CASE("a few mistakes that a network is sure of are not learning by heart") {
  app::App a = trained("data=moons", 600);
  CHECK(at(a, 1.0, 0.98, 0.001, 0.2).head.text_id == "diagnosis.good");
}

TEST_CASE("a real run that learned by heart is told so, with both accuracies") {
  app::App a = trained("data=spiral&net=8-8&noise=0.1&n=100", 20'000);
  REQUIRE(first_run(a).seen.train.accuracy > 0.9);
  CHECK(a.diagnoses.front().body.text_id == "diagnosis.overfit.body");
}

TEST_CASE("a large loss is shorter, so that both fit beside each other") {
  CHECK(app::loss_text(9.9994) == "9.999");
  CHECK(app::loss_text(9.9996) == "10.0");
  CHECK(app::loss_text(0.0004) == "< 0.001");
}
