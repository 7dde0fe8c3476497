#include "json_reader.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace lab::test {

Json read_json_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  CAPTURE(path);
  REQUIRE(file.good());
  std::ostringstream content;
  content << file.rdbuf();
  const auto json = base::parse_json(content.str());
  REQUIRE(json.ok());
  return *json;
}

std::string golden_path(std::string_view name) {
  return (std::filesystem::path(__FILE__).parent_path().parent_path() / "golden" / name).string();
}

}  // namespace lab::test
