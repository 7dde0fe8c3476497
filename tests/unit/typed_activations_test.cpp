// Formulas that a person types, as activations.
#include "app/activations.h"

#include <doctest/doctest.h>

#include <string>

#include "act/typed_activation.h"
#include "app/app.h"
#include "app/fields.h"
#include "app/link.h"
#include "app/requests.h"

using namespace lab;

namespace {

app::Scenario scenario_of(const std::string& link) {
  const app::Decoded decoded = app::decode(link);
  REQUIRE(decoded.notices.empty());
  return decoded.scenario;
}

std::vector<std::string> texts_of(const app::Formulas& formulas) {
  std::vector<std::string> texts;
  for (const act::TypedFormula& formula : formulas.typed) texts.emplace_back(formula.text());
  return texts;
}

}  // namespace

TEST_CASE("a link with a formula and no activation means that formula, and is written back as it came") {
  const app::Scenario scenario = scenario_of("formula=x*sigmoid(2*x)");
  CHECK(scenario.act.curves == std::vector<std::string>{"own1"});
  CHECK(app::decode(app::encode(scenario)).scenario == scenario);
  CHECK(app::encode(scenario).find("act=") == std::string::npos);
}

TEST_CASE("a formula may hold ? : < and = unencoded, after an address too") {
  for (const std::string prefix : {"", "https://example.org/lab?", "#", "https://example.org/lab?x=1:2#"}) {
    const app::Scenario scenario = scenario_of(prefix + "formula=x<=0?a*(exp(x)-1):x");
    CHECK(texts_of(scenario.formulas) == std::vector<std::string>{"x<=0?a*(exp(x)-1):x"});
  }
}

TEST_CASE("the catalogue can be chosen beside formulas, before or after them in the link") {
  for (const char* link : {"formula=x^3;2x&act=tanh,own2", "act=tanh,own2&formula=x^3;2x"}) {
    const app::Scenario scenario = scenario_of(link);
    CHECK(scenario.act.curves == std::vector<std::string>{"tanh", "own2"});
    CHECK(app::decode(app::encode(scenario)).scenario == scenario);
  }
  const app::Scenario tanh = scenario_of("formula=x^3&act=tanh");
  CHECK(app::decode(app::encode(tanh)).scenario == tanh);
}

TEST_CASE("a formula that cannot be read is named with its error, and the rest of the link applies") {
  const app::Decoded decoded = app::decode("formula=x*sig(x)&lr=0.5");
  REQUIRE(decoded.notices.size() == 1);
  CHECK(app::sentence(i18n::Language::english, decoded.notices[0]).find("formula=x*sig(x)") == 0);
  CHECK(app::sentence(i18n::Language::english, decoded.notices[0]).find("Character 3: “sig”") !=
        std::string::npos);
  CHECK(decoded.scenario.lr == 0.5);
  CHECK(decoded.scenario.act == app::ActivationChoice{});
}

TEST_CASE("a choice of a formula that is not there is a notice and falls back") {
  const app::Decoded decoded = app::decode("formula=x^3&act=own1,own2;l2:own3");
  REQUIRE(decoded.notices.size() == 1);
  CHECK(decoded.notices[0].text_id == "notice.missing_formula");
  CHECK(decoded.scenario.act.curves == std::vector<std::string>{"own1"});
  CHECK(decoded.scenario.act.layers.empty());
}

TEST_CASE("more than eight formulas are refused with a sentence") {
  const app::Decoded decoded = app::decode("formula=x;x;x;x;x;x;x;x;x");
  REQUIRE(decoded.notices.size() == 1);
  CHECK(decoded.notices[0].text_id == "notice.too_many_formulas");
  CHECK(decoded.scenario.formulas.typed.empty());
}

TEST_CASE("a typed function has the letters up to the last one used as parameters, each 1") {
  const auto activation = act::typed_activation("own1", "x*sigmoid(b*x)");
  REQUIRE(activation.ok());
  CHECK(activation->row->params.size() == 2);
  CHECK(activation->params[1] == 1.0F);
  const act::Activation with_b = app::activation_of(scenario_of("formula=b*x&b=-2"), "own1");
  alignas(16) float x[4] = {1, 2, 3, 4};
  alignas(16) float f[4];
  act::apply(with_b, x, f, nullptr, 4);
  CHECK(f[3] == -8.0F);
}

TEST_CASE("a copy of a typed activation outlives the original") {
  act::Activation copy;
  {
    const auto activation = act::typed_activation("own1", "x^2 + 1");
    REQUIRE(activation.ok());
    copy = *activation;
  }
  CHECK(copy.row->formula == "x^2 + 1");
  CHECK(copy.row->id == "own1");
}

TEST_CASE("removing a formula moves the others up wherever they are used") {
  app::Scenario scenario = scenario_of("formula=x;2x;3x&act=own3,own2,tanh;l1:own2;l2:own1");
  app::remove_formula(scenario, 1);
  CHECK(texts_of(scenario.formulas) == std::vector<std::string>{"x", "3x"});
  CHECK(scenario.act.curves == std::vector<std::string>{"own2", "tanh"});
  CHECK(scenario.act.layers == std::map<int, std::string>{{2, "own1"}});
  app::remove_formula(scenario, 1);
  app::remove_formula(scenario, 0);
  CHECK(scenario.act.curves == std::vector<std::string>{"tanh"});
  CHECK(scenario.act.layers.empty());
}

TEST_CASE("changing the formula during a run keeps the weights and is replayed by the link") {
  app::App app = app::make_app("data=moons&net=4&formula=tanh(x)", {});
  app::answer(app, "step 200", 0);
  const std::vector<float> before = first_run(app).trainer.params;
  app::change_field(app, "formula", "x*sigmoid(x)");
  CHECK(first_run(app).trainer.params == before);
  app::answer(app, "step 100", 0);
  const app::App again = [&] {
    app::App replay = app::make_app(app::share_link(app), {});
    app::answer(replay, "step 0", 0);
    return replay;
  }();
  CHECK(first_run(again).seen.snapshot.step == 300);
  CHECK(first_run(again).seen.snapshot.params == first_run(app).seen.snapshot.params);
}

TEST_CASE("typed formulas train: at least 97 % on the moons after 10,000 steps, for seeds 1 to 5") {
  for (const std::string formula : {"x*sigmoid(2*x)", "sin(x)+0.2*x", "x<0?a*(exp(x)-1):x"}) {
    for (int seed = 1; seed <= 5; ++seed) {
      CAPTURE(formula);
      CAPTURE(seed);
      app::App app = app::make_app("data=moons&formula=" + formula + "&seed=" + std::to_string(seed), {});
      CHECK(app.notices.empty());
      app::answer(app, "step 10000", 0);
      CHECK(first_run(app).seen.train.accuracy >= 0.97);
      CHECK(first_run(app).seen.test.accuracy >= 0.97);
    }
  }
}

TEST_CASE("a typed function is called what was typed if it has branches, else what it reads on paper") {
  const app::Scenario scenario = scenario_of("formula=x<0 ? 0 : x;x*(1+erf(x/sqrt(2)))/2");
  const auto name = [&](const char* id) {
    return app::activation_name(scenario, i18n::Language::english, id);
  };
  CHECK(name("own1") == "x<0 ? 0 : x");
  CHECK(name("own2") == "x\u00b7(1 + erf(x/\u221a2))/2");
}

TEST_CASE("Curves shows what the network uses until something is chosen there, old links with several too") {
  app::Scenario scenario = scenario_of("act=leaky_relu,tanh&a=0.25");
  using Ids = std::vector<std::string>;
  CHECK(app::chosen(scenario, app::Use::curves) == Ids{"leaky_relu", "tanh"});
  CHECK(app::activation_of(scenario, "leaky_relu", app::Use::curves).params[0] == 0.25F);
  app::set_param(scenario, app::Use::curves, 0, 0.5);
  CHECK(app::activation_of(scenario, "leaky_relu", app::Use::curves).params[0] == 0.5F);
  CHECK(app::activation_of(scenario, "leaky_relu").params[0] == 0.25F);
  CHECK(app::chosen(scenario, app::Use::curves) == Ids{"leaky_relu", "tanh"});
  app::choose(scenario, app::Use::curves, {"elu", "tanh"});
  CHECK(scenario.act == scenario_of("act=leaky_relu,tanh").act);
  CHECK(scenario.a == 0.25);
  CHECK_FALSE(scenario.ca.has_value());  // was that of the other function
  CHECK(app::decode(app::encode(scenario)).scenario == scenario);
}

TEST_CASE("the network takes what Curves shows first, with its parameters, in all layers") {
  app::Scenario scenario = scenario_of("act=tanh,relu;l2:sin&a=3&curves=leaky_relu,relu&ca=0.5");
  app::train_with_curve(scenario);
  CHECK(scenario.act.curves == std::vector<std::string>{"leaky_relu", "relu"});
  CHECK(scenario.act.layers.empty());
  CHECK(scenario.a == 0.5);
  CHECK(scenario.curves == std::vector<std::string>{"leaky_relu", "relu"});
  app::Scenario untouched = scenario_of("act=l1:relu;l2:sin&view=curves");
  const app::Scenario before = untouched;
  app::train_with_curve(untouched);
  CHECK(untouched == before);  // single layers keep their own
}

TEST_CASE("a formula typed in Curves never changes one that the network is trained with") {
  const auto formula = act::read_formula({}, "x^5");
  REQUIRE(formula.ok());
  struct Case {
    const char* link;
    std::vector<std::string> texts, curves;
  };
  const Case cases[] = {
      {"act=tanh", {"x^5"}, {"own1"}},
      {"act=tanh&formula=x^3&curves=own1,relu", {"x^5"}, {"own1", "relu"}},
      {"formula=x^3", {"x^3", "x^5"}, {"own2"}},
      {"act=tanh;l3:own1&formula=x^3&curves=own1", {"x^3", "x^5"}, {"own2"}},
      {"act=tanh,own1&formula=x^3&curves=own1", {"x^5"}, {"own1"}},  // beside the network, not in it
  };
  for (const Case& one : cases) {
    CAPTURE(std::string(one.link));
    app::Scenario scenario = scenario_of(one.link);
    const app::ActivationChoice act = scenario.act;
    CHECK(app::type_formula(scenario, app::Use::curves, *formula));
    CHECK(texts_of(scenario.formulas) == one.texts);
    CHECK(app::chosen(scenario, app::Use::curves) == one.curves);
    CHECK(scenario.act == act);
    CHECK(app::decode(app::encode(scenario)).scenario == scenario);
  }
  app::Scenario full = scenario_of("formula=x;x;x;x;x;x;x;x");
  const app::Scenario before = full;
  CHECK_FALSE(app::type_formula(full, app::Use::curves, *formula));
  CHECK(full == before);
}

TEST_CASE("a link whose curves are not there says which, and shows what the network uses") {
  const app::Decoded decoded = app::decode("act=relu&curves=own1&ca=2");
  REQUIRE(decoded.notices.size() == 1);
  CHECK(decoded.notices[0].args == std::vector<std::string>{"curves", "own1"});
  CHECK(app::chosen(decoded.scenario, app::Use::curves) == std::vector<std::string>{"relu"});
  CHECK(app::decode("curves=a,relu").notices.size() == 1);
  CHECK(app::decode("curves=relu,tanh,elu,selu,gelu,silu,mish,sin,sign").notices.size() == 1);
}

TEST_CASE(
    "what is locked or hidden of the network's activation is so in Curves, and Curves alone can be locked") {
  const auto kept = [](const char* link) {
    app::App app = app::make_app(link, {});
    app::Change change{app.shown};
    app::choose(change.next, app::Use::curves, {"sign"});
    app::set_param(change.next, app::Use::curves, 0, 0.5);
    app::apply(app, change);
    return app.shown == app::make_app(link, {}).shown;
  };
  CHECK(kept("lock=act,a"));
  CHECK(kept("hide=act,a"));
  CHECK(kept("lock=curves,ca"));
  CHECK(kept("lock=all"));
  CHECK_FALSE(kept("lock=opt,net"));
}
