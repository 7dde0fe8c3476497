// The chips that choose an activation, each with its curve: the ones that everybody knows, and one that opens the list of all.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "act/activation.h"
#include "ui/frame.h"

namespace lab::ui {

inline constexpr float kHighChip =
    48;  // height of a chip with its curve above its name; a lower one has them side by side

// A row of them; `searched` keeps what is searched for in the list. Returns the one chosen in this frame.
std::optional<std::string> activation_chips(Frame&, std::string& searched, const Rect& row);
// The chosen one's alone, which opens the list of all.
std::optional<std::string> activation_chip(Frame&, std::string& searched, const Rect&);

std::string activation_label(const Frame&, std::string_view id);  // its short name; "None" for the identity
void draw_small_curve(const Rect&, const act::Activation&, ImU32 colour);  // its form, as an icon

}  // namespace lab::ui
