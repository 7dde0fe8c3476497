#include <doctest/doctest.h>

#include <algorithm>

#include "app/bench.h"
#include "app/fields.h"
#include "app/link.h"
#include "base/rng.h"
#include "base/text.h"

using namespace lab;
using app::Scenario;

namespace {

// The text of a value that the field accepts, drawn at random: the generator reads only the field table.
std::string random_value(const app::Field& field, base::Rng& rng) {
  if (field.choices != nullptr) {
    const auto words = field.choices();
    std::string text(words[base::below(rng, static_cast<std::uint32_t>(words.size()))]);
    const bool is_list = std::holds_alternative<app::ActivationChoice Scenario::*>(field.member);
    if (is_list && base::below(rng, 2) == 1) text += ";l2:" + std::string(words.front());
    return text;
  }
  if (field.key == "edits") return "5:lr:0.5;90:act:relu%2Ctanh%3Bl2:sin;90:w:1.2.1%3A0.5%2C2.1.b%3A-1";
  if (field.key == "w") return "all:0,noise:0.25,1.2.b:-0.5,9.32.32:1e-9";
  if (field.key == "freeze") return "1.1.b,1.2.1,9.32.32";
  if (field.key == "formula") return base::below(rng, 2) == 0 ? "x*sigmoid(b*x)" : "x<0 ? a*x : x;σ(x) + 5";
  if (field.key == "draw") return base::below(rng, 2) == 0 ? "AAbb.Cc" : "0123";
  if (field.key == "conv")
    return base::below(rng, 2) == 0 ? "1" : "16-3-" + std::to_string(1 + base::below(rng, 16));
  if (field.key == "net")
    return base::below(rng, 2) == 0 ? "0" : std::to_string(1 + base::below(rng, 32)) + "-3";
  if (std::holds_alternative<bool Scenario::*>(field.member)) return std::to_string(base::below(rng, 2));
  const double share = base::uniform(rng);
  const double value = field.limits.min + share * (field.limits.max - field.limits.min);
  if (std::holds_alternative<app::Interval Scenario::*>(field.member)) {
    return base::shortest(value) + ":" + base::shortest(value + 1 + share);
  }
  const bool is_real = std::holds_alternative<double Scenario::*>(field.member) ||
                       std::holds_alternative<std::optional<double> Scenario::*>(field.member);
  return is_real ? base::shortest(value) : std::to_string(static_cast<long long>(value));
}

std::string only_notice(std::string_view link) {
  const app::Decoded decoded = app::decode(link);
  REQUIRE(decoded.notices.size() == 1);
  return decoded.notices[0].text_id;
}

}  // namespace

TEST_CASE("the default scenario is the empty link") {
  CHECK(app::encode(Scenario{}) == "");
  CHECK(app::decode("").scenario == Scenario{});
}

TEST_CASE("decoding what was encoded gives the same scenario, whatever the fields hold") {
  base::Rng rng = base::make_rng(7, 0);
  for (int round = 0; round < 500; ++round) {
    Scenario scenario;
    for (const app::Field& field : app::fields()) {
      if (base::below(rng, 3) == 0) continue;
      const std::string text = random_value(field, rng);
      const auto notice = app::decode_value(scenario, field, text);
      // An interval may end beyond the limit; that is refused and leaves the default, which is as good here.
      if (field.key != "x" && field.key != "y") CHECK_MESSAGE(!notice, field.key, "=", text);
    }
    if (!app::fits_room(scenario)) scenario.data = app::first_scenario(scenario.view).data;
    const app::Decoded decoded = app::decode(app::encode(scenario));
    CHECK(decoded.scenario == scenario);
    CHECK(decoded.notices.empty());
  }
}

TEST_CASE("100,000 scenarios with weights set and frozen by hand come back from their links, bit by bit") {
  base::Rng rng = base::make_rng(8, 0);
  const auto below = [&](std::uint32_t count) { return static_cast<int>(base::below(rng, count)); };
  const auto place = [&] { return app::WeightPlace{1 + below(9), 1 + below(32), below(33)}; };
  const auto hand = [&] {
    app::HandWeights weights;
    if (below(4) == 0) weights.all = base::uniform(rng, -2.0F, 2.0F);
    if (below(4) == 0) weights.noise = base::uniform(rng);
    for (int left = below(4); left > 0; --left) weights.ones[place()] = base::uniform(rng, -1000.0F, 1000.0F);
    return weights;
  };
  int different = 0;
  for (int round = 0; round < 100'000; ++round) {
    Scenario scenario;
    scenario.w = hand();
    for (int left = below(3); left > 0; --left) scenario.freeze.push_back(place());
    std::sort(scenario.freeze.begin(), scenario.freeze.end());
    scenario.freeze.erase(std::unique(scenario.freeze.begin(), scenario.freeze.end()), scenario.freeze.end());
    std::int64_t step = 0;
    for (int left = below(3); left > 0; --left)
      scenario.edits.push_back({step += 1 + below(500), "w", hand()});
    const app::Decoded decoded = app::decode(app::encode(scenario));
    if (decoded.scenario != scenario || !decoded.notices.empty()) ++different;
  }
  CHECK(different == 0);
}

TEST_CASE("every field of the table can be written in a link") {
  Scenario scenario;
  for (const app::Field& field : app::fields()) {
    CHECK(app::find_field(field.key) == &field);
    const std::string text = app::encode_value(scenario, field);
    CHECK_MESSAGE(!app::decode_value(scenario, field, text), field.key, " does not read its own default ",
                  text);
  }
}

TEST_CASE("a link is read from a whole address, the hash before the query") {
  CHECK(app::decode("https://example.org/lab/?data=xor").scenario.data == "xor");
  CHECK(app::decode("https://example.org/lab/?data=xor#data=spiral").scenario.data == "spiral");
  CHECK(app::decode("?net=8-8").scenario.net == std::vector<int>{8, 8});
}

TEST_CASE("an unknown key is named and the rest applies") {
  const app::Decoded decoded = app::decode("colour=red&data=moons");
  REQUIRE(decoded.notices.size() == 1);
  CHECK(decoded.notices[0] == app::Notice{"notice.unknown_key", {"colour", "red"}});
  CHECK(decoded.scenario.data == "moons");
}

TEST_CASE("bad values are named and leave the field as it was") {
  CHECK(only_notice("act=rellu") == "notice.unknown_value");
  CHECK(only_notice("lr=fast") == "notice.not_a_number");
  CHECK(only_notice("lr=nan") == "notice.not_a_number");
  CHECK(only_notice("lr=1e9") == "notice.out_of_range");
  CHECK(only_notice("batch=2.5") == "notice.not_whole");
  CHECK(only_notice("batch=0") == "notice.out_of_range");
  CHECK(only_notice("net=4-0") == "notice.out_of_range");
  CHECK(only_notice("net=1-1-1-1-1-1-1-1-1") == "notice.too_many_layers");
  CHECK(only_notice("play=yes") == "notice.not_a_switch");
  CHECK(only_notice("x=6") == "notice.not_an_interval");
  CHECK(only_notice("x=6:-6") == "notice.not_an_interval");
  CHECK(only_notice("w=1.1:2") == "notice.not_a_weight");
  CHECK(only_notice("freeze=1.1") == "notice.not_a_place");
  CHECK(only_notice("edits=5:w:1.1.1") == "notice.not_a_weight");
  CHECK(only_notice("act=l9:relu") == "notice.unknown_layer");
  CHECK(only_notice("edits=5:data:xor") == "notice.not_an_edit");
  CHECK(only_notice("data=%zz") == "notice.bad_encoding");
  CHECK(only_notice("v=2") == "notice.unknown_version");
  CHECK(app::decode("lr=fast&net=4-0").scenario == Scenario{});
}

TEST_CASE("an activation can be given for all layers, for curves, and for single layers") {
  const app::ActivationChoice both = app::decode("act=relu,tanh;l2:sin").scenario.act;
  CHECK(both.curves == std::vector<std::string>{"relu", "tanh"});
  CHECK(both.layers.at(2) == "sin");
  const app::ActivationChoice layers = app::decode("act=l1:relu;l2:tanh").scenario.act;
  CHECK(layers.layers.size() == 2);
}

TEST_CASE("stars are a list of functions, each once") {
  CHECK(app::decode("stars=relu,tanh,relu").scenario.stars == std::vector<std::string>{"relu", "tanh"});
  CHECK(app::decode("stars=").scenario.stars.empty());
  CHECK(only_notice("stars=relu,rulu") == "notice.unknown_value");
}

TEST_CASE("speed reads the word max") {
  CHECK(app::decode("speed=max").scenario.speed == 0);
  Scenario fastest;
  fastest.speed = 0;
  CHECK(app::encode(fastest) == "speed=max");
}

TEST_CASE("a link of any bytes is survived") {
  base::Rng rng = base::make_rng(11, 0);
  for (int round = 0; round < 2000; ++round) {
    std::string link;
    const std::uint32_t length = base::below(rng, 60);
    constexpr std::string_view kLikely = "act=lr=&#?%;:,-0123456789.relu\xE2\x88\x92";
    for (std::uint32_t i = 0; i < length; ++i) {
      const std::uint32_t at = base::below(rng, static_cast<std::uint32_t>(kLikely.size()));
      link += kLikely[at];
    }
    const app::Decoded decoded = app::decode(link);
    CHECK(app::decode(app::encode(decoded.scenario)).scenario == decoded.scenario);
  }
  CHECK(only_notice(std::string(100'000, 'a')) == "notice.link_too_long");
}

TEST_CASE("a key that stands twice in a link counts once, and is named") {
  for (const std::string link :
       {"lr=0.1&lr=0.5", "formula=x^2&act=own1&formula=x^3", "seed=2&data=xor&seed=3", "net=4&net=4"}) {
    CAPTURE(link);
    const app::Decoded decoded = app::decode(link);
    REQUIRE(decoded.notices.size() == 1);
    CHECK(decoded.notices[0].text_id == "notice.key_twice");
  }
  CHECK(app::decode("lr=0.1&lr=0.5").scenario.lr == 0.1);
}

TEST_CASE(
    "however often a key stands in a link, and whatever it says there, the first counts and each other is "
    "named") {
  struct Case {
    const char* link;
    const char* key;
    std::size_t again;
    const char* first;  // what the link means
  };
  for (const Case& one : {
           Case{"opt=sgd&opt=adam&opt=rmsprop", "opt", 2, "opt=sgd"},
           Case{"data=spiral&lr=0.1&data=moons", "data", 1, "data=spiral&lr=0.1"},
           Case{"act=relu&act=l1:tanh", "act", 1, "act=relu"},
           Case{"act=l2:sin&seed=3&act=relu,tanh&act=l2:cos", "act", 2, "act=l2:sin&seed=3"},
           Case{"edits=5:lr:0.5&edits=9:l2:0.1", "edits", 1, "edits=5:lr:0.5"},
           Case{"lang=zh&view=curves&lang=en", "lang", 1, "lang=zh&view=curves"},
           Case{"lr=fast&lr=0.5", "lr", 1, ""},  // the first counts, also where it is none
           Case{"x=-2:2&x=-3:3&x=-4:4&x=-5:5", "x", 3, "x=-2:2"},
           Case{"hide=lr&hide=", "hide", 1, "hide=lr"},
           Case{"play=1&play=0&play=1", "play", 2, "play=1"},
           Case{"%6Cr=0.1&lr=0.3", "lr", 1, "lr=0.1"},
       }) {
    CAPTURE(std::string(one.link));
    const app::Decoded decoded = app::decode(one.link);
    const auto is_again = [](const app::Notice& notice) { return notice.text_id == "notice.key_twice"; };
    CHECK(static_cast<std::size_t>(std::count_if(decoded.notices.begin(), decoded.notices.end(), is_again)) ==
          one.again);
    for (const app::Notice& notice : decoded.notices) CHECK(notice.args[0] == one.key);
    CHECK(decoded.scenario == app::decode(one.first).scenario);
  }
}

TEST_CASE("whichever key stands twice, the first one counts and a notice names it") {
  for (const app::Field& field : app::fields()) {
    const std::string key(field.key);
    CAPTURE(key);
    const std::string value = base::percent_encode(app::encode_value(Scenario{}, field));
    const app::Decoded decoded = app::decode(key + "=" + value + "&" + key + "=" + value);
    REQUIRE(decoded.notices.size() == 1);
    CHECK(decoded.notices[0].text_id == "notice.key_twice");
    CHECK(decoded.notices[0].args[0] == key);
  }
  CHECK(only_notice("v=1&v=1") == "notice.key_twice");
}

TEST_CASE("what stands twice within a value is no value, and is named") {
  for (const std::string link :
       {"act=l1:relu;l2:sin;l1:tanh", "act=relu;tanh", "edits=5:lr:0.1;9:lr:0.3;5:lr:0.2"}) {
    CAPTURE(link);
    CHECK(only_notice(link) == "notice.part_twice");
    CHECK(app::decode(link).scenario == Scenario{});
  }
  CHECK(app::decode("act=relu,tanh;l1:sin&edits=5:lr:0.1;5:l2:0.2").notices.empty());
}

TEST_CASE("a link that went through an editor of web pages is read as it was meant") {
  CHECK(app::decode("lr=0.1&amp;data=xor&amp;net=3").scenario ==
        app::decode("lr=0.1&data=xor&net=3").scenario);
  CHECK(app::decode("lr=0.1&amp;data=xor").notices.empty());
  CHECK(app::decode("formula=x<0?1:2&amp;act=own1").scenario ==
        app::decode("formula=x<0?1:2&act=own1").scenario);
}

TEST_CASE("whatever stands for & after a page or a mail has had the link, all of it is applied") {
  const Scenario meant = app::decode("lr=0.1&data=xor&net=3-2&formula=x%3C0?1:2").scenario;
  REQUIRE(meant != Scenario{});
  for (const std::string_view sign : {"&amp;", "&AMP;", "&Amp;", "&#38;", "&#038;", "&#x26;", "&#X26;",
                                      "&amp;amp;", "&amp;amp;amp;", "&amp;#38;", "&#38;amp;", "&#x26;#38;",
                                      "%26", "%26amp;", "%26amp%3B", "&amp%3B", "&amp%3b", "&&", "&amp;&"}) {
    CAPTURE(std::string(sign));
    const std::string between(sign);
    const std::string fields =
        "lr=0.1" + between + "data=xor" + between + "net=3-2" + between + "formula=x%3C0?1:2";
    for (const char* before : {"", "#", "https://example.org/lab/#", "https://example.org/lab/?seed=3#"}) {
      const app::Decoded decoded = app::decode(before + fields);
      CHECK(decoded.scenario == meant);
      CHECK(decoded.notices.empty());
    }
  }
  const app::Decoded mixed = app::decode("lr=0.1&data=xor&amp;net=3-2&#38;formula=x%3C0?1:2");
  CHECK(mixed.scenario == meant);
  CHECK(mixed.notices.empty());
}

TEST_CASE("a link that was encoded as a whole is applied") {
  for (const std::string link :
       {"lr=0.1&data=xor", "view=curves&formula=x%3C0?a*x:x^2&x=-2:2", "edits=5:lr:0.5;90:act:relu%252Ctanh",
        "lr=0.1&amp;data=xor", "lang=zh&act=l1:relu;l2:sin"}) {
    CAPTURE(link);
    const app::Decoded decoded = app::decode(base::percent_encode(link));
    CHECK(decoded.scenario == app::decode(link).scenario);
    CHECK(decoded.notices.empty());
  }
  CHECK(only_notice("%zz") == "notice.bad_encoding");
}

TEST_CASE("what only looks like an & that a page has written is none") {
  CHECK(only_notice("lr=0.1&amplitude=3") == "notice.unknown_key");
  CHECK(only_notice("lr=0.1&amp=3") == "notice.unknown_key");
  CHECK(app::decode("https://example.org/?lr=0.1&#data=xor").scenario == app::decode("data=xor").scenario);
}
