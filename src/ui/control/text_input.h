// A line of free text. On a page it is a real <input> element laid over the canvas, because a canvas gets no
// input method (Chinese), no keyboard of a phone and no paste; elsewhere it is Dear ImGui's.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/frame.h"

namespace lab::ui {

struct TextInput {
  std::string id;     // unique in the frame
  std::string label;  // for assistive technology
  std::string text;   // what it holds unless the person is typing
  std::string hint;   // shown while it is empty
  bool is_invalid = false;
  std::string why{};  // if so, in a sentence
};

struct Typed {
  std::optional<std::string> text;  // what it holds now, if the person changed it
  bool is_entered = false;          // Enter was pressed
  bool is_active = false;           // the person is typing
};

inline constexpr float kTextInputHeight = 32;
inline constexpr int kMaxTyped = 2000;  // bytes

Typed text_input(Frame&, const Rect&, const TextInput&);

// Why text cannot be read is not said while it is typed, but once the person has paused, pressed Enter or gone on; from then on
// until it can be read.
struct Complaint {
  std::string text;  // that cannot be read; empty: it can
  double since_s = 0;
  bool is_told = false;
};
inline constexpr double kTypingPauseS = 0.8;

// Of what the input holds now. What changes is drawn from the next frame on.
void follow_typing(Frame&, Complaint&, const Typed&, std::string_view text, bool is_readable);

}  // namespace lab::ui
