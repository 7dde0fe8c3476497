// What parse.cpp and check.cpp share: the keys of a step, and how errors speak of what a file says.
#pragma once

#include <string>
#include <string_view>

#include "lesson/lesson.h"

namespace lab::lesson {

using Sentence = std::string;  // what is wrong, or empty

std::string quoted(std::string_view text);  // in quotation marks; of a long one the beginning
// The pattern with its one % replaced by that in quotation marks, or its one # by that as it is.
Sentence told(std::string_view pattern, std::string_view what);
bool is_id(std::string_view text);  // letters, digits and "-"

// These say what is wrong as the end of a sentence, "is not a number: …", whose beginning is the key.
Sentence read_number(std::string_view value, double& number);
Sentence read_value(std::string_view key, std::string_view value,
                    Step&);  // with the key; of a line "key: value"

}  // namespace lab::lesson
