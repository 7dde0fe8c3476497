// What the network does, in words, with buttons that do what the words advise.
#include <algorithm>
#include <span>

#include "app/remedies.h"
#include "ui/control/popup.h"
#include "ui/control/term.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

using Buttons = DiagnosisCard::Buttons;

constexpr float kPaddingY = 8;
constexpr float kHeadHeight = kMinTarget;
constexpr float kLeastHeight = 94;  // three lines: what stands above it stays where it is
constexpr float kButton = 32;
constexpr float kMark = 14;  // the dot before the head
constexpr float kPanelWidth = 320;
constexpr const char* kPanel = "diagnosis.panel";
constexpr float kBesideFrom = 440;  // from this width on the buttons stand beside the words

std::string sentence_of(const Frame& f) {
  return i18n::format(f.language, f.diagnosis->body.text_id, f.diagnosis->body.args);
}

TextStyle sentence_style(const Frame& f) { return with_colour(body(f), f.theme.muted); }

std::string name_of(const Frame& f, const app::Remedy& remedy) {
  return tr(f, "remedy." + std::string(remedy.id));
}

const std::vector<app::Remedy>& remedies_of(const Frame& f, TrainView& state) {
  const app::Diagnosis& diagnosis = *f.diagnosis;
  const auto is_known = [&](const Advised& known) {
    return known.head == diagnosis.head.text_id && known.body == diagnosis.body.text_id &&
           known.shown == f.app.shown;
  };
  if (!state.advised || !is_known(*state.advised)) {
    state.advised = Advised{diagnosis.head.text_id, diagnosis.body.text_id, f.app.shown,
                            app::remedies(f.app.shown, diagnosis)};
  }
  return state.advised->remedies;
}

std::string head_of(const Frame& f) {
  return i18n::format(f.language, f.diagnosis->head.text_id, f.diagnosis->head.args);
}

// Whether a remedy was pressed.
bool draw_remedies(Frame& f, const DiagnosisCard& plan, Rect place) {
  bool is_pressed = false;
  for (const app::Remedy& remedy : plan.remedies) {
    const Rect rect = plan.buttons == Buttons::beside
                          ? cut_top(place, kButton, kUnit)
                          : cut_left(place, std::min(plan.button_width, place.w), kUnit);
    if (!button(f, rect, "remedy." + std::string(remedy.id), name_of(f, remedy))) continue;
    ask(f, remedy.change);
    is_pressed = true;
  }
  return is_pressed;
}

// Cuts the place of the buttons off that of the words.
Rect cut_buttons(const DiagnosisCard& plan, Rect& words, Rect& head) {
  const float row = static_cast<float>(plan.remedies.size()) * (plan.button_width + kUnit) - kUnit;
  switch (plan.buttons) {
    case Buttons::none:
      return {};
    case Buttons::beside:
      return cut_right(words, plan.button_width, kGap);
    case Buttons::below:
      return cut_bottom(words, kButton, kUnit);
    case Buttons::in_head:
      break;
  }
  head = cut_top(words, kButton);
  return cut_right(head, row, kUnit);
}

// "diagnosis.vanishing" → "vanishing", which the glossary may explain.
std::string_view term_of(const Frame& f) {
  const std::string_view id = f.diagnosis->head.text_id;
  return id.substr(id.find('.') + 1);
}

// `has_term`: it is none where it is the face of a button.
void draw_head(Frame& f, const Rect& rect, bool has_term) {
  const ImU32 mark = f.diagnosis->is_good ? f.theme.accent : f.theme.warning;
  ImGui::GetWindowDrawList()->AddCircleFilled({rect.x + 4, centre(rect).y}, 4, mark);
  draw_term(f, {rect.x + kMark, rect.y, rect.w - kMark, rect.h}, value_text(f), head_of(f),
            has_term ? term_of(f) : std::string_view());
}

bool draw_words_and_buttons(Frame& f, const DiagnosisCard& plan, const Rect& rect) {
  Rect words = inset(rect, kCardPadding, kPaddingY);
  Rect head;
  const Rect buttons = cut_buttons(plan, words, head);
  if (plan.buttons != Buttons::in_head) head = cut_top(words, kHeadHeight);
  add_text(f, "text.diagnosis", words,
           i18n::format(f.language, "train.diagnosis", {head_of(f), sentence_of(f)}));
  f.explains = f.explains || sentence_of(f).empty();
  draw_head(f, head, true);
  draw_paragraph(f, words, sentence_style(f), sentence_of(f));
  return draw_remedies(f, plan, buttons);
}

void draw_panel(Frame& f, TrainView& state, const Rect& anchor) {
  if (!ImGui::IsPopupOpen(kPanel)) return;
  const float width = std::min(kPanelWidth, f.view.w - 2 * kUnit);
  const DiagnosisCard planned = plan_diagnosis(f, state, width, true);
  const float height = std::min(planned.height, anchor.y - f.view.y - 2 * kUnit);
  const float x = std::clamp(anchor.x, f.view.x + kUnit, right(f.view) - kUnit - width);
  const Rect panel{x, anchor.y - kUnit - height, width, height};
  if (!begin_panel(f, kPanel, panel, tr(f, "train.diagnosis_title"))) return;
  ImGui::SetCursorScreenPos(top_left(panel));
  if (ImGui::BeginChild("rows", {panel.w, panel.h})) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (draw_words_and_buttons(f, planned, {at.x, at.y, width, planned.height})) ImGui::CloseCurrentPopup();
    ImGui::SetCursorScreenPos({at.x, at.y + planned.height});
    ImGui::Dummy({1, 0});
    scroll_by_touch(f);
  }
  ImGui::EndChild();
  end_panel(f);
}

}  // namespace

DiagnosisCard plan_diagnosis(const Frame& f, TrainView& state, float width, bool keeps_all) {
  DiagnosisCard plan{remedies_of(f, state)};
  for (const app::Remedy& remedy : plan.remedies)
    plan.button_width = std::max(plan.button_width, button_width(f, name_of(f, remedy)));
  const float inner = width - 2 * kCardPadding;
  if (!plan.remedies.empty()) {
    // In a narrow card the second remedy is left out sooner than the picture above is made smaller.
    const float beside_head = inner - kMark - text_size(f, value_text(f), head_of(f)).x;
    const auto fitting = static_cast<std::size_t>(std::max(beside_head / (plan.button_width + kUnit), 0.0F));
    const std::size_t wanted = keeps_all ? plan.remedies.size() : 1;
    plan.buttons = width >= kBesideFrom ? Buttons::beside
                   : fitting >= wanted  ? Buttons::in_head
                                        : Buttons::below;
    if (plan.buttons == Buttons::in_head)
      plan.remedies = plan.remedies.first(std::min(fitting, plan.remedies.size()));
  }
  const auto count = static_cast<float>(plan.remedies.size());
  const bool is_beside = plan.buttons == Buttons::beside;
  const float words = is_beside ? inner - plan.button_width - kGap : inner;
  float height = (plan.buttons == Buttons::in_head ? kButton : kHeadHeight) +
                 paragraph_size(f, sentence_style(f), sentence_of(f), words).y;
  if (is_beside) height = std::max(height, count * (kButton + kUnit) - kUnit);
  if (plan.buttons == Buttons::below) height += kUnit + kButton;
  plan.height = std::max(2 * kPaddingY + height, kLeastHeight);
  return plan;
}

void draw_diagnosis(Frame& f, const DiagnosisCard& planned, const Rect& rect) {
  card(f, rect);
  draw_words_and_buttons(f, planned, rect);
}

void draw_diagnosis_chip(Frame& f, TrainView& state, const Rect& rect) {
  const Press press = pressable(f, {"diagnosis.open", base::Role::list, head_of(f), rect});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(rect), bottom_right(rect),
                      press.is_hovered ? f.theme.hover_fill : f.theme.card, kControlRadius);
  draw->AddRect(top_left(rect), bottom_right(rect), f.theme.line, kControlRadius);
  Rect rest = inset(rect, kUnit, 0);
  draw_icon(Icon::chevron_down, centre(cut_right(rest, 12, 4)), 8, f.theme.muted);
  draw_head(f, rest, false);
  if (press.is_pressed) ImGui::OpenPopup(kPanel);
  draw_panel(f, state, rect);
}

}  // namespace lab::ui
