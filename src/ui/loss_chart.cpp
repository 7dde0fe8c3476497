#include <algorithm>
#include <cmath>

#include "ui/plot.h"
#include "ui/train_room.h"
#include "ui/widgets.h"

namespace lab::ui {

namespace {

struct Figure {
  std::string_view label_id;
  std::string value;
  int line = 0;  // 0 none, 1 solid, 2 dashed: a key for the chart
};

void draw_key_line(const Frame& f, const Rect& place, bool is_dashed) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float y = centre(place).y;
  if (!is_dashed) return draw->AddLine({place.x, y}, {place.x + 14, y}, f.theme.ink, 1.5F);
  draw->AddLine({place.x, y}, {place.x + 5, y}, f.theme.ink, 1.5F);
  draw->AddLine({place.x + 9, y}, {place.x + 14, y}, f.theme.ink, 1.5F);
}

void draw_figures(const Frame& f, Rect row) {
  const bool has_test = f.app.test.points > 0;
  const nn::Metrics& seen = has_test ? f.app.test : f.app.train;
  std::vector<Figure> figures = {{"train.loss_train", i18n::fixed(f.app.train.loss, 3), 1}};
  if (has_test) figures.push_back({"train.loss_test", i18n::fixed(f.app.test.loss, 3), 2});
  figures.push_back(
      {has_test ? "train.accuracy_test" : "train.accuracy", i18n::percent(seen.accuracy, 1), 0});
  for (const Figure& figure : figures) {
    const std::string label = tr(f, figure.label_id);
    const float label_width = text_size(f, label_text(f), label).x;
    const float value_width = text_size(f, value_text(f), figure.value).x;
    const float key_width = figure.line != 0 ? 20.0F : 0.0F;
    if (row.w < label_width + value_width + key_width + 4) return;
    if (figure.line != 0) draw_key_line(f, cut_left(row, key_width), figure.line == 2);
    draw_text(f, cut_left(row, label_width, 5), label_text(f), label);
    draw_text(f, cut_left(row, value_width, 14), value_text(f), figure.value);
  }
}

struct Series {
  std::vector<double> epoch, train, test;
};

Series series_of(const app::App& app) {
  const double batch = app.shown.batch;
  const double per_step =
      batch / static_cast<double>(std::max<std::size_t>(app.trainer->points.train_count, 1));
  Series s;
  const auto add = [&](double epoch, double train, double test) {
    s.epoch.push_back(epoch);
    s.train.push_back(std::isfinite(train) ? train : NAN);
    s.test.push_back(std::isfinite(test) ? test : NAN);
  };
  for (const app::LossRecord& record : app.history.records) {
    add(static_cast<double>(record.step) * per_step, record.train_loss, record.test_loss);
  }
  add(static_cast<double>(app.snapshot.step) * per_step, app.train.loss, app.test.loss);
  return s;
}

double largest(const std::vector<double>& values) {
  double most = 0;
  for (const double value : values) {
    if (!std::isnan(value)) most = std::max(most, value);
  }
  return most;
}

void draw_chart(const Frame& f, const Rect& rect) {
  const Series s = series_of(f.app);
  const bool has_test = f.app.test.points > 0;
  const double top = std::max({largest(s.train), has_test ? largest(s.test) : 0.0, 1e-3});
  Plot plot;
  plot.area = {rect.x + 34, rect.y + 4, rect.w - 40, rect.h - 24};
  plot.x = {0, std::max(s.epoch.back(), 1.0)};
  plot.y = {0, top * 1.05};
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddLine(top_left(plot.area), {plot.area.x, bottom(plot.area)}, f.theme.line);
  draw->AddLine({plot.area.x, bottom(plot.area)}, bottom_right(plot.area), f.theme.line);
  const Rect labels{rect.x, plot.area.y - 7, 30, 14};
  draw_text(f, labels, label_text(f), i18n::number(top, 2), Align::right);
  draw_text(f, {labels.x, bottom(plot.area) - 7, labels.w, labels.h}, label_text(f), "0", Align::right);
  const std::string epochs =
      i18n::format(f.language, "train.epochs", {i18n::grouped(static_cast<long long>(s.epoch.back()))});
  draw_text(f, {plot.area.x, bottom(plot.area) + 3, plot.area.w, 16}, label_text(f), epochs, Align::right);
  if (has_test) draw_line(f, plot, s.epoch, s.test, {f.theme.ink, 1.5F, true});
  draw_line(f, plot, s.epoch, s.train, {f.theme.ink, 1.75F, false});
}

}  // namespace

void draw_loss(const Frame& f, const Rect& rect) {
  if (!f.app.trainer) return;
  Rect rest = rect;
  Rect row = cut_top(rest, 20, 6);
  const std::string title = tr(f, "train.loss");
  if (rect.w > 340)
    draw_text(f, cut_left(row, text_size(f, value_text(f), title).x, 12), value_text(f), title);
  draw_figures(f, row);
  if (rest.h > 50) draw_chart(f, rest);
}

void draw_diagnosis(const Frame& f, const Rect& rect) {
  const app::Diagnosis& diagnosis = f.app.diagnosis;
  const std::string head = i18n::format(f.language, diagnosis.head.text_id, diagnosis.head.args);
  const std::string sentence = i18n::format(f.language, diagnosis.body.text_id, diagnosis.body.args);
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, 8);
  const Rect first = cut_top(rest, 20, 1);
  const ImU32 mark = diagnosis.is_good ? f.theme.accent : f.theme.warning;
  ImGui::GetWindowDrawList()->AddCircleFilled({first.x + 4, centre(first).y}, 4, mark);
  draw_text(f, {first.x + 14, first.y, first.w - 14, first.h}, value_text(f), head);
  draw_paragraph(f, rest, with_colour(body(f), f.theme.muted), sentence);
}

}  // namespace lab::ui
