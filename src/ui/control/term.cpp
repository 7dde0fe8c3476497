#include "ui/control/term.h"

#include "ui/control/widgets.h"

namespace lab::ui {

namespace {

void underline(const Frame& f, const Rect& text) {
  constexpr float kStep = 4;
  const float y = bottom(text) - 2;
  for (float x = text.x + 1; x < right(text); x += kStep)
    ImGui::GetWindowDrawList()->AddRectFilled({x, y}, {x + 1.5F, y + 1}, f.theme.muted);
}

}  // namespace

bool is_term(const Frame& f, std::string_view id) {
  if (id.empty() || !is_shown(f, "term")) return false;
  const std::string name = "term." + std::string(id);
  return i18n::tr(f.language, name) != name;
}

float draw_term(Frame& f, const Rect& rect, const TextStyle& style, std::string_view text,
                std::string_view id) {
  const float width = draw_text(f, rect, style, text);
  if (!is_term(f, id)) return width;
  const std::string name = "term." + std::string(id);
  const std::string sentence = tr(f, name + ".text");
  const float height = std::max(rect.h, kMinTarget);
  base::Element element{name,
                        base::Role::button,
                        std::string(text),
                        {rect.x, centre(rect).y - height / 2, std::max(width, kMinTarget), height}};
  element.help = sentence;
  const Press press = pressable(f, std::move(element));
  const float line = style.size * 1.3F;
  underline(f, {rect.x, centre(rect).y - line / 2, width, line + 2});
  if (press.is_focused || ImGui::IsItemHovered(ImGuiHoveredFlags_DelayNormal)) tooltip(f, sentence);
  if (press.is_pressed) {
    app::Scenario next = f.app.shown;
    next.term = id;
    change(f, next);
  }
  return width;
}

}  // namespace lab::ui
