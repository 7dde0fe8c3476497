#include "shell/mirror.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/json_reader.h"

using lab::base::Element;
using lab::base::Json;
using lab::base::Role;

namespace {

std::vector<Element> buttons(std::initializer_list<const char*> ids) {
  std::vector<Element> all;
  for (const char* id : ids) all.push_back({id, Role::button, id, {0, 0, 24, 24}});
  return all;
}

struct Page {
  lab::shell::Mirror mirror;
  lab::ui::Keyboard keyboard;

  Json told_of(const std::vector<Element>& elements) {
    const auto news = to_tell(mirror, {elements, keyboard}, 0);
    if (!news) return {};
    auto json = lab::base::parse_json(*news);
    REQUIRE(json.ok());
    return *json;
  }
};

// As the page puts it together: an element, or the place it had in the list before.
std::vector<std::string> ids_of(const Json& all, const std::vector<std::string>& before) {
  std::vector<std::string> ids;
  for (const Json& one : all.list)
    ids.push_back(one.is(Json::Kind::number) ? before.at(static_cast<std::size_t>(one.number))
                                             : one["i"].text);
  return ids;
}

std::size_t written_out(const Json& all) {
  return static_cast<std::size_t>(std::count_if(all.list.begin(), all.list.end(),
                                                [](const Json& one) { return one.is(Json::Kind::object); }));
}

}  // namespace

TEST_CASE("of elements that come or go the page is told these, and of the others where they were") {
  const std::vector<std::vector<std::string>> lists = {{"a", "b", "c", "d"},
                                                       {"a", "b", "new", "c", "d"},
                                                       {"a", "b", "other", "c", "d"},
                                                       {"a", "b", "c", "d"},
                                                       {"b", "c", "d"},
                                                       {"b", "c"},
                                                       {"c", "b", "a", "d", "e"},
                                                       {},
                                                       {"a"}};
  Page page;
  std::vector<std::string> before;
  for (const std::vector<std::string>& now : lists) {
    std::vector<Element> elements;
    for (const std::string& id : now) elements.push_back({id, Role::button, id, {0, 0, 24, 24}});
    const Json news = page.told_of(elements);
    CHECK(ids_of(news["all"], before) == now);
    before = now;
  }
}

TEST_CASE("one element that comes among many is told alone") {
  Page page;
  page.told_of(buttons({"a", "b", "c", "d"}));
  CHECK(written_out(page.told_of(buttons({"a", "b", "new", "c", "d"}))["all"]) == 1);
  CHECK(written_out(page.told_of(buttons({"a", "b", "c", "d"}))["all"]) == 0);
}

TEST_CASE("what changes while others come is told as it is now") {
  Page page;
  page.told_of(buttons({"a", "b", "c"}));
  std::vector<Element> next = buttons({"new", "a", "b", "c"});
  next[2].value = "3";
  const Json all = page.told_of(next)["all"];
  CHECK(written_out(all) == 2);
  CHECK(all[2]["v"].text == "3");
}
