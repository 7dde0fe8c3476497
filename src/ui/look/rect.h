// Rectangles in points, and cutting them up: a room is laid out by cutting strips off the space it has.
#pragma once

#include <algorithm>

#include "base/rect.h"
#include "imgui.h"

namespace lab::ui {

using base::Rect;

inline float right(const Rect& r) { return r.x + r.w; }
inline float bottom(const Rect& r) { return r.y + r.h; }
inline ImVec2 top_left(const Rect& r) { return {r.x, r.y}; }
inline ImVec2 bottom_right(const Rect& r) { return {r.x + r.w, r.y + r.h}; }
inline ImVec2 centre(const Rect& r) { return {r.x + r.w / 2, r.y + r.h / 2}; }

inline bool contains(const Rect& r, ImVec2 p) {
  return p.x >= r.x && p.x < right(r) && p.y >= r.y && p.y < bottom(r);
}

// Strips of the given thickness, taken from `rest`, which also loses `gap`.
inline Rect cut_left(Rect& rest, float width, float gap = 0) {
  width = std::clamp(width, 0.0F, std::max(rest.w, 0.0F));
  const Rect strip{rest.x, rest.y, width, rest.h};
  const float taken = std::min(width + gap, rest.w);
  rest.x += taken;
  rest.w -= taken;
  return strip;
}

inline Rect cut_right(Rect& rest, float width, float gap = 0) {
  width = std::clamp(width, 0.0F, std::max(rest.w, 0.0F));
  const Rect strip{right(rest) - width, rest.y, width, rest.h};
  rest.w -= std::min(width + gap, rest.w);
  return strip;
}

inline Rect cut_top(Rect& rest, float height, float gap = 0) {
  height = std::clamp(height, 0.0F, std::max(rest.h, 0.0F));
  const Rect strip{rest.x, rest.y, rest.w, height};
  const float taken = std::min(height + gap, rest.h);
  rest.y += taken;
  rest.h -= taken;
  return strip;
}

inline Rect cut_bottom(Rect& rest, float height, float gap = 0) {
  height = std::clamp(height, 0.0F, std::max(rest.h, 0.0F));
  const Rect strip{rest.x, bottom(rest) - height, rest.w, height};
  rest.h -= std::min(height + gap, rest.h);
  return strip;
}

inline Rect inset(const Rect& r, float dx, float dy) {
  return {r.x + dx, r.y + dy, std::max(r.w - 2 * dx, 0.0F), std::max(r.h - 2 * dy, 0.0F)};
}

// The largest square in the middle of r.
inline Rect centred_square(const Rect& r) {
  const float side = std::min(r.w, r.h);
  return {r.x + (r.w - side) / 2, r.y + (r.h - side) / 2, side, side};
}

inline Rect intersection(const Rect& a, const Rect& b) {
  const float x = std::max(a.x, b.x);
  const float y = std::max(a.y, b.y);
  return {x, y, std::max(std::min(right(a), right(b)) - x, 0.0F),
          std::max(std::min(bottom(a), bottom(b)) - y, 0.0F)};
}

}  // namespace lab::ui
