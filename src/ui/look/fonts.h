// Two weights of Inter, and the characters of Chinese, Japanese and Korean merged into both once they have arrived.
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
  bool has_cjk = false;
  std::vector<std::vector<unsigned char>> cjk;  // Dear ImGui reads from these bytes for as long as it lives
};

// Needs a current ImGui context.
Fonts load_fonts();

// Bytes of the two CJK faces (OpenType). Call between frames.
void add_cjk(Fonts&, std::vector<unsigned char> regular, std::vector<unsigned char> semibold);

inline ImFont* font(const Fonts& fonts, Weight weight) {
  return weight == Weight::semibold ? fonts.semibold : fonts.regular;
}

}  // namespace lab::ui
