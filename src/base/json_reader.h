// Reads JSON text (RFC 8259). Numbers are doubles, as in JavaScript; of two members with one name the last
// counts. What is not there reads as null, so that a chain of [] never has to be checked link by link.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace lab::base {

struct Json {
  enum class Kind { null, boolean, number, text, list, object } kind = Kind::null;
  double number = 0.0;  // true is 1, false is 0
  std::string text;
  std::vector<Json> list;
  std::map<std::string, Json, std::less<>> object;

  const Json& operator[](std::string_view key) const;
  const Json& operator[](std::size_t index) const;
  bool has(std::string_view key) const { return object.find(key) != object.end(); }
  bool is(Kind wanted) const { return kind == wanted; }
};

struct JsonError {
  std::size_t line = 1;  // where reading stopped, counted from 1
};

// Lists and objects nest at most kMaxJsonDepth deep.
constexpr int kMaxJsonDepth = 64;
Result<Json, JsonError> parse_json(std::string_view text);

}  // namespace lab::base
