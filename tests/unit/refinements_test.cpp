#include "app/refinements.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "app/app.h"
#include "app/fields.h"
#include "app/link.h"
#include "app/offered.h"
#include "app/requests.h"
#include "base/text.h"

using namespace lab;
using app::Scenario;

namespace {

const app::Field& refinement(std::string_view key) {
  const auto rows = app::refinements();
  const auto found = std::find_if(rows.begin(), rows.end(), [&](const auto* row) { return row->key == key; });
  REQUIRE(found != rows.end());
  return **found;
}

Scenario decoded(std::string_view link) {
  const app::Decoded decoded = app::decode(link);
  REQUIRE(decoded.notices.empty());
  return decoded.scenario;
}

app::App trained(const std::string& link, std::int64_t steps) {
  app::App a = app::make_app(link, {});
  REQUIRE(a.notices.empty());
  app::apply(a, app::Step{steps});
  while (app::is_busy(a)) app::advance(a, {0, 0, 3600});
  return a;
}

}  // namespace

TEST_CASE("every value offered for a refinement is one that a link takes and gives back") {
  for (const app::Field* field : app::refinements()) {
    const std::string key(field->key);
    CAPTURE(key);
    const std::vector<Scenario> offered = app::offered({}, *field);
    REQUIRE(offered.size() > 1);
    for (const Scenario& one : offered) {
      const std::string text = app::encode_value(one, *field);
      CAPTURE(text);
      Scenario read;
      CHECK_FALSE(app::decode_value(read, *field, text));
      CHECK(app::is_same(read, one, *field));
      CHECK(decoded(app::encode(one)) == one);
    }
  }
}

TEST_CASE("a refinement can be put back to its default by a value that is offered") {
  for (const app::Field* field : app::refinements()) {
    if (field->presets.empty()) continue;
    const std::string key(field->key);
    CAPTURE(key);
    const double standard = app::number_of(Scenario{}, *field);
    CHECK(std::find(field->presets.begin(), field->presets.end(), standard) != field->presets.end());
  }
}

TEST_CASE("a fresh scenario has nothing added; a setting counts only where it has an effect") {
  for (const app::Field* field : app::refinements()) CHECK_FALSE(app::is_added(Scenario{}, *field));
  CHECK(app::is_added(decoded("dropout=0.5"), refinement("dropout")));
  CHECK_FALSE(app::is_added(decoded("dropout=0.5"), refinement("l2")));
  CHECK(app::is_added(decoded("opt=nesterov&momentum=0.5"), refinement("momentum")));
  CHECK_FALSE(app::is_added(decoded("opt=adam&momentum=0.5"), refinement("momentum")));
  CHECK_FALSE(app::has_effect(decoded("schedule=step"), refinement("schedule_length")));
  CHECK(app::has_effect(decoded("schedule=step"), refinement("schedule_every")));
}

TEST_CASE("going back to the defaults undoes every refinement and nothing else") {
  const std::string rest = "act=relu&data=moons&net=3-3&opt=momentum&lr=0.3&init=normal&norm=batch_norm";
  const std::string added =
      "dropout=0.5&l1=0.01&l2=0.1&clip=1&clip_value=3&schedule=step&schedule_every=30&schedule_factor=0.5"
      "&schedule_length=300&schedule_lowest=0.01&momentum=0.5&init_sigma=3";
  CHECK(app::without_refinements(decoded(rest + "&" + added)) == decoded(rest));
}

TEST_CASE("the learning rates of a run follow its schedule and the changes made on the way") {
  const std::int64_t steps[] = {0, 9, 10, 19, 20, 50};
  const Scenario steady = decoded("lr=0.5&schedule=step&schedule_every=10&schedule_factor=0.5");
  CHECK(app::learning_rates(steady, steps) == std::vector<double>{0.5, 0.5, 0.25, 0.25, 0.125, 0.015625});
  const Scenario edited = decoded("lr=0.5&edits=10:lr:0.25;20:schedule:step;20:schedule_every:10");
  const double tenth = static_cast<double>(0.1F * 0.1F * 0.25F);
  const std::vector<double> rates = app::learning_rates(edited, steps);
  CHECK(std::vector<double>(rates.begin(), rates.begin() + 4) == std::vector<double>{0.5, 0.5, 0.25, 0.25});
  CHECK(rates[4] == doctest::Approx(tenth).epsilon(1e-6));  // floats, multiplied in another order
}

TEST_CASE("the rate that is shown is the rate of the next update, bit for bit") {
  for (const std::string schedule :
       {"schedule=cosine&schedule_length=90&schedule_lowest=0.01", "schedule=step&schedule_every=20",
        "schedule=cosine&schedule_length=30", "edits=20:lr:0.3;40:schedule:cosine;40:schedule_length:70"}) {
    CAPTURE(schedule);
    const std::string link = "opt=sgd&lr=0.1&" + schedule;
    const std::int64_t step = 50;
    const double rate = app::learning_rates(decoded(link), {&step, 1}).front();
    app::App by_hand = trained(link, step);
    app::change_field(by_hand, "schedule", "constant");
    // No link may name a rate of 0, which the short cosine has reached: the weights must rest then.
    const bool rests = rate < app::find_field("lr")->limits.min;
    const auto before = first_run(by_hand).seen.snapshot.params;
    app::change_field(by_hand, "lr", base::shortest(rests ? 0.1 : rate));
    app::apply(by_hand, app::Step{1});
    while (app::is_busy(by_hand)) app::advance(by_hand, {0, 0, 3600});
    REQUIRE(first_run(by_hand).seen.snapshot.params != before);
    CHECK(first_run(trained(link, step + 1)).seen.snapshot.params ==
          (rests ? before : first_run(by_hand).seen.snapshot.params));
  }
}

TEST_CASE("the picture of a schedule spans all that it does") {
  CHECK(app::schedule_span(decoded("schedule_every=300")) == 0);
  CHECK(app::schedule_span(decoded("schedule=step&schedule_every=300&schedule_length=50")) == 1200);
  CHECK(app::schedule_span(decoded("schedule=cosine&schedule_every=300&schedule_length=4000")) == 5000);
}
