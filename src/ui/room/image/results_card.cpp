// How the network answers pictures that it was not trained on: accuracy over the run, what is taken for what, and its worst mistakes.
#include <algorithm>

#include "app/diagnosis.h"
#include "app/loss_series.h"
#include "ui/control/keyboard.h"
#include "ui/control/timeline_slider.h"
#include "ui/room/image/room.h"

namespace lab::ui {

namespace {

constexpr float kTitle = 26;
constexpr float kWorst = 46;
constexpr float kAxis = 38;
constexpr std::size_t kMostPlaces = 160;

const nn::Metrics& judged(const Frame& f) {
  const run::ImageObservation& seen = f.image_run->seen;
  return seen.test.points > 0 ? seen.test : seen.train;
}

void draw_chart(Frame& f, Rect rest) {
  const app::LossSeries series = app::loss_series(*f.image_run, app::Measure::accuracy, kMostPlaces);
  const bool has_test = f.image_run->seen.test.points > 0;
  const std::vector<double>& y = has_test ? series.test : series.train;
  cut_bottom(rest, 14);
  const Plot plot{{rest.x + kAxis, rest.y + 6, rest.w - kAxis - 2, rest.h - 12},
                  {0, std::max(series.step.back(), 1.0)},
                  {0, 1}};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (const double share : {0.0, 0.5, 1.0}) {
    const float at = px_from_y(plot, share);
    draw->AddLine({plot.area.x, at}, {right(plot.area), at}, f.theme.line);
    draw_text(f, {rest.x, at - 7, kAxis - 6, 14}, label_text(f), i18n::percent(share, 0), Align::right);
  }
  draw_line(f, plot, series.step, y, {f.theme.ink, 1.75F});
  if (series.now + 1 < series.step.size()) draw_place(f, plot.area, px_from_x(plot, series.step[series.now]));
  draw_text(f, {plot.area.x, bottom(plot.area) + 3, plot.area.w, 14}, label_text(f),
            i18n::format(f.language, "train.progress_short",
                         {i18n::grouped(static_cast<long long>(series.step.back()))}),
            Align::right);
}

void draw_accuracy(Frame& f, Rect rest) {
  const Rect whole = rest;
  const std::string accuracy = app::accuracy_text(judged(f).accuracy);
  Rect head = cut_top(rest, 34, 2);
  const TextStyle style{22, Weight::semibold, f.theme.ink};
  const float used = draw_text(f, head, style, accuracy);
  draw_text(f, {head.x + used + 8, head.y + 4, head.w - used - 8, head.h - 4}, label_text(f),
            tr(f, "image.right"));
  base::Element picture{"loss_chart", base::Role::picture, tr(f, "image.accuracy"), whole};
  const run::ImageObservation& seen = f.image_run->seen;
  picture.value_text =
      i18n::format(f.language, "image.figures",
                   {i18n::grouped(seen.snapshot.step), accuracy, app::loss_text(judged(f).loss)});
  add_picture(f, std::move(picture), "loss_chart");
  if (is_shown(f, "timeline") && rest.h > 90) {
    Rect row = cut_bottom(rest, 24);
    cut_left(row, kAxis - kTimelineKnob);
    draw_timeline_slider(f, row);
  }
  if (rest.h >= 40) draw_chart(f, rest);
}

void draw_matrix(Frame& f, const ImageView& view, const Rect& rect) {
  const auto& count = view.confusion.count;
  const auto kinds = static_cast<float>(count.size());
  const float cell = std::min(rect.w, rect.h) / (kinds + 0.7F);
  const Rect square{right(rect) - cell * kinds, rect.y + 0.7F * cell, cell * kinds, cell * kinds};
  std::string told;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (std::size_t is = 0; is < count.size(); ++is) {
    std::size_t all = 0;
    for (const std::size_t n : count[is]) all += n;
    const float at = (static_cast<float>(is) + 0.5F) * cell;
    draw_kind(f, {square.x + at, square.y - 0.35F * cell}, 0.34F * cell, is, f.theme.muted);
    draw_kind(f, {square.x - 0.38F * cell, square.y + at}, 0.34F * cell, is, f.theme.muted);
    for (std::size_t said = 0; said < count.size(); ++said) {
      const Rect box = inset(
          {square.x + cell * static_cast<float>(said), square.y + cell * static_cast<float>(is), cell, cell},
          1.5F, 1.5F);
      const std::size_t n = count[is][said];
      const float share = all == 0 ? 0 : static_cast<float>(n) / static_cast<float>(all);
      const ImU32 fill = is == said ? mix(f.theme.card, f.theme.accent, 0.65F * share)
                                    : mix(f.theme.card, f.theme.warning, std::min(2.5F * share, 0.6F));
      draw->AddRectFilled(top_left(box), bottom_right(box), fill, 5);
      draw->AddRect(top_left(box), bottom_right(box), f.theme.line, 5);
      const TextStyle style{n == 0 ? kSmall : kBody, n == 0 ? Weight::regular : Weight::semibold,
                            n == 0 ? f.theme.muted : f.theme.ink};
      draw_text(f, box, style, std::to_string(n), Align::middle);
      if (is != said && n > 0)
        told += (told.empty() ? "" : ", ") +
                i18n::format(f.language, "image.taken_for",
                             {std::to_string(n), kind_name(f, is), kind_name(f, said)});
    }
  }
  base::Element picture{"image.matrix", base::Role::picture, tr(f, "image.matrix"), rect};
  picture.value_text = told.empty() ? tr(f, "image.no_mistakes") : told;
  add_picture(f, std::move(picture), "confusion");
}

// Pressed, a mistake is the picture that is looked at.
void draw_worst(Frame& f, ImageView& view, Rect row) {
  const app::Confusion& confusion = view.confusion;
  const Group worst(f, {"worst", base::Role::toolbar, tr(f, "image.worst_list"), row});
  const Rect words = cut_left(row, 50, 4);
  const std::string said = i18n::format(f.language, "image.worst", {std::to_string(confusion.wrong)});
  add_text(f, "text.worst", words, said);
  draw_paragraph(f, {words.x, words.y + 8, words.w, words.h - 8}, label_text(f), said);
  const data::ImageSet& set = f.image_run->plan.pictures;
  for (std::size_t i = 0; i < view.maps.worst.size() && row.w >= 40; ++i) {
    const std::size_t k = confusion.worst[i];
    const std::size_t is = set.label[set.train_count + k], told = f.image_run->seen.answers[k].kind;
    Rect place = cut_left(row, 54, 2);
    const bool is_here = f.app.shown.draw.strokes.empty() && view.reading->picture.sample == k;
    Press press;
    if (is_shown(f, "sample")) {
      base::Element element{
          "sample." + std::to_string(i + 1), base::Role::choice,
          i18n::format(f.language, "image.taken_for", {"1", kind_name(f, is), kind_name(f, told)}), place};
      element.is_pressed = is_here;
      press = pressable(f, std::move(element));
    }
    if (press.is_hovered)
      ImGui::GetWindowDrawList()->AddRectFilled(top_left(place), bottom_right(place), f.theme.hover_fill, 4);
    const Rect thumb = cut_left(place, 36, 2);
    draw_map(f, {thumb.x, centre(thumb).y - 18, 36, 36}, view.maps.worst[i], is_here);
    draw_kind(f, {place.x + 7, centre(place).y}, 11, told, f.theme.warning);
    if (!press.is_pressed) continue;
    app::Scenario next = f.app.shown;
    next.sample = static_cast<int>(k) + 1;
    next.draw = {};
    change(f, next);
  }
}

}  // namespace

void draw_results_card(Frame& f, ImageView& view, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  Rect title = cut_top(rest, 18, kTitle - 18);
  const std::size_t count = judged(f).points;
  const bool has_test = f.image_run->seen.test.points > 0;
  draw_heading(f, title, "results",
               i18n::format(f.language, has_test ? "image.held_out_count" : "image.train_count",
                            {i18n::grouped(static_cast<long long>(count))}));
  if (!has_test) return draw_accuracy(f, rest);
  draw_text(f, title, label_text(f), tr(f, "image.matrix_axes"), Align::right);
  if (view.confusion.wrong > 0) draw_worst(f, view, cut_bottom(rest, kWorst, 6));
  const float side = std::min(rest.h, rest.w * 0.5F);
  draw_matrix(f, view, cut_right(rest, side, kUnit));
  draw_accuracy(f, rest);
}

}  // namespace lab::ui
