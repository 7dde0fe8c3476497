// What a step says and asks.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "ui/control/keyboard.h"
#include "ui/control/term.h"
#include "ui/control/widgets.h"
#include "ui/lesson/lesson.h"

namespace lab::ui {

namespace {

constexpr float kApart = 8;
constexpr float kRadio = 9;

void give_draft(Frame& f, app::Draft draft) { ask(f, app::SetDraft{std::move(draft)}); }

float draw_paragraph_of(Frame& f, const Rect& space, std::string_view id, const TextStyle& style,
                        std::string_view text) {
  const float height = draw_prose(f, space, style, text);
  add_text(f, id, {space.x, space.y, space.w, height}, without_marks(text));
  return height + kApart;
}

TextStyle question_text(const Frame& f) { return {15, Weight::semibold, f.theme.ink}; }

void draw_radio(const Frame& f, ImVec2 at, bool is_on) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddCircle(at, kRadio, is_on ? f.theme.accent : f.theme.muted, 24, is_on ? 2.0F : 1.2F);
  if (is_on) draw->AddCircleFilled(at, kRadio - 4, f.theme.accent, 20);
}

float draw_choices(Frame& f, const Rect& space, const lesson::Step& step, bool is_asking) {
  const Group choices(f, {"learn.choices", base::Role::toolbar, step.question, space});
  Rect rest = space;
  for (std::size_t i = 0; i < step.choices.size(); ++i) {
    constexpr float kLeft = 38, kPad = 9;
    const lesson::Choice& choice = step.choices[i];
    const float words = paragraph_size(f, body(f), choice.text, space.w - kLeft - kPad).y;
    const Rect row = cut_top(rest, std::max(words + 2 * kPad, 36.0F), 6);
    const bool is_on = f.app.learner.draft.choice == static_cast<int>(i);
    base::Element element{"learn.choice." + std::to_string(i + 1), base::Role::choice, choice.text, row};
    element.is_pressed = is_on;
    element.is_disabled = !is_asking;
    const Press press = pressable(f, std::move(element));
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImU32 fill = is_on ? f.theme.active_fill : press.is_hovered ? f.theme.hover_fill : f.theme.card;
    draw->AddRectFilled(top_left(row), bottom_right(row), fill, kControlRadius);
    draw->AddRect(top_left(row), bottom_right(row), is_on ? f.theme.accent : f.theme.line, kControlRadius, 0,
                  is_on ? 2.0F : 1.0F);
    draw_radio(f, {row.x + 20, centre(row).y}, is_on);
    if (!is_asking && choice.is_right && f.app.shown.answers)
      draw_icon(Icon::check, {right(row) - 16, centre(row).y}, 12, f.theme.accent);
    const ImU32 ink = is_asking || is_on ? f.theme.ink : f.theme.muted;
    draw_paragraph(f, {row.x + kLeft, centre(row).y - words / 2, row.w - kLeft - kPad, words},
                   with_colour(body(f), ink), choice.text);
    if (!press.is_pressed) continue;
    app::Draft draft;
    draft.choice = static_cast<int>(i);
    give_draft(f, std::move(draft));
  }
  return rest.y - space.y;
}

float draw_number(Frame& f, LessonView& view, const Rect& space, const lesson::Step& step, bool is_asking) {
  const Rect row{space.x, space.y, std::min(space.w, 160.0F), kTextInputHeight};
  if (!is_asking) {
    const std::string given = i18n::format(f.language, "learn.you_said.text", {f.app.learner.draft.number});
    add_text(f, "text.learn.given", row, given);
    draw_text(f, {row.x, row.y, space.w, row.h}, body(f), given);
    return row.h + kApart;
  }
  double value =
      base::parse_number(f.app.learner.draft.number).value_or(std::numeric_limits<double>::quiet_NaN());
  const std::string shown = f.app.learner.draft.number;
  if (number_input(f, row, "learn.number", step.question, shown, view.number, value)) {
    app::Draft draft;
    draft.number = base::shortest(value);
    give_draft(f, std::move(draft));
  }
  // What is no number cannot be given, nor can what stood there before.
  if (!view.number.complaint.text.empty() && !f.app.learner.draft.number.empty()) give_draft(f, {});
  return row.h + kApart;
}

float draw_order(Frame& f, const Rect& space, const lesson::Step& step, bool is_asking) {
  const Group order_group(f, {"learn.order", base::Role::region, step.question, space});
  std::vector<int> order = app::present_order(f.app);
  Rect rest = space;
  const auto swap = [&](std::size_t i) {
    app::Draft draft;
    draft.order = order;
    std::swap(draft.order[i], draft.order[i + 1]);
    give_draft(f, std::move(draft));
  };
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::string& text = step.choices[static_cast<std::size_t>(order[i])].text;
    const float words = paragraph_size(f, body(f), text, space.w - 96).y;
    Rect row = cut_top(rest, std::max(words + 14, 36.0F), 4);
    ImGui::GetWindowDrawList()->AddRect(top_left(row), bottom_right(row), f.theme.line, kControlRadius);
    row = inset(row, 8, 0);
    const std::string number = std::to_string(i + 1);
    draw_text(f, cut_left(row, 16, 6), value_text(f), number);
    const Rect down = cut_right(row, kMinTarget, 2);
    const Rect up = cut_right(row, kMinTarget, 4);
    add_text(f, "text.learn.order." + number, row, number + ". " + text);
    draw_paragraph(f, {row.x, centre(row).y - words / 2, row.w, words}, body(f), text);
    const auto label = [&](std::string_view id) { return i18n::format(f.language, id, {text}); };
    if (!is_asking) continue;
    const auto is_moved = [&](const Rect& place, std::string_view id, Icon icon, std::string_view name,
                              bool can) {
      return icon_button(f, centred_square(place), std::string(id) + number, icon, label(name), Look::plain,
                         can);
    };
    if (is_moved(up, "learn.up.", Icon::up, "learn.up.text", i > 0)) swap(i - 1);
    if (is_moved(down, "learn.down.", Icon::down, "learn.down.text", i + 1 < order.size())) swap(i);
  }
  return rest.y - space.y + kApart;
}

float draw_answer(Frame& f, LessonView& view, const Rect& space, const lesson::Step& step) {
  const bool is_asking = app::is_asking(f.app);
  switch (step.ask) {
    case lesson::Ask::nothing:
      return 0;
    case lesson::Ask::choice:
      return draw_choices(f, space, step, is_asking);
    case lesson::Ask::number:
      return draw_number(f, view, space, step, is_asking);
    case lesson::Ask::order:
      return draw_order(f, space, step, is_asking);
    case lesson::Ask::sketch:
      if (!is_asking) return 0;
      return draw_paragraph_of(f, space, "text.learn.how", label_text(f),
                               i18n::format(f.language, "learn.sketch_how.text",
                                            {i18n::number(step.tolerance, 3), i18n::percent(step.pass, 0)}));
  }
  return 0;
}

}  // namespace

float draw_words(Frame& f, LessonView& view, const Rect& space) {
  const lesson::Step& step = *app::present_step(f.app);
  Rect rest = space;
  cut_top(rest, 4);
  const auto paragraph = [&](std::string_view id, const TextStyle& style, std::string_view text) {
    if (!text.empty()) cut_top(rest, draw_paragraph_of(f, rest, id, style, text));
  };
  add_element(f, {"heading.learn.step", base::Role::heading, step.title, {rest.x, rest.y, rest.w, 20}});
  cut_top(rest, draw_prose(f, rest, question_text(f), step.title) + kApart);
  for (std::size_t i = 0; i < step.body.size(); ++i)
    paragraph("text.learn.body." + std::to_string(i + 1), body(f), step.body[i]);
  paragraph("text.learn.question", question_text(f), step.question);
  cut_top(rest, draw_answer(f, view, rest, step));
  return rest.y - space.y;
}

}  // namespace lab::ui
