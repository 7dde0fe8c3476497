#include "base/json_reader.h"

#include <doctest/doctest.h>

#include <string>

using namespace lab;
using base::Json;

TEST_CASE("JSON of every kind reads as what it says") {
  const auto json = base::parse_json(
      " {\"n\": -1.5e2, \"yes\": true, \"no\": false, \"gone\": null,\n \"list\": [1, [], {}, \"two\"]} ");
  REQUIRE(json.ok());
  CHECK((*json)["n"].number == -150.0);
  CHECK((*json)["yes"].is(Json::Kind::boolean));
  CHECK((*json)["yes"].number == 1.0);
  CHECK((*json)["no"].number == 0.0);
  CHECK((*json)["gone"].is(Json::Kind::null));
  CHECK((*json)["list"].list.size() == 4);
  CHECK((*json)["list"][3].text == "two");
  CHECK(json->has("gone"));
  CHECK_FALSE(json->has("other"));
}

TEST_CASE("what is not there reads as null, however deep") {
  const auto json = base::parse_json("{\"a\": [1]}");
  CHECK((*json)["b"]["c"][7]["d"].is(Json::Kind::null));
  CHECK((*json)["a"][1].is(Json::Kind::null));
}

TEST_CASE("escapes in JSON text become the characters they stand for") {
  CHECK(base::parse_json("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"")->text == "\"\\/\b\f\n\r\t");
  CHECK(base::parse_json("\"A\\u00e9\\u6fc0\\ud83d\\ude00\"")->text == "Aé激😀");
}

TEST_CASE("what is not JSON is refused with the line where reading stopped") {
  for (const char* text : {"", "[1,]", "[1 2]", "{\"a\" 1}", "{a: 1}", "\"open", "\"\\x\"", "\"\\u12g4\"",
                           "\"\\ud800\"", "nul", "1 2", "[", "{", "-", "\"\n\""}) {
    CAPTURE(text);
    CHECK_FALSE(base::parse_json(text).ok());
  }
  CHECK(base::parse_json("[1,\n2,\n,]").error().line == 3);
}

TEST_CASE("JSON nested too deeply is refused instead of exhausting the stack") {
  CHECK_FALSE(base::parse_json(std::string(100'000, '[')).ok());
  const std::string deep(base::kMaxJsonDepth, '[');
  CHECK(base::parse_json(deep + std::string(deep.size(), ']')).ok());
}
