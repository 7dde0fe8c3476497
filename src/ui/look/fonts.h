// Two weights of Inter, and the Chinese characters merged into both once they have arrived.
#pragma once

#include <vector>

#include "imgui.h"

namespace lab::ui {

// Height of a line of Inter (ascent and descent) by its em square: what Dear ImGui calls the size of a font.
inline constexpr float kLinePerEm = 1.21F;

enum class Weight { regular, semibold };

struct Fonts {
  ImFont* regular = nullptr;
  ImFont* semibold = nullptr;
  bool has_chinese = false;
  std::vector<std::vector<unsigned char>>
      chinese;  // Dear ImGui reads from these bytes for as long as it lives
};

// Needs a current ImGui context.
Fonts load_fonts();

// Bytes of the two Chinese fonts (OpenType). Call between frames.
void add_chinese(Fonts&, std::vector<unsigned char> regular, std::vector<unsigned char> semibold);

inline ImFont* font(const Fonts& fonts, Weight weight) {
  return weight == Weight::semibold ? fonts.semibold : fonts.regular;
}

}  // namespace lab::ui
