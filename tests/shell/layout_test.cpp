// Every control is on the screen and none covers another, in all rooms and languages, at the sizes that matter.
#include <algorithm>
#include <set>

#include "app/access.h"
#include "app/fields.h"
#include "i18n/text.h"
#include "loop.h"
#include "ui/room/train/room.h"
#include "ui/rooms.h"

using namespace lab;
using shell_test::Loop;

namespace {

constexpr float kSlack =
    0.5F;  // points: neighbours may share an edge, and edges are rounded to device pixels

struct Size {
  float width, height;
  const char* opener;  // of the training settings; empty: they are part of the page
};

constexpr Size kSizes[] = {{1280, 720, "training"}, {980, 540, "training"}, {853, 480, ""},
                           {480, 360, "settings"},  {390, 844, ""},         {280, 200, "settings"}};

bool overlap(const base::Rect& a, const base::Rect& b) {
  return ui::right(a) > b.x + kSlack && ui::right(b) > a.x + kSlack && ui::bottom(a) > b.y + kSlack &&
         ui::bottom(b) > a.y + kSlack;
}

std::string name_of(const base::Element& element) {
  const base::Rect& r = element.rect;
  return element.id + " \"" + element.label + "\" " + std::to_string(r.x) + "," + std::to_string(r.y) + " " +
         std::to_string(r.w) + "×" + std::to_string(r.h);
}

// Adds what is seen to `seen`.
void check_layout(const Loop& loop, std::set<std::string>& seen) {
  const base::Rect view{0, 0, loop.view.width, loop.view.height};
  std::set<std::string> ids;
  std::vector<const base::Element*> shown;
  for (const base::Element& element : loop.screen.elements) {
    if (!element.is_hidden && base::is_operable(element.role)) shown.push_back(&element);
  }
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const base::Element& element = *shown[i];
    const base::Rect& rect = element.rect;
    CHECK_MESSAGE((rect.w > 0 && rect.h > 0), name_of(element));
    CHECK_MESSAGE(!element.label.empty(), name_of(element));
    CHECK_MESSAGE((rect.x >= view.x - kSlack && rect.y >= view.y - kSlack &&
                   ui::right(rect) <= view.w + kSlack && ui::bottom(rect) <= view.h + kSlack),
                  "outside the view: ", name_of(element));
    CHECK_MESSAGE(ids.insert(element.id).second, "its id is another's too: ", name_of(element));
    seen.insert(element.id);
    for (std::size_t k = i + 1; k < shown.size(); ++k) {
      CHECK_MESSAGE(!overlap(rect, shown[k]->rect), name_of(element), " overlaps ", name_of(*shown[k]));
    }
  }
}

template <typename Do>
void in_every_language_and_size(const Do& test) {
  for (const i18n::LanguageRow& language : i18n::languages()) {
    for (const Size& size : kSizes) {
      CAPTURE(language.tag);
      CAPTURE(size.width);
      CAPTURE(size.height);
      test(std::string(language.tag), size);
    }
  }
}

// All that is said of what is on the screen.
std::string told_of(const Loop& loop) {
  std::string all;
  for (const base::Element& element : loop.screen.elements)
    all += element.label + "\n" + element.value_text + "\n";
  return all;
}

}  // namespace

TEST_CASE("no control of a room overlaps another or leaves the view") {
  for (const ui::RoomRow& room : ui::rooms()) {
    CAPTURE(room.id);
    in_every_language_and_size([&](const std::string& language, const Size& size) {
      Loop loop("view=" + std::string(room.id) + "&lang=" + language, {size.width, size.height, 1});
      loop.rest();
      std::set<std::string> seen;
      check_layout(loop, seen);
      CHECK(seen.size() >= 3);
      CHECK(loop.screen.ui.fonts.has_cjk == i18n::needs_cjk(i18n::language_of(language)));
    });
  }
}

TEST_CASE("no control of a twin overlaps another or leaves the view, and each side says what it shows") {
  for (const char* link :
       {"steps=60&twin=identity", "act=sigmoid&twin=own1&formula=x*sigmoid(1.702*x)&net=8-8-8&data=spiral",
        "data=xor_table&act=identity&twin=relu&net=0"}) {
    CAPTURE(std::string(link));
    in_every_language_and_size([&](const std::string& language, const Size& size) {
      Loop loop(std::string(link) + "&lang=" + language, {size.width, size.height, 1});
      loop.rest();
      std::set<std::string> seen;
      check_layout(loop, seen);
      for (const char* id : {"act", "twin", "output", "output.2", "play"})
        CHECK_MESSAGE(base::find_element(loop.screen.elements, id) != nullptr, std::string(id),
                      " is not there");
    });
  }
}

TEST_CASE(
    "what is hidden of a twin, of the activation, of terms and of the guide is not there, in any shape") {
  struct Case {
    const char* link;
    const char* word;
  };
  for (const Case& one : {Case{"twin=identity&hide=twin", "twin"}, Case{"twin=identity&hide=act", "act"},
                          Case{"hide=act", "act"}, Case{"hide=term", "term"}, Case{"hide=guide", "guide"},
                          Case{"hide=twin", "twin"}, Case{"twin=identity&controls=0", "twin"},
                          Case{"hide=hero", "hero"}, Case{"hide=gradient", "gradient"}}) {
    for (const Size& size : kSizes) {
      CAPTURE(std::string(one.link));
      CAPTURE(size.width);
      Loop loop(one.link, {size.width, size.height, 1});
      loop.rest();
      for (const base::Element& element : loop.screen.elements)
        CHECK_MESSAGE(ui::word_of(element.id) != one.word, element.id, " is there");
    }
  }
}

TEST_CASE("the activation fills what is left where picture and network are hidden, in every shape") {
  for (const Size& size : kSizes) {
    CAPTURE(size.width);
    Loop loop("view=train&hide=picture,diagram,loss_chart,diagnosis,data", {size.width, size.height, 1});
    loop.rest();
    std::set<std::string> seen;
    check_layout(loop, seen);
    if (size.height < 300) continue;  // its curve has no room
    const base::Element* const curve = base::find_element(loop.screen.elements, "hero");
    REQUIRE(curve != nullptr);
    CHECK(curve->rect.w > 0.7F * static_cast<float>(size.width));
  }
}

// With something of everything added to training, from the top of the settings to their end.
TEST_CASE("no control of the training settings overlaps another or leaves the view") {
  in_every_language_and_size([&](const std::string& language, const Size& size) {
    Loop loop("dropout=0.5&l1=0.01&clip_value=1&schedule=step&opt=nesterov&init=normal&lang=" + language,
              {size.width, size.height, 1});
    loop.rest();
    const std::string opener = size.opener;
    if (!opener.empty()) loop.press(opener);
    const ImVec2 at{size.width - 100, size.height / 2};
    loop.move_to(at);
    std::set<std::string> seen;
    for (int i = 0; i < 40 && !seen.contains("init_sigma"); ++i) {
      loop.rest();
      check_layout(loop, seen);
      loop.turn_wheel(at, std::min(size.height / 2, 300.0F));
    }
    for (const char* id : {"dropout", "l1", "l2", "clip", "clip_value", "schedule", "schedule_every",
                           "schedule_factor", "momentum", "init_sigma", "training_defaults"}) {
      CHECK_MESSAGE(seen.contains(id), std::string(id), " is not seen");
    }
  });
}

// Runs of which much has to be said.
constexpr const char* kPoorRuns[] = {
    "act=sigmoid&data=rings&opt=sgd&lr=0.03&net=4-4-4-4&steps=600",
    "lr=10&act=relu&steps=600",
    "data=xor&seed=2&lr=0.1&steps=600",
    "act=relu&lr=1&steps=600",
    "act=square&net=8-8-8&opt=sgd&lr=0.1&steps=600",
    "formula=sqrt(x+20)&net=4-4&opt=sgd&lr=10&steps=600",
    "noise=0.5&data=moons&steps=600&net=8-8-8-8-8-8-8-8",
};

TEST_CASE("the sentence about what goes wrong fits in full, and covers nothing") {
  for (const char* link : kPoorRuns) {
    CAPTURE(std::string(link));
    in_every_language_and_size([&](const std::string& language, const Size& size) {
      Loop loop(std::string(link) + "&lang=" + language, {size.width, size.height, 1});
      loop.rest();
      loop.screen.app.notices.clear();  // of divergence, over the sentence
      loop.frame();
      std::set<std::string> seen;
      check_layout(loop, seen);
      REQUIRE_FALSE(loop.screen.app.diagnoses.front().is_good);
      const std::vector<base::Element>& all = loop.screen.elements;
      const auto text = std::find_if(all.begin(), all.end(), [](const base::Element& element) {
        return element.id == "text.diagnosis" && !element.is_hidden;
      });
      const bool is_small = std::string(size.opener) == "settings";  // such a figure says it aloud alone
      REQUIRE((is_small || text != all.end()));
      if (text == all.end()) return;
      const auto i18n_language = i18n::language_of(language);
      for (const app::Notice* part :
           {&loop.screen.app.diagnoses.front().head, &loop.screen.app.diagnoses.front().body})
        CHECK(text->label.find(app::sentence(i18n_language, *part)) != std::string::npos);
      for (const base::Element& other : all) {
        if (other.is_hidden || !base::is_operable(other.role)) continue;
        CHECK_MESSAGE(!overlap(text->rect, other.rect), name_of(other), " is under the sentence");
      }
      const bool scrolls = std::string(size.opener).empty();
      CHECK((scrolls || ui::bottom(text->rect) <= size.height + kSlack));
      const base::Element* const diagram = base::find_element(all, "diagram");
      if (diagram != nullptr && !scrolls) CHECK(diagram->rect.h >= 180);  // eight neurons, 22 points apart
    });
  }
}

namespace {

// Everything that a room can have on the screen at first, in one shape.
constexpr Size kShapes[] = {{1280, 720, "training"}, {853, 480, ""}, {480, 360, "settings"}, {390, 844, ""}};

std::vector<std::string> words_to_hide() {
  std::vector<std::string> words;
  for (const app::Field& field : app::fields()) words.emplace_back(field.key);
  words.insert(words.end(), app::command_words().begin(), app::command_words().end());
  return words;
}

template <typename Do>
void in_every_room_and_shape(const Do& test) {
  for (const ui::RoomRow& room : ui::rooms()) {
    for (const Size& size : kShapes) {
      CAPTURE(room.id);
      CAPTURE(size.width);
      test("view=" + std::string(room.id) + (room.id == "image" ? "&n=60" : "") + "&act=prelu", size);
    }
  }
}

}  // namespace

TEST_CASE("what is hidden is on no picture, the first one included, and what is left closes up") {
  for (const std::string& word : words_to_hide()) {
    CAPTURE(word);
    in_every_room_and_shape([&](const std::string& link, const Size& size) {
      Loop loop(link + "&hide=" + word, {size.width, size.height, 1});
      std::set<std::string> seen;
      for (int i = 0; i < 4; ++i) {
        loop.frame();
        for (const base::Element& element : loop.screen.elements) CHECK(ui::word_of(element.id) != word);
      }
      check_layout(loop, seen);
      const bool has_opener = base::find_element(loop.screen.elements, size.opener) != nullptr;
      if (has_opener) loop.press(size.opener);
      for (const base::Element& element : loop.screen.elements) CHECK(ui::word_of(element.id) != word);
      check_layout(loop, seen);
    });
  }
}

TEST_CASE("parts of the screen can be hidden, one by one and all together") {
  std::string all;
  for (const std::string_view part : app::part_words()) {
    CAPTURE(part);
    all += (all.empty() ? "" : ",") + std::string(part);
    for (const std::string& hidden : {std::string(part), all}) {
      in_every_room_and_shape([&](const std::string& link, const Size& size) {
        Loop loop(link + "&hide=" + hidden, {size.width, size.height, 1});
        loop.rest();
        std::set<std::string> seen;
        check_layout(loop, seen);
        CHECK((seen.contains("view.train") || seen.contains("view.open")) ==
              (hidden.find("bar") == std::string::npos));
      });
    }
  }
}

TEST_CASE("what is locked is there and cannot be operated") {
  for (const std::string& word : words_to_hide()) {
    CAPTURE(word);
    in_every_room_and_shape([&](const std::string& link, const Size& size) {
      Loop loop(link + "&lock=" + word, {size.width, size.height, 1});
      loop.rest();
      for (const base::Element& element : loop.screen.elements) {
        if (!base::is_operable(element.role) || ui::word_of(element.id) != word) continue;
        CHECK_MESSAGE(element.is_disabled, name_of(element));
      }
    });
  }
}

TEST_CASE("without controls there is the picture alone") {
  in_every_room_and_shape([&](const std::string& link, const Size& size) {
    Loop loop(link + "&controls=0", {size.width, size.height, 1});
    loop.rest();
    for (const base::Element& element : loop.screen.elements) {
      // What a picture is read with.
      const bool reads =
          element.id.starts_with("neuron.") || element.id.starts_with("probe_") || element.id == "cursor";
      CHECK_MESSAGE((reads || !base::is_operable(element.role)), name_of(element));
    }
  });
}

TEST_CASE("no press, key or typed letter of the reader changes what is locked") {
  for (const ui::RoomRow& room : ui::rooms()) {
    Loop loop("view=" + std::string(room.id) + "&lock=all&formula=x*sigmoid(x)");
    loop.rest();
    app::Scenario before = loop.screen.app.shown;
    std::vector<std::string> ids;
    for (const base::Element& element : loop.screen.elements) {
      if (!element.is_hidden && base::is_operable(element.role)) ids.push_back(element.id);
    }
    REQUIRE(ids.size() > 10);
    for (const std::string& id : ids) {
      const base::Element* element = base::find_element(loop.screen.elements, id);
      if (element == nullptr || id == "lang" || id == "theme") continue;
      CAPTURE(id);
      loop.press(id);
      for (const platform::Key key :
           {platform::Key::right, platform::Key::space, platform::Key::enter, platform::Key::escape}) {
        platform::Event event;
        event.kind = platform::EventKind::key;
        event.key = key;
        loop.frame({event});
        loop.frame();
      }
      platform::Event typed;
      typed.kind = platform::EventKind::element_value;
      typed.text = "formula\nx^2";
      loop.frame({typed});
      loop.frame();
      before.lang = loop.screen.app.shown.lang;  // these two stay the reader's own
      before.theme = loop.screen.app.shown.theme;
      CHECK(loop.screen.app.shown == before);
    }
  }
}

TEST_CASE("one step is seen as step 1, in every language, shape and sentence") {
  in_every_language_and_size([](const std::string& language, const Size& size) {
    Loop loop("view=train&data=moons&lang=" + language, {size.width, size.height, 1});
    loop.rest();
    const std::string before = told_of(loop);
    loop.press("step");
    loop.rest();
    const std::string step(i18n::tr(i18n::language_of(language), "train.step_count"));
    const bool is_chinese = language == "zh";
    const auto& all = loop.screen.elements;
    const auto shown =
        std::find_if(all.begin(), all.end(), [](const auto& one) { return one.id == "text.step"; });
    const bool has_room = size.width > 280;
    REQUIRE((shown != all.end() || !has_room));
    if (shown != all.end()) CHECK(shown->label == step + (is_chinese ? "：1" : ": 1"));
    const std::string after = told_of(loop);
    CHECK(after != before);
    for (const char* stale : {"poch 0", "0 epochs", "0 steps", "step 0", "Step 0", "0 轮", "0 步"}) {
      CAPTURE(stale);
      CHECK(after.find(stale) == std::string::npos);
    }
  });
}

TEST_CASE(
    "each further step is counted where it is seen, whatever is trained and however large an epoch is") {
  for (const char* link : {"data=spiral&n=2000&batch=1", "data=xor_table&net=2",
                           "data=rings&split=0.9&batch=64", "data=gauss&act=relu&net=8-8-8&norm=batch_norm",
                           "data=xor&speed=max&opt=sgd", "data=moons&steps=41"}) {
    for (const Size& size : kSizes) {
      if (size.width <= 280) continue;  // no room for it
      CAPTURE(std::string(link));
      CAPTURE(size.width);
      Loop loop("view=train&" + std::string(link), {size.width, size.height, 1});
      loop.rest();
      std::int64_t step = loop.screen.app.runs.front().seen.snapshot.step;
      for (int i = 0; i < 3; ++i) {
        loop.press("step");
        loop.rest();
        const auto& all = loop.screen.elements;
        const auto shown =
            std::find_if(all.begin(), all.end(), [](const auto& one) { return one.id == "text.step"; });
        REQUIRE(shown != all.end());
        CHECK(shown->label == "Step: " + std::to_string(++step));
        CHECK(told_of(loop).find("poch 0") == std::string::npos);
      }
    }
  }
}

TEST_CASE(
    "a small figure tells the accuracy of the held-out points, and before any other number but the step") {
  for (const i18n::LanguageRow& language : i18n::languages()) {
    for (const float width : {280.0F, 320.0F, 360.0F, 400.0F, 480.0F, 560.0F, 640.0F}) {
      for (const char* data : {"moons&split=0.5", "rings&split=0.9", "xor_table"}) {
        CAPTURE(language.tag);
        CAPTURE(width);
        CAPTURE(std::string(data));
        Loop loop("view=train&data=" + std::string(data) + "&lang=" + std::string(language.tag),
                  {width, width * 0.75F, 1});
        loop.rest();
        const std::string all = told_of(loop);
        const bool is_held_out = std::string_view(data) != "xor_table";
        const std::string of_held_out(i18n::tr(language.language, "train.accuracy_test"));
        const auto has = [&](const char* id) {
          const auto& elements = loop.screen.elements;
          return std::any_of(elements.begin(), elements.end(), [&](const auto& one) { return one.id == id; });
        };
        if (has("text.accuracy")) CHECK((all.find(of_held_out) != std::string::npos) == is_held_out);
        if (has("text.loss")) CHECK(has("text.accuracy"));
      }
    }
  }
}

TEST_CASE("where one of two values has room, it is that of the held-out points") {
  const auto shown = [](float room, float train, float test) {
    const ui::ShownValues values = ui::values_with_room(room, train, test);
    return std::pair(values.train, values.test);
  };
  CHECK(shown(200, 60, 60) == std::pair(true, true));
  CHECK(shown(128, 60, 60) == std::pair(true, true));  // with the gap of 8 between them
  CHECK(shown(127, 60, 60) == std::pair(false, true));
  CHECK(shown(60, 60, 60) == std::pair(false, true));
  CHECK(shown(59, 60, 60) == std::pair(false, false));
  CHECK(shown(60, 60, 0) == std::pair(true, false));  // none are held out
}

TEST_CASE("whatever the room and the values, what is held out is never left out for what is trained with") {
  for (float room = 0; room <= 320; room += 4) {
    for (const float train : {24.0F, 48.0F, 61.0F, 90.0F}) {
      for (const float test : {30.0F, 48.0F, 75.0F, 120.0F}) {
        const ui::ShownValues shown = ui::values_with_room(room, train, test);
        CHECK((shown.test || !shown.train));
        CHECK(shown.test == (test <= room));
      }
    }
  }
}
