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

// The diagnosis of a network that has come so far, and has been there for a while.
app::Diagnosis at(app::App& a, double train_accuracy, double test_accuracy, double train_loss,
                  double test_loss) {
  run::Run& run = first_run(a);
  run.seen.train.accuracy = train_accuracy;
  run.seen.test.accuracy = test_accuracy;
  run.seen.train.loss = train_loss;
  run.seen.test.loss = test_loss;
  for (run::LossRecord& record : run.history.records) {
    record.train_accuracy = static_cast<float>(train_accuracy);
    record.test_accuracy = static_cast<float>(test_accuracy);
    record.train_loss = static_cast<float>(train_loss);
    record.test_loss = static_cast<float>(test_loss);
  }
  return app::diagnose(run);
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
  CHECK(a.diagnoses.front().body.args == std::vector<std::string>{step, "2", "x < 0"});
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
  CHECK(a.notices[0].text_id == "notice.diverged_start");
  CHECK(a.diagnoses.front().head.text_id == "diagnosis.exploding");
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
