// An OpenGL 3.3 core context without a window or a screen.
#pragma once

#include <string>

namespace lab::gpu_test {

// Makes a context current for the rest of the process. Empty on success,
// else a sentence that says what is missing.
std::string make_context();

}  // namespace lab::gpu_test
