// What the network does, in words.
#include <algorithm>

#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kPaddingY = 8;
constexpr float kHeadHeight = 21;
constexpr float kLeastHeight = 74;

std::string sentence_of(const Frame& f) {
  return i18n::format(f.language, f.diagnosis.body.text_id, f.diagnosis.body.args);
}

TextStyle sentence_style(const Frame& f) { return with_colour(body(f), f.theme.muted); }

}  // namespace

float diagnosis_height(const Frame& f, float width) {
  const float text = paragraph_size(f, sentence_style(f), sentence_of(f), width - 2 * kCardPadding).y;
  return std::max(kLeastHeight, 2 * kPaddingY + kHeadHeight + text);
}

void draw_diagnosis(Frame& f, const Rect& rect) {
  const app::Diagnosis& diagnosis = f.diagnosis;
  const std::string name = i18n::format(f.language, diagnosis.head.text_id, diagnosis.head.args);
  add_text(f, "text.diagnosis", rect, i18n::format(f.language, "train.diagnosis", {name, sentence_of(f)}));
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kPaddingY);
  const Rect head = cut_top(rest, kHeadHeight);
  const ImU32 mark = diagnosis.is_good ? f.theme.accent : f.theme.warning;
  ImGui::GetWindowDrawList()->AddCircleFilled({head.x + 4, centre(head).y}, 4, mark);
  draw_text(f, {head.x + 14, head.y, head.w - 14, head.h}, value_text(f), name);
  draw_paragraph(f, rest, sentence_style(f), sentence_of(f));
}

}  // namespace lab::ui
