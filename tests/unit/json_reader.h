// Reads the JSON of the reference data: trusted files, so bad text is an assertion of the test and not an
// error.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lab::test {

struct Json {
  enum class Kind { null, number, text, list, object } kind = Kind::null;
  double number = 0.0;  // true and false are 1 and 0
  std::string text;
  std::vector<Json> list;
  std::map<std::string, Json, std::less<>> object;

  const Json& operator[](std::string_view key) const { return object.find(key)->second; }
  const Json& operator[](std::size_t index) const { return list[index]; }
  bool has(std::string_view key) const { return object.find(key) != object.end(); }
};

Json read_json_file(const std::string& path);

// A file of tests/golden.
std::string golden_path(std::string_view name);

}  // namespace lab::test
