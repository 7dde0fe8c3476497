// Pictures in the program: their room, its links, and that it stands beside the rooms of points.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "app/bench.h"
#include "app/link.h"
#include "image_app_setup.h"

using namespace lab;
using namespace lab::test;
using app::App;

TEST_CASE("a link that names pictures and no room means their room and what that begins with") {
  CHECK(app::decode("data=shapes").scenario == app::first_scenario("image"));
  for (const std::string link :
       {"data=shapes", "lr=0.1&data=shapes", "data=shapes&conv=3&pool=max", "data=%73hapes&n=60"}) {
    CAPTURE(link);
    CHECK(app::decode(link).notices.empty());
    CHECK(app::decode(link).scenario == app::decode("view=image&" + link).scenario);
  }
  CHECK(app::encode_with_view(app::first_scenario("image")) == "view=image");
}

TEST_CASE("of two words for the data the first decides the room, too") {
  for (const auto& [both, first] :
       {std::pair("data=xor&data=shapes", "data=xor"), std::pair("data=shapes&data=xor", "data=shapes")}) {
    const app::Decoded decoded = app::decode(both);
    REQUIRE(decoded.notices.size() == 1);
    CHECK(decoded.notices[0].text_id == "notice.key_twice");
    CHECK(decoded.scenario == app::decode(first).scenario);
  }
}

TEST_CASE("a link that leads from pictures to another room, or there, takes the data of that room along") {
  const app::Scenario pictures = app::first_scenario("image"), points = app::decode("data=moons").scenario;
  for (const auto& [link, base, data] :
       {std::tuple("view=train", pictures, "rings"), std::tuple("view=image", points, "shapes"),
        std::tuple("view=neuron", pictures, "linear"), std::tuple("lr=0.1", pictures, "shapes"),
        std::tuple("data=shapes", points, "shapes")}) {
    const std::string named(link);
    CAPTURE(named);
    const app::Decoded decoded = app::decode(link, base);
    CHECK(decoded.notices.empty());
    CHECK(decoded.scenario.data == data);
    CHECK(app::fits_room(decoded.scenario));
  }
  CHECK(app::decode("data=xor", pictures).notices.size() == 1);
}

TEST_CASE("links of pictures come back as they were, with changes, twins and drawings") {
  for (const std::string link :
       {"view=image", "view=image&conv=16-16-16&kernel=3&stride=1&pad=none&pool=average&order=pool_act",
        "view=image&twin=identity&act=relu;l2:tanh&steps=40&edits=20:lr:0.02;30:act:tanh%253Bl1:sin;40:w:1.2."
        "13:0.5",
        "view=image&draw=AABB.0123&brush=2.6&sample=7&block=2&channel=16&row=28&column=0",
        "view=image&w=all:0,4.4.12544:1&freeze=1.1.b,4.1.1&formula=x*x"}) {
    CAPTURE(link);
    const app::Decoded decoded = app::decode(link);
    CHECK(decoded.notices.empty());
    CHECK(app::decode(app::encode(decoded.scenario)).scenario == decoded.scenario);
    CHECK(app::decode(app::encode_with_view(decoded.scenario)).scenario == decoded.scenario);
  }
}

TEST_CASE("data that a room does not work on are named once, and it trains on its own") {
  for (const std::string link : {"view=train&data=shapes", "data=shapes&view=curves", "view=image&data=xor",
                                 "data=rings&view=image&n=60", "view=neuron&data=shapes"}) {
    CAPTURE(link);
    App a = start(link);
    REQUIRE(a.notices.size() == 1);
    CHECK(a.notices[0].text_id == "notice.data_elsewhere");
    CHECK(a.shown.data == app::first_scenario(a.shown.view).data);
    CHECK(app::fits_room(a.shown));
    train(a, 2);
    CHECK(step_of(a) == 2);
  }
}

TEST_CASE("data of another room are refused with a sentence, and nothing changes") {
  for (const auto& [link, wish, room] :
       {std::array{"view=train&data=moons", "shapes", "Train"}, std::array{"view=image&n=60", "xor", "Image"},
        std::array{"view=neuron", "shapes", "Neuron"}}) {
    const std::string named(link);
    CAPTURE(named);
    App a = start(link);
    train(a, 5);
    const App before = a;
    const std::string said = app::answer(a, "change data=" + std::string(wish), 0);
    CHECK(said.find("{\"error\":\"data=" + std::string(wish)) == 0);
    CHECK(said.find(before.shown.view) != std::string::npos);
    CHECK(a.scenario == before.scenario);
    CHECK(hash(a) == hash(before));
    CHECK(a.undo.size() == before.undo.size());

    app::Scenario next = a.shown;
    next.data = wish;
    app::apply(a, app::Change{next});
    CHECK(a.scenario == before.scenario);
    CHECK(step_of(a) == 5);
    next.batch = 3;  // the rest of a change is made
    app::apply(a, app::Change{next});
    CHECK(a.shown.batch == 3);
    CHECK(a.shown.data == before.shown.data);
  }
}

TEST_CASE("Train and Image have a network each: left and come back to, it is as it was, undo and all") {
  App a = settled("data=moons&net=5&steps=40");
  change(a, "lr", "0.5");
  const App in_train = a;
  change(a, "view", "image");
  CHECK(app::has_pictures(a));
  app::Scenario first = app::first_scenario("image");
  first.speed = in_train.shown.speed;  // the reader's own
  CHECK(a.shown == first);
  change(a, "n", "60");
  change(a, "conv", "3");
  train(a, 30);
  const App in_image = a;
  change(a, "view", "train");
  CHECK_FALSE(app::has_pictures(a));
  CHECK(a.scenario == in_train.scenario);
  CHECK(hash(a) == hash(in_train));
  CHECK(step_of(a) == 40);
  undo(a);
  CHECK(a.shown.lr == app::Scenario{}.lr);
  CHECK(a.shown.net == std::vector<int>{5});
  change(a, "view", "image");
  CHECK(a.scenario == in_image.scenario);
  CHECK(hash(a) == hash(in_image));
  CHECK(step_of(a) == 30);
  undo(a);
  CHECK(a.shown.conv == app::first_scenario("image").conv);
  CHECK(a.shown.points == 60);
  change(a, "view", "curves");
  CHECK(a.shown.lr == app::Scenario{}.lr);
  redo(a);
  CHECK(a.shown.lr == 0.5);
  CHECK(hash(a) == hash(in_train));
}

TEST_CASE("Image stops playing when it is left, and language and colours go with the reader") {
  App a = start("play=1&lang=zh&theme=dark");
  CHECK_FALSE(app::change_field(a, "view", "image"));
  CHECK_FALSE(a.shown.play);
  CHECK(a.shown.lang == "zh");
  CHECK(a.shown.theme == "dark");
  app::apply(a, app::Play{});
  CHECK_FALSE(app::change_field(a, "lang", "en"));
  CHECK_FALSE(app::change_field(a, "view", "train"));
  CHECK_FALSE(a.shown.play);
  CHECK(a.shown.lang == "en");
  CHECK(a.shown.theme == "dark");
}

TEST_CASE("undo of a link that led to pictures leads back to the points, and redo to the pictures") {
  App a = settled("data=moons&net=5&steps=20");
  const std::uint64_t of_points = hash(a);
  app::apply(a, app::open_link(small("&steps=15")));
  settle(a);
  const std::uint64_t of_pictures = hash(a);
  CHECK(app::has_pictures(a));
  undo(a);
  CHECK(a.shown.view == "train");
  CHECK(hash(a) == of_points);
  redo(a);
  CHECK(a.shown.view == "image");
  CHECK(hash(a) == of_pictures);
}
