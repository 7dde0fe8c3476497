#include "ui/look/theme.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace lab::ui {

namespace {

constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16) & 0xFF, (hex >> 8) & 0xFF, hex & 0xFF, 0xFF);
}

constexpr unsigned kBlue = 0x2256b8;
constexpr unsigned kOrange = 0xec8a12;
constexpr float kHeatShare = 0.58F;  // of the full colour, so that the points stand out

gpu::Rgb to_rgb(ImU32 colour) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  return {c.x, c.y, c.z};
}

void add_heat_colours(Theme& t) {
  t.heat.zero = to_rgb(t.card);
  t.heat.negative = to_rgb(mix(t.card, rgb(kBlue), kHeatShare));
  t.heat.positive = to_rgb(mix(t.card, rgb(kOrange), kHeatShare));
  t.heat.boundary = to_rgb(t.ink);
}

// The colours of one theme as they are written in the design, 0xRRGGBB.
struct Palette {
  bool is_dark;
  unsigned page, card, ink, muted, line, accent, on_accent, active_fill, hover_fill, track, warning;
  unsigned negative, positive, point0, point1, point_rim;
  unsigned curves[8];
};

constexpr Palette kLight = {
    false,    0xf6f7f9, 0xffffff,
    0x1b2330, 0x5b6675, 0xe2e6ec,
    0x0b7a75, 0xffffff, 0xedf1f5,
    0xf3f5f8, 0xe2e4ee, 0xb3261e,
    kBlue,    kOrange,  0x143d8a,
    0xa65200, 0xffffff, {0x0b7a75, 0x8e3b9c, 0x9a6700, 0xc2185b, 0x2e7d32, 0x5d4037, 0x455a64, 0x4a148c}};

constexpr Palette kDark = {
    true,     0x11151b, 0x191f27,
    0xe8ecf1, 0x98a4b3, 0x2b333e,
    0x35b8ae, 0x11151b, 0x232b35,
    0x1f262f, 0x2b333e, 0xff8a80,
    0x7ea6f5, kOrange,  0x9dc1ff,
    0xffb454, 0x11151b, {0x35b8ae, 0xce93d8, 0xe3c368, 0xf48fb1, 0x81c784, 0xbcaaa4, 0x90a4ae, 0xb39ddb}};

Theme make_theme(const Palette& p) {
  Theme t{};
  t.is_dark = p.is_dark;
  t.page = rgb(p.page);
  t.card = rgb(p.card);
  t.ink = rgb(p.ink);
  t.muted = rgb(p.muted);
  t.line = rgb(p.line);
  t.accent = rgb(p.accent);
  t.on_accent = rgb(p.on_accent);
  t.active_fill = rgb(p.active_fill);
  t.hover_fill = rgb(p.hover_fill);
  t.track = rgb(p.track);
  t.warning = rgb(p.warning);
  t.negative = rgb(p.negative);
  t.positive = rgb(p.positive);
  t.point0 = rgb(p.point0);
  t.point1 = rgb(p.point1);
  t.point_rim = rgb(p.point_rim);
  for (std::size_t i = 0; i < std::size(p.curves); ++i) t.curves[i] = rgb(p.curves[i]);
  add_heat_colours(t);
  return t;
}

}  // namespace

const Theme& theme(bool is_dark) {
  static const Theme light = make_theme(kLight);
  static const Theme dark = make_theme(kDark);
  return is_dark ? dark : light;
}

void use_theme(const Theme& t) {
  ImGuiStyle& style = ImGui::GetStyle();
  const auto set = [&](ImGuiCol slot, ImU32 colour) {
    style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(colour);
  };
  set(ImGuiCol_Text, t.ink);
  set(ImGuiCol_WindowBg, t.page);
  set(ImGuiCol_ChildBg, with_alpha(t.page, 0));
  set(ImGuiCol_PopupBg, t.card);
  set(ImGuiCol_Border, t.line);
  set(ImGuiCol_ScrollbarBg, with_alpha(t.page, 0));
  set(ImGuiCol_ScrollbarGrab, t.track);
  set(ImGuiCol_ScrollbarGrabHovered, t.muted);
  set(ImGuiCol_ScrollbarGrabActive, t.muted);
  set(ImGuiCol_NavCursor, t.accent);
  set(ImGuiCol_ModalWindowDimBg, with_alpha(t.ink, 0.25F));
  style.WindowPadding = {0, 0};
  style.WindowBorderSize = 0;
  style.WindowRounding = 0;
  style.PopupRounding = kControlRadius;
  style.PopupBorderSize = 1;
  style.ChildBorderSize = 0;
  style.ScrollbarSize = 6;
  style.ScrollbarRounding = 3;
  style.ItemSpacing = {0, 0};
  style.WindowMinSize = {8, 8};
  style.AntiAliasedLinesUseTex = false;  // own thick lines look the same at every pixel ratio
}

ImU32 mix(ImU32 from, ImU32 to, float share) {
  const float s = std::clamp(share, 0.0F, 1.0F);
  const ImVec4 a = ImGui::ColorConvertU32ToFloat4(from);
  const ImVec4 b = ImGui::ColorConvertU32ToFloat4(to);
  return ImGui::ColorConvertFloat4ToU32(
      {a.x + (b.x - a.x) * s, a.y + (b.y - a.y) * s, a.z + (b.z - a.z) * s, a.w + (b.w - a.w) * s});
}

ImU32 with_alpha(ImU32 colour, float alpha) {
  const auto byte = static_cast<ImU32>(std::lround(std::clamp(alpha, 0.0F, 1.0F) * 255.0F));
  return (colour & ~IM_COL32_A_MASK) | (byte << IM_COL32_A_SHIFT);
}

}  // namespace lab::ui
