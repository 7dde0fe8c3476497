// The card of a figure: a dot where it moves, the claim, where it leads, and the figure.
#include <cmath>

#include "ui/control/keyboard.h"
#include "ui/control/widgets.h"
#include "ui/room/home/room.h"

namespace lab::ui {

namespace {

constexpr float kHead = 20;
constexpr float kDot = 18;  // that the title makes room for

TextStyle title_style(const Frame& f) { return {kBody, Weight::semibold, f.theme.ink}; }

std::string room_of(const Frame& f, Figure figure) {
  constexpr std::string_view kView = "view=";
  const std::string_view link = row_of(figure).link.substr(kView.size());
  return tr(f, "view." + std::string(link.substr(0, link.find('&'))));
}

bool is_narrow(float width) { return width < 300; }

// Where it leads, or in a narrow card only that it does.
float link_width(const Frame& f, Figure figure, float width) {
  return is_narrow(width) ? 12 : text_size(f, label_text(f), room_of(f, figure)).x + 14;
}

float title_height(const Frame& f, const HomeView& view, Figure figure, float width) {
  const float room = width - 2 * kCardPadding - kDot - link_width(f, figure, width) - 4;
  return std::max(paragraph_size(f, title_style(f), title_of(f, view, figure), room).y, kHead);
}

// For those who do not see it.
std::string sentence_of(const Frame& f, const HomeView& view, Figure figure) {
  std::string all;
  for (const Part& part : parts_of(f, view, figure, 1)) {
    if (!all.empty()) all += tr(f, "gallery.comma");
    all += part.value.empty() ? part.label : i18n::format(f.language, "reading", {part.label, part.value});
  }
  return all;
}

void draw_head(Frame& f, const HomeView& view, Figure figure, Rect head, float width) {
  if (has_turn(view, figure)) {
    ImGui::GetWindowDrawList()->AddCircleFilled({head.x + 4, head.y + kHead / 2 - 1}, 4, f.theme.accent);
    cut_left(head, kDot);
  }
  Rect link = cut_right(head, link_width(f, figure, width), 4);
  link.h = kHead;
  const Rect arrow = cut_right(link, 10);
  const ImVec2 at = centre(arrow);
  const ImVec2 points[] = {{at.x - 1, at.y - 4}, {at.x + 3, at.y - 1}, {at.x - 1, at.y + 2}};
  ImGui::GetWindowDrawList()->AddPolyline(points, 3, f.theme.muted, 0, 1.5F);
  if (!is_narrow(width)) draw_text(f, link, label_text(f), room_of(f, figure));
  draw_paragraph(f, head, title_style(f), title_of(f, view, figure));
}

}  // namespace

float figure_card_height(const Frame& f, const HomeView& view, Figure figure, float width, float picture) {
  return title_height(f, view, figure, width) + picture + 2 * kCardPadding + 4;
}

void draw_figure_card(Frame& f, HomeView& view, Figure figure, const Rect& rect) {
  const auto place = static_cast<std::size_t>(figure);
  const std::string id(row_of(figure).id);
  const std::string title = title_of(f, view, figure);
  const ImDrawList* draw = ImGui::GetWindowDrawList();
  view.is_seen[place] = is_there(view.figures, figure) && rect.y < draw->GetClipRectMax().y &&
                        bottom(rect) > draw->GetClipRectMin().y;
  card(f, rect);
  if (is_shown(f, "open")) {
    base::Element element{"open." + id, base::Role::button, title + " – " + room_of(f, figure), rect};
    element.is_disabled = is_locked(f, "view");
    const Press press = pressable(f, std::move(element));
    if (press.is_hovered || press.is_focused) view.wanted = static_cast<int>(figure);
    if (press.is_hovered)
      ImGui::GetWindowDrawList()->AddRect(top_left(rect), bottom_right(rect), f.theme.accent, kCardRadius);
    if (press.is_pressed) open_link(f, row_of(figure).link);
  }
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  const Rect head = cut_top(rest, title_height(f, view, figure, rect.w), 4);
  draw_head(f, view, figure, head, rect.w);
  if (!is_there(view.figures, figure)) return;
  add_picture(f, {"figure." + id, base::Role::picture, title, rest, {}, {}, sentence_of(f, view, figure)},
              {});
  if (view.is_seen[place]) draw_figure(f, view, figure, rest, moved(view, figure));
}

}  // namespace lab::ui
