// What a page does not bring at first and is fetched when it is wanted: faces and texts of a language, explanations, lessons and
// with them the second part of the program.
#pragma once

#include "shell/screen.h"

namespace lab::shell {

// `explains`: explanations are in sight, or may soon be.
void ask_for_language(Screen&, bool explains);
void ask_for_lessons(Screen&);

}  // namespace lab::shell
