// A label that is a term of the field: hovered or focused it says what it means in a sentence, pressed it opens the glossary.
#pragma once

#include <string_view>

#include "ui/look/text.h"

namespace lab::ui {

// The text "term.<id>" names it, "term.<id>.text" explains it.
bool is_term(const Frame&, std::string_view id);

// As draw_text() does, with a dotted line below; without such a term the text alone. Returns the width drawn.
float draw_term(Frame&, const Rect&, const TextStyle&, std::string_view text, std::string_view id);

}  // namespace lab::ui
