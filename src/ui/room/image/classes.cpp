// What the network makes of the picture: a bar for each kind; and the kinds as signs.
#include <algorithm>
#include <cmath>

#include "app/palette.h"
#include "data/shapes.h"
#include "ui/room/image/room.h"

namespace lab::ui {

std::string kind_name(const Frame& f, std::size_t kind) {
  return tr(f, "shape." + std::string(data::shape_id(kind)));
}

void draw_kind(const Frame&, ImVec2 at, float size, std::size_t kind, ImU32 colour) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float r = size / 2;
  constexpr float kWidth = 1.6F;
  if (kind == 0) draw->AddCircle(at, r, colour, 0, kWidth);
  if (kind == 1)
    draw->AddTriangle({at.x, at.y - r}, {at.x + r, at.y + 0.75F * r}, {at.x - r, at.y + 0.75F * r}, colour,
                      kWidth);
  if (kind == 2) draw->AddRect({at.x - r, at.y - r}, {at.x + r, at.y + r}, colour, 0, 0, kWidth);
  if (kind == 3) {
    draw->AddLine({at.x - r, at.y - r}, {at.x + r, at.y + r}, colour, kWidth);
    draw->AddLine({at.x - r, at.y + r}, {at.x + r, at.y - r}, colour, kWidth);
  }
}

void draw_classes(Frame& f, ImageView& view, Rect rest) {
  const std::vector<double>& shares = view.reading->shares;
  const auto most = static_cast<std::size_t>(std::max_element(shares.begin(), shares.end()) - shares.begin());
  const Rect whole = rest;
  const float height = std::min(rest.h / static_cast<float>(shares.size()), 44.0F);
  std::string told;
  for (std::size_t kind = 0; kind < shares.size(); ++kind) {
    Rect row = cut_top(rest, height);
    const bool is_first = kind == most, is_right = view.reading->picture.kind == kind;
    const std::string share = i18n::percent(shares[kind], 1);
    const std::string name = kind_name(f, kind);
    told += (told.empty() ? "" : ", ") + i18n::format(f.language, "reading", {name, share});
    draw_kind(f, centre(cut_left(row, 18, 8)), 14, kind, is_first ? f.theme.accent : f.theme.muted);
    const bool is_low = height < 30;
    const TextStyle style = is_first ? value_text(f) : body(f);
    const Rect number = cut_right(row, 52, 4);
    draw_text(f, is_low ? number : Rect{number.x, row.y + height / 2 - 18, number.w, 18}, style, share,
              Align::right);
    Rect track = row;
    if (!is_low) {
      track = {row.x, row.y + height / 2 + 2, right(number) - row.x, 5};
      const Rect words{row.x, row.y + height / 2 - 18, row.w, 18};
      const float used = draw_text(f, words, style, name);
      if (is_right) draw_icon(Icon::check, {words.x + used + 10, centre(words).y}, 10, f.theme.accent);
    } else {
      track = {row.x, centre(row).y - 2.5F, row.w, 5};
    }
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(top_left(track), bottom_right(track), f.theme.track, 2.5F);
    const float share_w = track.w * static_cast<float>(std::clamp(shares[kind], 0.0, 1.0));
    if (share_w >= 1)
      draw->AddRectFilled(top_left(track), {track.x + share_w, bottom(track)},
                          is_first ? f.theme.accent : f.theme.muted, 2.5F);
  }
  base::Element picture{"image.classes", base::Role::picture, tr(f, "image.classes"), whole};
  picture.value_text = told;
  add_picture(f, std::move(picture), {});
}

}  // namespace lab::ui
