// Text on a draw list: size, weight and colour by role, placed in a rectangle.
#pragma once

#include <string_view>

#include "ui/frame.h"

namespace lab::ui {

struct TextStyle {
  float size = kBody;
  Weight weight = Weight::regular;
  ImU32 colour = 0;
};

TextStyle body(const Frame&);        // what is read
TextStyle value_text(const Frame&);  // numbers: semibold ink
TextStyle label_text(const Frame&);  // small and muted
TextStyle title_text(const Frame&);  // of a card: semibold and muted
TextStyle large_text(const Frame&);  // what is read first

inline TextStyle with_colour(TextStyle style, ImU32 colour) {
  style.colour = colour;
  return style;
}

ImVec2 text_size(const Frame&, const TextStyle&, std::string_view text);  // of one line

enum class Align { left, middle, right };

// One line, centred vertically in rect; shortened with … when it does not fit. Returns the width drawn.
float draw_text(const Frame&, const Rect&, const TextStyle&, std::string_view text, Align = Align::left);

// The text, or as much of its beginning as fits into the width with … behind it.
std::string cut_text(const Frame&, const TextStyle&, std::string_view text, float width);

// Wrapped between words (and between Chinese characters) at the width of rect, from its top; returns the
// height.
ImVec2 paragraph_size(const Frame&, const TextStyle&, std::string_view text, float width);
float draw_paragraph(const Frame&, const Rect&, const TextStyle&, std::string_view text);

// The same with **strong** words in semibold.
float prose_height(const Frame&, const TextStyle&, std::string_view text, float width);
float draw_prose(const Frame&, const Rect&, const TextStyle&, std::string_view text);
std::string without_marks(std::string_view text);

// The text with each character that the fonts lack written as its code point: "U+4E2D" rather than "?".
std::string legible(const Fonts&, std::string_view text);

// The sentence of a notice for the screen: what a person typed into it is made legible.
std::string sentence(const Frame&, app::Notice);

}  // namespace lab::ui
