// The words of formulas: which there are, and where they end in letters that run together.
#pragma once

#include <cstddef>
#include <string_view>

namespace lab::formula {

// x, a parameter, a constant or a function.
bool is_word(std::string_view name);
bool is_function(std::string_view name);

// What stands before a dot in code: np.tanh(x), torch.nn.functional.relu(x).
bool is_module(std::string_view name);

// How much of a run of letters and digits is its first word: all of "asin" and of what is no name at all, one
// letter of "ax", "xpi", "bsin" and "x2", which begin with variables.
std::size_t first_word_length(std::string_view run);

}  // namespace lab::formula
