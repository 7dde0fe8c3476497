#include "ui/frame.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "app/access.h"
#include "app/lessons.h"
#include "app/link.h"
#include "app/offered.h"
#include "imgui_internal.h"

namespace lab::ui {

namespace {

constexpr float kWideFrom = 980;  // points: below it three columns are too narrow
constexpr float kShortBelow = 520;
// A window of 1280×720 at a zoom of 150 %, with what the browser itself takes of its height.
constexpr float kBesideFrom = 720;
constexpr float kLowestBeside = 380;
constexpr float kMinVisible = 12;  // a control of which less is seen cannot be operated

// Parts of the screen that go while what they tell is asked, see lesson::kVeils.
constexpr std::pair<std::string_view, std::string_view> kVeiledParts[] = {
    {"hero", "hero"},        {"gradient", "numbers"}, {"diagnosis", "numbers"}, {"loss_chart", "numbers"},
    {"readings", "numbers"}, {"facts", "facts"},      {"gallery", "facts"},     {"readings", "slope"},
    {"facts", "slope"},      {"gallery", "slope"}};

// The guide has nothing to say beside a lesson, which says more.
bool is_left_out(const Frame& f, std::string_view word) {
  if (f.app.shown.lesson.empty()) return false;
  if (word == "guide") return true;
  return std::any_of(std::begin(kVeiledParts), std::end(kVeiledParts), [&](const auto& part) {
    return part.first == word && app::is_veiled(f.app, part.second);
  });
}

}  // namespace

Shape shape_of(float width, float height) {
  if (height > width && height >= kShortBelow) return Shape::tall;
  if (width >= kWideFrom && height >= kShortBelow) return Shape::wide;
  return width >= kBesideFrom && height >= kLowestBeside ? Shape::beside : Shape::compact;
}

bool has_part(Frame& f) {
  if (!f.has_all_parts) f.wants_all_parts = true;
  return f.has_all_parts;
}

void look_at(Frame& f, std::size_t side) {
  f.side = side;
  f.diagnosis = &f.app.diagnoses[side];
  if (app::has_pictures(f.app)) {
    f.image_run = &f.app.image_runs[side];
    return;
  }
  f.run = &f.app.runs[side];
  f.heatmap = &f.heatmaps[side];
}

std::string on_side(const Frame& f, std::string_view id) {
  return f.side == 0 ? std::string(id) : std::string(id) + "." + std::to_string(f.side + 1);
}

bool is_shown(const Frame& f, std::string_view word) {
  return !app::is_hidden(f.app.shown, word) && !is_left_out(f, word);
}

bool is_locked(const Frame& f, std::string_view word) {
  return app::is_locked(f.app.shown, word) ||
         (app::is_waiting(f.app) && (word == "step" || !app::is_free_while_waiting(word)));
}

void add_element(Frame& f, base::Element element) {
  const ImGuiContext& context = *ImGui::GetCurrentContext();
  const Rect rect = element.rect;
  const ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 min = draw->GetClipRectMin();
  const ImVec2 max = draw->GetClipRectMax();
  const Rect clip = intersection(f.view, {min.x, min.y, max.x - min.x, max.y - min.y});
  const Rect visible = intersection(rect, clip);
  const bool is_usable =
      visible.w >= std::min(kMinVisible, rect.w) && visible.h >= std::min(kMinVisible, rect.h);
  element.is_beneath = context.BeginPopupStack.Size < context.OpenPopupStack.Size;
  element.is_hidden = element.is_beneath || !is_usable;
  element.rect = visible;
  // What is scrolled away stands at the edge that it has gone over.
  element.rect.x = std::clamp(visible.x, clip.x, right(clip));
  element.rect.y = std::clamp(visible.y, clip.y, bottom(clip));
  element.depth = f.depth;
  element.layer = f.layer;
  if (base::is_operable(element.role) && !element.is_beneath) {
    const Frame::Toolbar toolbar = f.toolbars.empty() ? Frame::Toolbar{} : f.toolbars.back();
    const bool is_one_of_several = element.role == base::Role::option || element.role == base::Role::choice ||
                                   element.role == base::Role::tab;
    f.keyboard.drawn.push_back({element.id, element.role, rect, toolbar.number, toolbar.is_grid, f.layer,
                                f.elements.size(), is_one_of_several && element.is_pressed,
                                element.is_disabled});
  }
  f.elements.push_back(std::move(element));
}

void add_text(Frame& f, std::string_view id, const Rect& rect, std::string text) {
  add_element(f, {std::string(id), base::Role::text, std::move(text), rect});
}

void add_picture(Frame& f, base::Element picture, std::string_view table_id) {
  const Rect rect = picture.rect;
  const std::string table = i18n::format(f.language, "table.open", {picture.label});
  add_element(f, std::move(picture));
  if (table_id.empty()) return;
  add_element(f, {"table." + std::string(table_id), base::Role::table, table, rect});
}

void ask(Frame& f, app::Command command) { f.commands.push_back(std::move(command)); }

void change(Frame& f, const app::Scenario& next, bool goes_on) {
  for (app::Command& command : f.commands) {
    auto* const pending = std::get_if<app::Change>(&command);
    if (pending == nullptr) continue;
    for (const app::Field& field : app::fields()) {
      if (!app::is_same(f.app.shown, next, field)) app::copy_value(next, pending->next, field);
    }
    return;
  }
  ask(f, app::Change{next, goes_on});
}

void go_to_room(Frame& f, std::string_view id) {
  app::Scenario next = f.app.shown;
  next.view = id;
  change(f, next);
}

void open_link(Frame& f, std::string_view link) {
  app::Scenario base = app::base_of(link);
  base.view = app::Scenario{}.view;
  for (const char* key :
       {"lang", "theme", "mirror", "keys", "gestures", "stars", "hide", "lock", "controls", "answers"})
    app::copy_value(f.app.shown, base, *app::find_field(key));
  app::Decoded decoded = app::decode(link, base);
  ask(f, app::Open{std::move(decoded.scenario), std::move(decoded.notices), decoded.names_view});
}

void change_number(Frame& f, const app::Field& field, double number, bool goes_on) {
  app::Scenario next = f.app.shown;
  app::set_number(next, field, number);
  change(f, next, goes_on);
}

}  // namespace lab::ui
