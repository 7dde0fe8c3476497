// The runs that were made, and what makes one pause.
#include <algorithm>

#include "app/figures.h"
#include "app/lessons.h"
#include "app/offered.h"
#include "app/run_log.h"
#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr const char* kPanel = "runs.panel";
constexpr float kWidth = 640;
constexpr float kRow = 48;
constexpr float kTallRow = 66;  // its figures take two lines there
constexpr float kChoice = 40;
constexpr float kNarrow = 420;
constexpr std::string_view kStops[] = {"stop_accuracy", "stop_step", "stop_plateau"};

std::string words(const Frame& f, std::string_view id, std::string_view value) {
  return i18n::format(f.language, id, {std::string(value)});
}

// "Learning rate 0.1 · Data XOR"
std::string settings_text(const Frame& f, const app::LoggedRun& run,
                          const std::vector<const app::Field*>& fields) {
  std::string text;
  for (const app::Field* field : fields) {
    text += text.empty() ? "" : " · ";
    text += tr(f, "field." + std::string(field->key)) + " " + app::run_reading(run, f.language, *field);
  }
  return text.empty() ? tr(f, "log.alike") : text;
}

// On training points, held out where there are any.
std::string pair_text(const Frame& f, const app::LoggedRun& run, double nn::Metrics::*of,
                      std::string (*text)(double)) {
  if (run.test.points == 0) return text(run.train.*of);
  return i18n::format(f.language, "train.values", {text(run.train.*of), text(run.test.*of)});
}

std::vector<std::string> figures(const Frame& f, const app::LoggedRun& run) {
  std::vector<std::string> all = {words(f, "log.steps", i18n::grouped(run.step))};
  if (app::is_veiled(f.app, "numbers")) return all;
  all.push_back(words(f, "log.loss", pair_text(f, run, &nn::Metrics::loss, app::loss_text)));
  all.push_back(words(f, "log.accuracy", pair_text(f, run, &nn::Metrics::accuracy, app::accuracy_text)));
  all.push_back(run.steps_to ? words(f, "log.fast", i18n::grouped(*run.steps_to)) : tr(f, "log.slow"));
  return all;
}

// The name, then whether it has come back as it was.
void draw_name(const Frame& f, Rect& row, const std::string& name, const app::LoggedRun& run) {
  draw_text(f, cut_left(row, text_size(f, value_text(f), name).x, kUnit), value_text(f), name);
  if (!run.is_same) return;
  const ImU32 colour = *run.is_same ? f.theme.accent : f.theme.warning;
  draw_icon(*run.is_same ? Icon::check : Icon::close, centre(cut_left(row, 14, kUnit)), 12, colour);
}

void draw_run(Frame& f, Rect row, const app::LoggedRun& run, bool is_present, const std::string& settings) {
  const std::string number = std::to_string(run.number);
  const std::string name = words(f, is_present ? "log.present" : "log.run", number);
  if (!is_present) {
    const Rect place = cut_right(row, kMinTarget, 4);
    if (icon_button(f, {place.x, centre(place).y - kMinTarget / 2, kMinTarget, kMinTarget},
                    "runs.forget." + number, Icon::close, words(f, "log.forget", number), Look::plain))
      ask(f, app::Forget{run.number});
  }
  std::string label = name + ": " + settings;
  for (const std::string& figure : figures(f, run)) label += " · " + figure;
  if (run.is_same) label += " · " + tr(f, *run.is_same ? "log.same" : "log.different");
  ImDrawList* const draw = ImGui::GetWindowDrawList();
  if (is_present) {
    draw->AddRectFilled(top_left(row), bottom_right(row), with_alpha(f.theme.accent, 0.1F), 6);
    add_text(f, "text.runs.present", row, label);
  } else {
    const Press press = pressable(f, "runs.run." + number, label, row);
    if (press.is_hovered) draw->AddRectFilled(top_left(row), bottom_right(row), f.theme.track, 6);
    if (press.is_pressed) ask(f, app::Recall{run.number});
  }
  Rect inside = inset(row, kUnit, 5);
  Rect head = cut_top(inside, 18, 2);
  draw_name(f, head, name, run);
  draw_text(f, head, body(f), settings);
  const std::vector<std::string> all = figures(f, run);
  constexpr float kShares[] = {0.16F, 0.3F, 0.3F, 0.24F};
  if (inside.w < kNarrow) {
    std::string line = all.front();
    for (std::size_t i = 1; i < all.size(); ++i) line += " · " + all[i];
    draw_paragraph(f, inside, label_text(f), line);
    return;
  }
  const float width = inside.w;
  for (std::size_t i = 0; i < all.size(); ++i)
    draw_text(f, cut_left(inside, width * kShares[i] - 4, 4), label_text(f), all[i]);
}

// Beside each other, or where it is narrow below. Returns how high they are.
float draw_stops(Frame& f, Rect rest) {
  const float top = rest.y;
  const bool is_narrow = rest.w < kNarrow;
  std::size_t left = static_cast<std::size_t>(std::count_if(
      std::begin(kStops), std::end(kStops), [&](std::string_view key) { return is_shown(f, key); }));
  if (left == 0) return 0;
  draw_text(f, cut_top(rest, 18, 2), title_text(f), tr(f, "log.stop"));
  const float height = is_narrow ? 30 : kChoice;
  Rect row = cut_top(rest, height, 2);
  for (const std::string_view key : kStops) {
    if (!is_shown(f, key)) continue;
    const auto count = static_cast<float>(left--);
    field_dropdown(f, is_narrow ? row : cut_left(row, (row.w - (count - 1) * kUnit) / count, kUnit), key);
    if (is_narrow) row = cut_top(rest, height, 2);
  }
  return (is_narrow ? row.y : bottom(row)) + kUnit - top;
}

void draw_exits(Frame& f, Rect row) {
  const auto next = [&](std::string_view id, std::string_view text_id) {
    const std::string text = tr(f, text_id);
    return button(f, cut_left(row, button_width(f, text), kUnit), id, text);
  };
  if (is_shown(f, "copy") && next("runs.copy", "log.copy"))
    copy(f, app::runs_text(f.app, '\t'), "notice.copied_runs");
  if (is_shown(f, "export") && next("runs.csv", "log.save")) {
    f.exported = Exported{"runs", Exported::To::file, 0, app::runs_text(f.app, ','), ".csv"};
  }
  if (f.has_mirror && is_shown(f, "export") && next("runs.print", "log.print"))
    f.exported = Exported{"runs", Exported::To::printer, 0, app::runs_text(f.app, '\t')};
  if (!f.app.log.runs.empty() && next("runs.clear", "log.clear")) ask(f, app::Forget{});
}

float row_height(float width) { return width - 2 * kUnit - kMinTarget - 4 < kNarrow ? kTallRow : kRow; }

// Returns where it ends.
float draw_rows(Frame& f, Rect rest) {
  const float stops = draw_stops(f, rest);
  cut_top(rest, stops);
  const std::vector<app::LoggedRun> runs = app::all_runs(f.app);
  const std::vector<const app::Field*> differing = app::differing_fields(runs);
  for (std::size_t i = 0; i < runs.size(); ++i)
    draw_run(f, cut_top(rest, row_height(rest.w), 4), runs[i], i == 0, settings_text(f, runs[i], differing));
  const std::string hint = tr(f, "log.hint");
  const float height = draw_paragraph(f, rest, label_text(f), hint);
  add_text(f, "text.runs.hint", {rest.x, rest.y, rest.w, height}, hint);
  return rest.y + height;
}

}  // namespace

void open_run_log() { ImGui::OpenPopup(kPanel); }

bool is_run_log_open() { return ImGui::IsPopupOpen(kPanel); }

void draw_run_log(Frame& f) {
  const float width = std::min(kWidth, f.view.w - 2 * kUnit);
  const auto count = static_cast<float>(f.app.log.runs.size() + 1);
  const float wanted = 2 * kCardPadding + 2 * (kMinTarget + kUnit) + 150 + count * (row_height(width) + 4);
  const float height = std::min(wanted, f.view.h - 2 * kUnit);
  const Rect panel{(f.view.w - width) / 2, (f.view.h - height) / 2, width, height};
  if (!begin_panel(f, kPanel, panel, tr(f, "log.title"))) return;
  Rect rest = inset(panel, kCardPadding, kUnit);
  Rect title = cut_top(rest, kMinTarget, kUnit);
  if (icon_button(f, cut_right(title, kMinTarget), "runs.close", Icon::close, tr(f, "train.close"),
                  Look::plain))
    ImGui::CloseCurrentPopup();
  draw_heading(f, title, "runs", tr(f, "log.title"));
  const Rect exits = cut_bottom(rest, 30, kUnit);
  ImGui::SetCursorScreenPos(top_left(rest));
  if (ImGui::BeginChild("runs.scroll", {rest.w, rest.h})) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float end = draw_rows(f, {at.x, at.y, rest.w - 10, 1e6F});
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({1, end - at.y});
    scroll_by_touch(f);
  }
  ImGui::EndChild();
  draw_exits(f, exits);
  end_panel(f);
}

}  // namespace lab::ui
