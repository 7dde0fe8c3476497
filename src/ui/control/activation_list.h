// All activations as a list over the room, with a line to search in: the typed ones, then the catalogue.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/control/popup.h"
#include "ui/frame.h"

namespace lab::ui {

// Opens the list that activation_list() draws, with nothing searched for.
void open_activation_list(const char* popup, std::string& words);

// Draws it while the popup is open. `id` begins the ids of its controls; `words` keeps what is searched for.
// Returns the activation chosen in this frame.
std::optional<std::string> activation_list(Frame&, std::string& words, const PopupList&, std::string_view id,
                                           std::string_view current);

}  // namespace lab::ui
