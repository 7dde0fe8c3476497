#include "ui/class_panel.h"

#include <algorithm>
#include <utility>

#include "ui/control/popup.h"
#include "ui/control/widgets.h"

namespace lab::ui {

namespace {

constexpr const char* kPanel = "class";
constexpr float kWidth = 880;
constexpr float kTwoColumnsFrom = 640;
constexpr float kBar = 6;
constexpr float kEndless = 1e6F;

float paragraph(Frame& f, Rect& rest, const std::string& id, const TextStyle& style, std::string_view text) {
  const float height = draw_paragraph(f, rest, style, text);
  add_text(f, id, {rest.x, rest.y, rest.w, height}, std::string(text));
  cut_top(rest, height, 2);
  return height;
}

std::string words(const Frame& f, std::string_view id, std::initializer_list<int> numbers) {
  std::vector<std::string> args;
  for (const int number : numbers) args.push_back(std::to_string(number));
  return i18n::format(f.language, id, args);
}

// As long as the share of the learners, right in the end over right at once.
void draw_bar(const Frame& f, const Rect& row, const app::ClassStep& step, int learners) {
  ImDrawList* const draw = ImGui::GetWindowDrawList();
  const auto part = [&](int count, ImU32 colour) {
    const float width = row.w * static_cast<float>(count) / static_cast<float>(std::max(learners, 1));
    if (count > 0) draw->AddRectFilled(top_left(row), {row.x + width, bottom(row)}, colour, row.h / 2);
  };
  part(learners, f.theme.track);
  part(step.right_in_the_end, with_alpha(f.theme.accent, 0.45F));
  part(step.right_at_once, f.theme.accent);
}

void draw_step(Frame& f, Rect& rest, const app::ClassStep& step, int learners) {
  const std::string id = "text.class.step." + step.id;
  paragraph(f, rest, id, value_text(f), step.title);
  const bool is_asked = step.answered + step.shown > 0;
  if (is_asked) draw_bar(f, cut_top(rest, kBar, 4), step, learners);
  const std::string counts =
      is_asked ? words(f, "class.step.text",
                       {step.answered, step.right_at_once, step.right_in_the_end, step.shown})
               : words(f, "class.done.text", {step.done});
  paragraph(f, rest, id + ".counts", label_text(f), counts);
  if (!step.wrong.empty())
    paragraph(f, rest, id + ".wrong", body(f),
              i18n::format(f.language, "class.wrong.text", {step.wrong, std::to_string(step.wrong_count)}));
  cut_top(rest, kUnit);
}

// A line at the left where something is wrong, and what.
void draw_flags(Frame& f, Rect& rest, const std::string& id, const std::vector<std::string>& flags) {
  if (flags.empty()) return;
  Rect inside = inset(rest, kUnit, 0);
  for (std::size_t i = 0; i < flags.size(); ++i)
    paragraph(f, inside, id + "." + std::to_string(i), with_colour(body(f), f.theme.ink), flags[i]);
  ImGui::GetWindowDrawList()->AddRectFilled(top_left(rest), {rest.x + 3, inside.y - 2}, f.theme.warning);
  rest = {rest.x, inside.y, rest.w, kEndless};
}

void draw_learners(Frame& f, Rect& rest, const app::ClassTable& table, const app::Classroom& room) {
  for (std::size_t i = 0; i < room.refused.size(); ++i) {
    const std::string id = "text.class.refused." + std::to_string(i);
    paragraph(f, rest, id, value_text(f), room.refused[i].file);
    draw_flags(f, rest, id, {tr(f, room.refused[i].text_id)});
    cut_top(rest, kUnit);
  }
  for (std::size_t i = 0; i < table.learners.size(); ++i) {
    const app::ClassLearner& learner = table.learners[i];
    const std::string id = "text.class.learner." + std::to_string(i);
    paragraph(f, rest, id, value_text(f), learner.name);
    paragraph(f, rest, id + ".counts", label_text(f),
              words(f, "class.learner.text",
                    {learner.done, static_cast<int>(table.steps.size()), learner.right_at_once}));
    draw_flags(f, rest, id, learner.flags);
    cut_top(rest, kUnit);
  }
}

// Where there is room the learners stand beside the steps. Returns where it ends.
float draw_table(Frame& f, Rect rest, const app::ClassTable& table, const app::Classroom& room) {
  const auto count = [](const auto& list) { return static_cast<int>(list.size()); };
  paragraph(f, rest, "text.class.state", body(f),
            words(f, "class.state.text",
                  {count(room.hand_ins), static_cast<int>(room.replay.next), count(room.replay.links)}));
  paragraph(f, rest, "text.class.caution", label_text(f), tr(f, "class.caution.text"));
  cut_top(rest, kUnit);
  const bool is_beside = rest.w >= kTwoColumnsFrom;
  Rect steps = is_beside ? cut_left(rest, rest.w * 0.6F, 24) : rest;
  for (const app::ClassStep& step : table.steps) draw_step(f, steps, step, count(room.hand_ins));
  if (!is_beside) rest = steps;
  draw_learners(f, rest, table, room);
  return std::max(rest.y, steps.y);
}

}  // namespace

void bring_file(ClassView& view, std::string_view name, std::string_view text) {
  if (!view.is_open && !view.is_wanted) view.room = {};
  view.is_wanted = true;
  add_file(view.room, name, text);
}

void draw_class_panel(Frame& f, ClassView& view) {
  if (std::exchange(view.is_wanted, false) && !ImGui::IsPopupOpen(kPanel)) ImGui::OpenPopup(kPanel);
  view.is_open = ImGui::IsPopupOpen(kPanel);
  if (!view.is_open) return;
  f.explains = true;
  const float width = std::min(kWidth, f.view.w - 2 * kUnit), height = f.view.h - 2 * kUnit;
  const Rect panel{(f.view.w - width) / 2, kUnit, width, height};
  const std::string name = tr(f, "class.title.text");
  if (!begin_panel(f, kPanel, panel, name)) return;
  const bool is_small = f.shape == Shape::compact || f.shape == Shape::tall;
  Rect rest = is_small ? inset(panel, kUnit, 4) : inset(panel, kCardPadding, kCardPadding);
  Rect title = cut_top(rest, kMinTarget, is_small ? 2 : kUnit);
  if (icon_button(f, cut_right(title, kMinTarget), "class.close", Icon::close, tr(f, "train.close"),
                  Look::plain))
    ImGui::CloseCurrentPopup();
  draw_heading(f, title, "class", name);
  ImGui::SetCursorScreenPos(top_left(rest));
  if (ImGui::BeginChild("class.scroll", {rest.w, rest.h})) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const app::ClassTable table = class_table(f.app, f.language, view.room);
    const float end = draw_table(f, {at.x, at.y, rest.w - 10, kEndless}, table, view.room);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({1, end - at.y});
    scroll_by_touch(f);
  }
  ImGui::EndChild();
  end_panel(f);
}

}  // namespace lab::ui
