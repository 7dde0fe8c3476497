// For those who come for the first time: what this is, the question, and three things to do, marked where they are done and gone
// once they are.
#include <algorithm>
#include <iterator>

#include "app/link.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kBadge = 9;  // radius

struct Deed {
  std::array<std::string_view, 3> ids;  // of the elements it can be done with, the best first
  std::string_view text;
  bool (*is_done)(const Frame&);
};

constexpr Deed kDeeds[] = {
    {{"play"}, "guide.play", [](const Frame& f) { return f.run->seen.snapshot.step > 0; }},
    {{"act.chip.identity"},
     "guide.none",
     [](const Frame& f) { return f.app.shown.act.curves.front() == "identity"; }},
    {{"remedy.twin", "twin.open", "diagnosis.open"},
     "guide.twin",
     [](const Frame& f) { return !f.app.shown.twin.empty(); }},
};
static_assert(std::size(kDeeds) == std::tuple_size_v<decltype(Guide::is_done)>);

// Nobody has chosen anything: neither a link nor, before the first frame, the reader.
bool is_untouched(const app::Scenario& scenario) {
  const app::Scenario untouched;
  return std::all_of(app::fields().begin(), app::fields().end(), [&](const app::Field& field) {
    return field.effect == app::Effect::personal || app::is_same(scenario, untouched, field);
  });
}

std::size_t next_deed(const Guide& guide) {
  return static_cast<std::size_t>(std::find(guide.is_done.begin(), guide.is_done.end(), false) -
                                  guide.is_done.begin());
}

void draw_badge(const Frame& f, ImVec2 at, std::size_t number) {
  ImDrawList* draw = ImGui::GetForegroundDrawList();
  draw->AddCircleFilled(at, kBadge + 1.5F, f.theme.card);
  draw->AddCircleFilled(at, kBadge, f.theme.accent);
  const std::string digit = std::to_string(number);
  const TextStyle style{kSmall, Weight::semibold, f.theme.on_accent};
  const ImVec2 size = text_size(f, style, digit);
  draw->AddText(font(f.fonts, style.weight), style.size * kLinePerEm, {at.x - size.x / 2, at.y - size.y / 2},
                style.colour, digit.c_str());
}

}  // namespace

void follow_guide(const Frame& f, Guide& guide) {
  if (!guide.has_begun) guide.is_shown = is_untouched(f.app.shown);
  guide.has_begun = true;
  for (std::size_t i = 0; i < std::size(kDeeds); ++i)
    guide.is_done[i] = guide.is_done[i] || kDeeds[i].is_done(f);
  if (next_deed(guide) == std::size(kDeeds) || !is_shown(f, "guide")) guide.is_shown = false;
}

void draw_guide(Frame& f, Guide& guide, const Rect& rect) {
  if (!guide.is_shown) return;
  Rect rest = rect;
  const Rect close = centred_square(cut_right(rest, kMinTarget, 4));
  const std::size_t next = next_deed(guide);
  const std::string deed =
      i18n::format(f.language, "guide.deed", {std::to_string(next + 1), tr(f, kDeeds[next].text)});
  const std::string question = tr(f, "guide.question");
  add_text(f, "text.guide", rest,
           i18n::format(f.language, "guide.told", {tr(f, "guide.what"), question, deed}));
  if (icon_button(f, close, "guide.close", Icon::close, tr(f, "guide.close"), Look::plain))
    guide.is_shown = false;
  const TextStyle todo{kBody, Weight::semibold, f.theme.accent};
  if (rest.h < 34) {
    const float width = text_size(f, todo, deed).x + 1;
    draw_text(f, cut_right(rest, std::min(width, rest.w), kUnit), todo, deed, Align::right);
    draw_text(f, rest, label_text(f), question);
    return;
  }
  const Rect above = cut_top(rest, rest.h / 2);
  const std::string both = i18n::format(f.language, "guide.both", {tr(f, "guide.what"), question});
  const bool has_room = text_size(f, body(f), both).x <= above.w;
  draw_text(f, above, with_colour(body(f), f.theme.ink), has_room ? both : tr(f, "guide.what"));
  if (!has_room) {
    const float used = draw_text(f, rest, with_colour(body(f), f.theme.ink), question);
    cut_left(rest, used, kUnit);
  }
  draw_text(f, rest, todo, deed);
}

void draw_badges(const Frame& f, const Guide& guide) {
  if (!guide.is_shown || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
    return;
  for (std::size_t i = 0; i < std::size(kDeeds); ++i) {
    const base::Element* element = nullptr;
    for (const std::string_view id : kDeeds[i].ids)
      element = element == nullptr ? base::find_element(f.elements, id) : element;
    if (guide.is_done[i] || element == nullptr) continue;
    const Rect& r = element->rect;
    draw_badge(f, {std::max(r.x + 2, f.view.x + kBadge + 2), std::max(r.y + 2, f.view.y + kBadge + 2)},
               i + 1);
  }
}

}  // namespace lab::ui
