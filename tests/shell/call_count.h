// How often functions were called that a resting frame must not call; the linker puts these wrappers in their place.
#pragma once

namespace lab::shell_test {

struct Calls {
  int parse = 0;   // formula::parse
  int encode = 0;  // app::encode
};
Calls& calls();

}  // namespace lab::shell_test
