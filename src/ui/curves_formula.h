// A formula as it is set in a book: one line where it fits, and a brace with one line per case.
#pragma once

#include <string_view>

#include "ui/frame.h"
#include "ui/text.h"

namespace lab::ui {

// "f(x) = …": `name` and the readable text of formula/print.h, starting at the top of `space`, in the given
// style or smaller where it would not fit, wrapped at last. Returns the height.
float draw_formula(const Frame&, const Rect& space, const TextStyle&, std::string_view name,
                   std::string_view text);

}  // namespace lab::ui
