// The glossary: one sentence a term. It is open while the link says so.
#include <algorithm>

#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/screen.h"

namespace lab::ui {

namespace {

constexpr const char* kPanel = "glossary";
constexpr float kWidth = 360;
constexpr float kWay = 32;
constexpr std::string_view kNone = "none";

void show_term(Frame& f, std::string_view id) {
  app::Scenario next = f.app.shown;
  next.term = id;
  change(f, next);
}

// The next one in the order of the alphabet of ids, or the one before.
void draw_turns(Frame& f, Rect& title, const std::string& term) {
  const std::vector<std::string_view> terms = i18n::parts_of("term");
  const auto at = std::find(terms.begin(), terms.end(), term) - terms.begin();
  const auto count = static_cast<std::ptrdiff_t>(terms.size());
  const auto is_pressed = [&](std::string_view id, Icon icon, std::string_view label) {
    return icon_button(f, centred_square(cut_right(title, kMinTarget, 4)), id, icon, tr(f, label),
                       Look::plain);
  };
  if (is_pressed("glossary.close", Icon::close, "train.close")) ImGui::CloseCurrentPopup();
  if (is_pressed("glossary.next", Icon::next, "glossary.next"))
    show_term(f, terms[static_cast<std::size_t>((at + 1) % count)]);
  if (is_pressed("glossary.before", Icon::before, "glossary.before"))
    show_term(f, terms[static_cast<std::size_t>((at + count - 1) % count)]);
}

struct Teaching {
  const lesson::Lesson* lesson = nullptr;  // null: none
  int step = 0;
};

// The first step that has the term before all others, else one that has it at all.
Teaching teaching_of(const Frame& f, const std::string& term) {
  Teaching any;
  const auto course = f.app.learner.courses.find(f.language);
  if (course == f.app.learner.courses.end()) return any;
  for (const lesson::Lesson& lesson : course->second) {
    for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
      const std::vector<std::string>& terms = lesson.steps[i].terms;
      const auto at = std::find(terms.begin(), terms.end(), term);
      if (at == terms.end()) continue;
      const Teaching here{&lesson, static_cast<int>(i) + 1};
      if (at == terms.begin()) return here;
      if (any.lesson == nullptr) any = here;
    }
  }
  return any;
}

// The way to the step that teaches it.
void draw_teaching(Frame& f, const Rect& row, const Teaching& teaching) {
  const std::string number = std::to_string(teaching.step);
  const std::string text = i18n::format(f.language, "glossary.lesson.text", {teaching.lesson->title, number});
  if (!button(f, row, "lesson.of_term", text)) return;
  open_link(f, "lesson=" + teaching.lesson->id + "&step=" + number);
}

}  // namespace

void draw_glossary(Frame& f, std::string& open_term) {
  const std::string& term = f.app.shown.term;
  const bool was_open = open_term != kNone && !open_term.empty();
  if (term != open_term && term != kNone) ImGui::OpenPopup(kPanel);
  open_term = term;
  if (term == kNone) return;
  const float width = std::min(kWidth, f.view.w - 2 * kUnit);
  f.explains = true;
  const std::string text = tr(f, "term." + term + ".text");
  const float words = paragraph_size(f, body(f), text, width - 2 * kCardPadding).y;
  const Teaching teaching = teaching_of(f, term);
  const bool is_taught = teaching.lesson != nullptr && is_shown(f, "lesson");
  const float way = is_taught ? kWay + kUnit : 0;
  const float height = std::min(words + way + kMinTarget + kUnit + 2 * kCardPadding, f.view.h - 2 * kUnit);
  const Rect panel{(f.view.w - width) / 2, (f.view.h - height) / 2, width, height};
  if (!begin_panel(f, kPanel, panel, tr(f, "glossary.title"))) {
    if (was_open) show_term(f, kNone);  // something else was pressed
    return;
  }
  Rect rest = inset(panel, kCardPadding, kCardPadding);
  Rect title = cut_top(rest, kMinTarget, kUnit);
  draw_turns(f, title, term);
  draw_heading(f, title, "glossary", tr(f, "term." + term));
  if (is_taught) draw_teaching(f, cut_bottom(rest, kWay, kUnit), teaching);
  add_text(f, "text.term", rest, text);
  draw_paragraph(f, rest, with_colour(body(f), f.theme.ink), text);
  end_panel(f);
}

}  // namespace lab::ui
