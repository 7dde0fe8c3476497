// What a reader sees of notices, and how she opens them and has them go.
#include <algorithm>

#include "i18n/text.h"
#include "loop.h"

using namespace lab;
using shell_test::Loop;

namespace {

constexpr const char* kEightBadKeys = "b1=1&b2=2&b3=3&b4=4&b5=5&b6=6&b7=7&b8=8";
constexpr platform::View kViews[] = {{1280, 720, 1}, {480, 360, 1}, {390, 844, 1}, {280, 200, 1}};

template <typename Test>
void in_every_language_and_shape(const Test& test) {
  for (const i18n::LanguageRow& language : i18n::languages()) {
    for (const platform::View& view : kViews) {
      CAPTURE(language.tag);
      CAPTURE(view.width);
      Loop loop(std::string(kEightBadKeys) + "&lang=" + std::string(language.tag), view);
      loop.rest();
      REQUIRE(loop.screen.app.notices.size() == 8);
      test(loop, language.language);
    }
  }
}

const base::Element* find(const Loop& loop, std::string_view id) {
  const auto& all = loop.screen.elements;
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id && !one.is_beneath; });
  return found == all.end() ? nullptr : &*found;
}

std::size_t sentences(const Loop& loop) {
  const auto& all = loop.screen.elements;
  return static_cast<std::size_t>(std::count_if(all.begin(), all.end(), [](const auto& one) {
    return one.id.starts_with("text.notice.") && !one.is_beneath;
  }));
}

void send(Loop& loop, platform::EventKind kind, platform::Key key, std::string text = {}) {
  platform::Event event;
  event.kind = kind;
  event.key = key;
  event.text = std::move(text);
  loop.frame({event});
  loop.rest();
}

void press_key(Loop& loop, platform::Key key) { send(loop, platform::EventKind::key, key); }

}  // namespace

TEST_CASE("eight bad keys in a link are one card, which says how many more there are") {
  in_every_language_and_shape([](Loop& loop, i18n::Language language) {
    CHECK(sentences(loop) == 1);
    const base::Element* newest = find(loop, "text.notice.7");
    REQUIRE(newest != nullptr);
    CHECK(newest->label.find("b8=8") == 0);
    const base::Element* more = find(loop, "notices.more");
    REQUIRE(more != nullptr);
    CHECK(more->label == i18n::format(language, "notice.more", {"7"}));
    CHECK_FALSE(more->is_hidden);
    CHECK(ui::bottom(more->rect) <= loop.view.height);
    // The card is no higher than its sentence and one row.
    CHECK(more->rect.y - newest->rect.y < loop.view.height / 2);
  });
}

TEST_CASE(
    "however many parts of a link are bad, in whichever way, they are one card that counts the others") {
  constexpr const char* kBad[] = {"act=rulu", "lr=fast",  "colour=red", "data=%zz",  "net=4-0",
                                  "play=yes", "x=6",      "seed=-1",    "batch=2.5", "v=2",
                                  "size=9",   "opt=best", "y=3:1",      "=5",        "edits=5:data:xor",
                                  "stars=no", "lang=xx",  "noise=7"};
  for (const i18n::LanguageRow& language : i18n::languages()) {
    for (const platform::View& view : kViews) {
      for (const std::size_t count : {2U, 3U, 5U, 12U, 30U}) {
        CAPTURE(language.tag);
        CAPTURE(view.width);
        CAPTURE(count);
        std::string link = "view=train";
        for (std::size_t i = 0; i < count; ++i) {
          const bool is_one_of_ours = i >= std::size(kBad);
          link += "&" + (is_one_of_ours ? "more" + std::to_string(i) + "=1" : std::string(kBad[i]));
        }
        // The language comes last, so that it counts: where it was bad before, that part is the one told of.
        const bool names_language = count > 16;
        Loop loop(names_language ? link : link + "&lang=" + std::string(language.tag), view);
        loop.rest();
        const std::size_t told = loop.screen.app.notices.size();
        CHECK(told == count);
        CHECK(sentences(loop) == 1);
        const base::Element* more = find(loop, "notices.more");
        REQUIRE(more != nullptr);
        const auto shown = names_language ? i18n::Language::english : language.language;
        CHECK(more->label == i18n::format(shown, "notice.more", {std::to_string(count - 1)}));
        CHECK_FALSE(more->is_hidden);
        CHECK(ui::bottom(more->rect) <= loop.view.height);
      }
    }
  }
}

TEST_CASE("the rest is opened by pointer, by key and by the mirror, and each goes by itself") {
  for (const std::string how : {"pointer", "key", "mirror"}) {
    CAPTURE(how);
    in_every_language_and_shape([&](Loop& loop, i18n::Language) {
      if (how == "pointer") loop.press("notices.more");
      if (how != "pointer") send(loop, platform::EventKind::element_focus, {}, "notices.more");
      if (how == "key") press_key(loop, platform::Key::enter);
      if (how == "mirror") send(loop, platform::EventKind::element_press, {}, "notices.more");
      loop.rest();
      CHECK(sentences(loop) == 8);
      send(loop, platform::EventKind::element_press, {}, "dismiss.2");
      CHECK(sentences(loop) == 7);
      CHECK(loop.screen.app.notices[2].args[0] == "b4");
      press_key(loop, platform::Key::escape);
      CHECK(sentences(loop) == 1);
      CHECK(find(loop, "text.notice.6") != nullptr);
    });
  }
}

TEST_CASE("one cross has all notices go, and nothing stays open behind them") {
  in_every_language_and_shape([](Loop& loop, i18n::Language) {
    loop.press("notices.more");
    loop.rest();
    for (int i = 0; i < 6; ++i) send(loop, platform::EventKind::element_press, {}, "dismiss.0");
    CHECK(sentences(loop) == 2);
    press_key(loop, platform::Key::escape);
    loop.press("dismiss.all");
    loop.rest();
    CHECK(loop.screen.app.notices.empty());
    CHECK(find(loop, "play") != nullptr);
  });
}

TEST_CASE("a panel whose last notice goes closes") {
  Loop loop(kEightBadKeys);
  loop.rest();
  loop.press("notices.more");
  loop.rest();
  for (int i = 0; i < 8; ++i) send(loop, platform::EventKind::element_press, {}, "dismiss.0");
  REQUIRE(loop.screen.app.notices.empty());
  const base::Element* play = find(loop, "play");
  REQUIRE(play != nullptr);
  CHECK_FALSE(play->is_hidden);
}
