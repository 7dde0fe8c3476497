// Reads the JSON files of the reference data.
#pragma once

#include <string>
#include <string_view>

#include "base/json_reader.h"

namespace lab::test {

using base::Json;

// A file that cannot be read or parsed fails the test.
Json read_json_file(const std::string& path);

// A file of tests/golden.
std::string golden_path(std::string_view name);

}  // namespace lab::test
