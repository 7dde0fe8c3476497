#include "json_reader.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace lab::test {

namespace {

struct Cursor {
  const std::string& text;
  std::size_t at = 0;
};

char skip_space(Cursor& cursor) {
  cursor.at = cursor.text.find_first_not_of(" \t\r\n", cursor.at);
  REQUIRE(cursor.at != std::string::npos);
  return cursor.text[cursor.at];
}

std::string read_text(Cursor& cursor) {
  std::string result;
  for (++cursor.at; cursor.text[cursor.at] != '"'; ++cursor.at) {
    if (cursor.text[cursor.at] == '\\') ++cursor.at;  // the reference data escape only quotes and line ends
    result += cursor.text[cursor.at];
  }
  ++cursor.at;
  return result;
}

Json read_value(Cursor& cursor);

Json read_list(Cursor& cursor) {
  Json result;
  result.kind = Json::Kind::list;
  ++cursor.at;
  while (skip_space(cursor) != ']') {
    result.list.push_back(read_value(cursor));
    if (skip_space(cursor) == ',') ++cursor.at;
  }
  ++cursor.at;
  return result;
}

Json read_object(Cursor& cursor) {
  Json result;
  result.kind = Json::Kind::object;
  ++cursor.at;
  while (skip_space(cursor) != '}') {
    const std::string key = read_text(cursor);
    REQUIRE(skip_space(cursor) == ':');
    ++cursor.at;
    result.object.emplace(key, read_value(cursor));
    if (skip_space(cursor) == ',') ++cursor.at;
  }
  ++cursor.at;
  return result;
}

Json read_value(Cursor& cursor) {
  Json result;
  const char first = skip_space(cursor);
  if (first == '{') return read_object(cursor);
  if (first == '[') return read_list(cursor);
  if (first == '"') {
    result.kind = Json::Kind::text;
    result.text = read_text(cursor);
    return result;
  }
  const std::size_t end = cursor.text.find_first_of(",]} \t\r\n", cursor.at);
  const std::string word = cursor.text.substr(cursor.at, end - cursor.at);
  cursor.at = end;
  if (word == "null") return result;
  result.kind = Json::Kind::number;
  result.number = word == "true" ? 1.0 : word == "false" ? 0.0 : std::strtod(word.c_str(), nullptr);
  return result;
}

}  // namespace

Json read_json_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  CAPTURE(path);
  REQUIRE(file.good());
  std::ostringstream content;
  content << file.rdbuf();
  const std::string text = content.str();
  Cursor cursor{text};
  return read_value(cursor);
}

std::string golden_path(std::string_view name) {
  return (std::filesystem::path(__FILE__).parent_path().parent_path() / "golden" / name).string();
}

}  // namespace lab::test
