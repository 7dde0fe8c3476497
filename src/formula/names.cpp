#include "formula/names.h"

#include <algorithm>
#include <array>

#include "formula/built.h"
#include "formula/ops.h"

namespace lab::formula {

namespace {

bool is_value(std::string_view name) {
  constexpr std::string_view kLetters = "xabce";
  return name == "pi" || (name.size() == 1 && kLetters.find(name) != std::string_view::npos);
}

}  // namespace

bool is_word(std::string_view name) { return is_value(name) || is_function(name); }

bool is_function(std::string_view name) {
  return find_function(name) != nullptr || find_built(name) != nullptr;
}

bool is_module(std::string_view name) {
  constexpr std::array<std::string_view, 14> kModules = {
      "activations", "f",  "functional", "jax",   "jnp",     "keras", "math",
      "nn",          "np", "numpy",      "scipy", "special", "tf",    "torch"};
  return std::find(kModules.begin(), kModules.end(), name) != kModules.end();
}

std::size_t first_word_length(std::string_view run) {
  for (std::size_t i = 0; i < run.size(); ++i) {
    const std::string_view rest = run.substr(i);
    const bool is_end = is_word(rest) || (i > 0 && rest[0] >= '0' && rest[0] <= '9');
    if (is_end) return i == 0 ? run.size() : 1;
    if (!is_value(rest.substr(0, 1))) break;
  }
  return run.size();
}

}  // namespace lab::formula
