// A formula as it is set in a book: fraction bars, raised exponents, roots, a brace with one line per case.
#pragma once

#include <string_view>

#include "formula/box.h"
#include "ui/frame.h"
#include "ui/look/text.h"

namespace lab::ui {

// "f′(x) = …": `name` is what stands before "(x)": f, f′ or f″; `formula` comes from formula::typeset(),
// which the caller keeps. Starts at the top of `space`, in the given style or somewhat smaller where it would
// not fit, at last in several lines. Returns the height.
float draw_formula(const Frame&, const Rect& space, const TextStyle&, std::string_view name,
                   const formula::Box& formula);

}  // namespace lab::ui
