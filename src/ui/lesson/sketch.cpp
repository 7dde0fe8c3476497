// The sheet on which a learner draws before she sees it, and the truth laid over her drawing. It stands in the place of the room: a
// slope below the curve that it belongs to, on the same axis; a loss over the steps to come; a border among the points.
#include <algorithm>
#include <cmath>

#include "act/study/sampling.h"
#include "app/activations.h"
#include "base/text.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/control/plot.h"
#include "ui/control/widgets.h"
#include "ui/lesson/lesson.h"
#include "ui/look/points.h"

namespace lab::ui {

namespace {

constexpr float kLeft = 48, kBelow = 24, kTitle = 20;
constexpr ImU32 kGapTint = IM_COL32(200, 40, 40, 22);
constexpr ImU32 kGapInk = IM_COL32(176, 32, 32, 255);

const lesson::Step& step_of(const Frame& f) { return *app::present_step(f.app); }
bool is_border(const Frame& f) { return step_of(f).sketch == lesson::Sketch::border; }

app::SketchPoint point_at(const Plot& plot, ImVec2 at) {
  const double down = static_cast<double>((at.y - plot.area.y) / plot.area.h);
  return {std::clamp(x_from_px(plot, at.x), plot.x.min, plot.x.max),
          std::clamp(plot.y.max - down * (plot.y.max - plot.y.min), plot.y.min, plot.y.max)};
}

ImVec2 px_of(const Plot& plot, const app::SketchPoint& p) {
  return {px_from_x(plot, p.x), px_from_y(plot, p.y)};
}

void give_sketch(Frame& f, app::SketchLine line) {
  app::Draft draft;
  draft.sketch = std::move(line);
  ask(f, app::SetDraft{std::move(draft)});
}

// The pen: pressed it begins, moved it draws.
void follow_pen(Frame& f, LessonView& view, const Plot& plot, const Press& press) {
  if (!press.is_held || f.is_cancelled) {
    view.pen.reset();
    return;
  }
  const app::SketchPoint now = point_at(plot, pointer().at);
  const app::SketchPoint from = view.pen.value_or(now);
  const bool begins = !view.pen.has_value();
  if (!begins && from == now) return;
  view.pen = now;
  app::SketchLine line = f.app.learner.draft.sketch;
  if (!is_border(f)) {
    const double place = (plot.x.max - plot.x.min) / (app::kSketchPlaces - 1) / 2;
    if (line.empty()) view.reach = {from.x, from.x};
    view.reach = {std::min({view.reach.min, from.x - place, now.x - place}),
                  std::max({view.reach.max, from.x + place, now.x + place})};
    line = app::with_stroke(std::move(line), {plot.x, plot.y}, from, now);
    return give_sketch(f, app::levelled(std::move(line), view.reach));
  }
  if (begins || line.size() >= app::kMaxSketchPoints) line.clear();
  const bool is_apart = line.empty() || std::hypot(line.back().x - now.x, line.back().y - now.y) >
                                            (plot.x.max - plot.x.min) / 100;
  if (!is_apart) return;
  line.push_back(now);
  give_sketch(f, std::move(line));
}

std::string axis_number(double value) { return i18n::number(value, 4); }

// Five values for the keyboard, each a slider at its place.
void use_keys(Frame& f, LessonView& view, const Plot& plot) {
  const app::SketchAxes axes{plot.x, plot.y};
  const app::SketchLine graph = f.app.learner.draft.sketch;
  for (std::size_t key = 0; key < app::kSketchKeys; ++key) {
    const double share = static_cast<double>(key) / static_cast<double>(app::kSketchKeys - 1);
    const double x = plot.x.min + share * (plot.x.max - plot.x.min);
    const double before = app::value_at(graph, key);
    const ImVec2 at = px_of(plot, {x, before});
    base::Element element{"learn.sketch." + std::to_string(key + 1),
                          base::Role::slider,
                          i18n::format(f.language, "learn.sketch_at.text", {axis_number(x)}),
                          {at.x - 12, std::clamp(at.y - 12, plot.area.y, bottom(plot.area) - 24), 24, 24}};
    element.range = base::Range{plot.y.min, plot.y.max, 0};
    element.value = base::shortest(static_cast<float>(before));
    element.value_text = axis_number(before);
    const std::string id = element.id;
    const double after = value_by_key(f, std::move(element), before, round_step(plot.y.max - plot.y.min));
    if (has_keyboard(f, id)) ImGui::GetWindowDrawList()->AddCircleFilled(at, 5, f.theme.ink, 16);
    if (after == before) continue;
    view.reach = plot.x;
    give_sketch(f, app::with_value(graph, axes, key, after));
  }
}

void draw_graph(const Frame& f, const Plot& plot, const app::SketchLine& line, const LineStyle& style) {
  std::vector<double> x, y;
  for (const app::SketchPoint& point : line) {
    x.push_back(point.x);
    y.push_back(point.y);
  }
  draw_line(f, plot, x, y, style);
}

// Between drawing and truth, as far as both go.
void tint_gap(const Plot& plot, const app::SketchLine& drawn, const app::SketchLine& truth) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRect(top_left(plot.area), bottom_right(plot.area), true);
  const ImDrawListFlags flags = draw->Flags;
  draw->Flags &= ~ImDrawListFlags_AntiAliasedFill;  // or each piece would have edges of its own
  for (std::size_t i = 1; i < std::min(drawn.size(), truth.size()); ++i) {
    if (!std::isfinite(truth[i].y) || !std::isfinite(truth[i - 1].y)) continue;
    draw->AddQuadFilled(px_of(plot, drawn[i - 1]), px_of(plot, drawn[i]), px_of(plot, truth[i]),
                        px_of(plot, truth[i - 1]), kGapTint);
  }
  draw->Flags = flags;
  draw->PopClipRect();
}

void draw_worst(const Frame& f, const Plot& plot, const app::SketchResult& result) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 drawn = px_of(plot, result.worst_drawn), truth = px_of(plot, result.worst);
  draw->AddLine(drawn, truth, kGapInk, 2.5F);
  draw->AddCircleFilled(drawn, 5, f.theme.ink, 16);
  draw->AddCircleFilled(truth, 5, f.theme.card, 16);
  draw->AddCircle(truth, 5, f.theme.accent, 16, 2);
}

// A loss is laid over as far as the run has come.
app::SketchLine truth_so_far(const Frame& f) {
  app::SketchLine truth = f.app.learner.result->truth;
  if (step_of(f).sketch != lesson::Sketch::loss) return truth;
  const auto now = static_cast<double>(f.run->seen.snapshot.step);
  std::erase_if(truth, [&](const app::SketchPoint& point) { return point.x > now; });
  return truth;
}

bool is_laid_over(const Frame& f) {
  return f.app.learner.result.has_value() && !app::is_asking(f.app) && f.app.shown.answers;
}

void draw_drawing(const Frame& f, const Plot& plot) {
  draw_graph(f, plot, f.app.learner.draft.sketch, {f.theme.ink, 2.5F});
  if (!is_laid_over(f)) return;
  const app::SketchLine truth = truth_so_far(f);
  if (is_border(f)) {
    for (const app::SketchPoint& point : truth)
      ImGui::GetWindowDrawList()->AddCircleFilled(px_of(plot, point), 2, f.theme.accent, 8);
  } else {
    tint_gap(plot, f.app.learner.draft.sketch, truth);
    draw_graph(f, plot, truth, {f.theme.accent, 2, Dash::dashed});
  }
  if (truth.size() == f.app.learner.result->truth.size()) draw_worst(f, plot, *f.app.learner.result);
}

void draw_points(const Frame& f, const Plot& plot) {
  const data::PointSet& points = f.run->plan.points;
  for (std::size_t i = 0; i < points.x1.size(); ++i)
    draw_point(f, px_of(plot, {static_cast<double>(points.x1[i]), static_cast<double>(points.x2[i])}), 4,
               points.label[i] == 1, i >= points.train_count);
}

void draw_sheet(Frame& f, LessonView& view, const Plot& plot) {
  base::Element picture{"learn.sheet", base::Role::picture, step_of(f).question, plot.area};
  picture.value_text = tr(f, is_laid_over(f) ? "learn.sheet_over.text" : "learn.sheet_empty.text");
  const Press press = pressable(f, std::move(picture));
  draw_grid(f, plot);
  ImGui::GetWindowDrawList()->PushClipRect(top_left(plot.area), bottom_right(plot.area), true);
  if (is_border(f)) draw_points(f, plot);
  ImGui::GetWindowDrawList()->PopClipRect();
  draw_drawing(f, plot);
  if (!app::is_asking(f.app)) return;
  if (press.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  follow_pen(f, view, plot, press);
  if (!is_border(f)) use_keys(f, view, plot);
}

Plot plot_in(const Rect& rect, const app::Interval& x, const app::Interval& y) {
  return {{rect.x + kLeft, rect.y + 8, rect.w - kLeft - 8, rect.h - kBelow - 8}, x, y};
}

// Cuts off a line that says what the plot below it shows; returns what is left of it.
Rect draw_title(Frame& f, Rect& rect, std::string_view id, const std::string& text) {
  Rect line = cut_top(rect, kTitle);
  cut_left(line, kLeft);
  add_text(f, id, line, text);
  cut_left(line, draw_text(f, line, label_text(f), text), kGap);
  return line;
}

// At the end of the title: which line is whose.
void draw_legend(Frame& f, Rect line) {
  if (!is_laid_over(f) || is_border(f)) return;
  constexpr float kSample = 18;
  cut_right(line, kUnit);
  const auto entry = [&](std::string_view id, std::string_view text_id, const LineStyle& style) {
    const std::string text = tr(f, text_id);
    const float width = text_size(f, label_text(f), text).x;
    if (line.w < width + kSample + 4) return;
    const Rect words = cut_right(line, width, 4);
    const Rect sample = cut_right(line, kSample, kGap);
    const ImVec2 ends[] = {{sample.x, centre(sample).y}, {right(sample), centre(sample).y}};
    draw_run(ImGui::GetWindowDrawList(), ends, style);
    add_text(f, id, words, text);
    draw_text(f, words, label_text(f), text);
  };
  entry("text.learn.truth", "learn.truth.text", {f.theme.accent, 2, Dash::dashed});
  entry("text.learn.yours", "learn.yours.text", {f.theme.ink, 2.5F});
}

void draw_curve(Frame& f, const Plot& plot) {
  draw_grid(f, plot);
  const act::Activation activation =
      app::activation_of(f.app.shown, app::chosen(f.app.shown, app::Use::curves).front(), app::Use::curves);
  std::vector<double> x, y;
  constexpr int kPlaces = 200;
  for (int i = 0; i <= kPlaces; ++i) x.push_back(plot.x.min + (plot.x.max - plot.x.min) * i / kPlaces);
  y.resize(x.size());
  act::read(activation, act::Reading::value, x, y);
  draw_line(f, plot, x, y, {f.theme.accent, 2.5F});
  if (!is_laid_over(f)) return;
  const double at = f.app.learner.result->worst.x, slope = f.app.learner.result->worst.y;
  const double value = act::read(activation, act::Reading::value, at);
  const double half = (plot.x.max - plot.x.min) / 10;
  const double ends[] = {at - half, at + half}, heights[] = {value - half * slope, value + half * slope};
  draw_line(f, plot, ends, heights, {f.theme.ink, 1.5F});
  ImGui::GetWindowDrawList()->AddCircleFilled(px_of(plot, {at, value}), 4.5F, f.theme.accent, 16);
}

}  // namespace

void draw_sketch(Frame& f, LessonView& view, const Rect& room) {
  const lesson::Step& step = step_of(f);
  Rect rest = inset(room, kUnit, kUnit);
  card(f, rest);
  rest = inset(rest, 6, 6);
  const app::SketchAxes axes = app::sketch_axes(f.app);
  const bool has_curve = step.sketch == lesson::Sketch::slope && rest.h >= 260;
  if (has_curve) {
    Rect above = cut_top(rest, rest.h / 2);
    draw_title(f, above, "text.learn.curve", tr(f, "learn.curve.text"));
    draw_curve(f, plot_in(above, axes.x, axes.y));
  }
  constexpr std::string_view kTitles[] = {"learn.slope.text", "learn.border.text", "learn.loss.text"};
  const std::string_view title = kTitles[static_cast<std::size_t>(step.sketch)];
  draw_legend(f, draw_title(f, rest, "text.learn.sheet", tr(f, title)));
  if (step.sketch == lesson::Sketch::border) rest = centred_square(rest);
  draw_sheet(f, view, plot_in(rest, axes.x, axes.y));
}

}  // namespace lab::ui
