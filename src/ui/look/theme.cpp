#include "ui/look/theme.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/palette.h"

namespace lab::ui {

namespace {

constexpr ImU32 rgb(unsigned hex) {
  return IM_COL32((hex >> 16) & 0xFF, (hex >> 8) & 0xFF, hex & 0xFF, 0xFF);
}

gpu::Rgb to_rgb(ImU32 colour) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  return {c.x, c.y, c.z};
}

Theme make_theme(const app::Palette& p) {
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
  t.heat = {to_rgb(rgb(app::heat_colour(p, -1))), to_rgb(t.card), to_rgb(rgb(app::heat_colour(p, 1))),
            to_rgb(t.ink)};
  return t;
}

}  // namespace

const Theme& theme(bool is_dark) {
  static const Theme light = make_theme(app::palette(false));
  static const Theme dark = make_theme(app::palette(true));
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
