// A formula as a GLSL function. It calls the lab_… functions of shaders/prelude.glsl, which must stand before
// it, and is valid in GLSL ES 3.00 and GLSL 3.30 alike.
#pragma once

#include <string>
#include <string_view>

#include "formula/program.h"

namespace lab::formula {

// `float NAME(float x, float a, float b, float c) { … }`. `name` is a GLSL identifier.
// Agrees with value() to 1e-4·max(1, |f|) on [−8, 8]; where value() is inf or NaN the result is unspecified
// but, if the prelude can help it, finite.
std::string glsl_function(const Program& program, std::string_view name);

}  // namespace lab::formula
