// Functions that people write and that are made of others: each a formula of its arguments, which the parser puts in
// the place of the call. So nothing behind the parser knows them.
#pragma once

#include <string_view>

namespace lab::formula {

struct BuiltFunction {
  std::string_view name;
  int argument_count;
  std::string_view body;  // of a, b, c: the arguments in their order
};

// By name and number of arguments, or null.
const BuiltFunction* find_built(std::string_view name, int argument_count);
// By name alone.
const BuiltFunction* find_built(std::string_view name);

}  // namespace lab::formula
