// Requests of scripts, as far as only the screen can answer them.
#include <algorithm>

#include "app/requests.h"
#include "base/text.h"
#include "export/pictures.h"
#include "export/svg.h"
#include "gpu/self_check.h"
#include "shell/screen.h"
#include "ui/control/gesture.h"

namespace lab::shell {

namespace {

constexpr int kSelfCheckGrid = 64;

void write_rect(base::JsonWriter& json, const base::Rect& rect) {
  open_object(json);
  member(json, "x", static_cast<double>(rect.x));
  member(json, "y", static_cast<double>(rect.y));
  member(json, "width", static_cast<double>(rect.w));
  member(json, "height", static_cast<double>(rect.h));
  close_object(json);
}

void write_element(base::JsonWriter& json, const base::Element& element) {
  open_object(json);
  member(json, "id", element.id);
  member(json, "role", base::id_of(element.role));
  member(json, "label", element.label);
  if (!element.value.empty()) member(json, "value", element.value);
  if (!element.value_text.empty()) member(json, "value_text", element.value_text);
  if (element.range) {
    member(json, "min", element.range->min);
    member(json, "max", element.range->max);
    member(json, "step", element.range->step);
  }
  if (element.options != nullptr) {
    key(json, "options");
    open_array(json);
    for (const base::Option& option : *element.options) {
      open_object(json);
      member(json, "value", option.value);
      member(json, "label", option.label);
      close_object(json);
    }
    close_array(json);
  }
  if (!element.help.empty()) member(json, "help", element.help);
  key(json, "rect");
  write_rect(json, element.rect);
  member(json, "enabled", !element.is_disabled);
  member(json, "pressed", element.is_pressed);
  member(json, "expanded", element.is_expanded);
  member(json, "invalid", element.is_invalid);
  close_object(json);
}

// What is on the screen and not hidden.
std::string controls(Screen& screen, std::string_view) {
  screen.is_used = true;
  base::JsonWriter json;
  open_array(json);
  for (const base::Element& element : screen.elements) {
    const bool is_pointable = base::is_operable(element.role) || element.role == base::Role::picture;
    if (is_pointable && !element.is_hidden) write_element(json, element);
  }
  close_array(json);
  return json.text;
}

std::string wants_wheel(Screen& screen, std::string_view) {
  return "\"" + std::string(screen.ui.wheel_use) + "\"";
}

std::string wants_touch(Screen& screen, std::string_view place) {
  const std::size_t space = place.find(' ');
  const auto x = base::parse_number(place.substr(0, space));
  const auto y = space == std::string_view::npos ? std::nullopt : base::parse_number(place.substr(space + 1));
  if (!x || !y) return app::error_json(screen.app, {"notice.not_a_place", {std::string(place)}});
  const ImVec2 at{static_cast<float>(*x), static_cast<float>(*y)};
  // A plot neither scrolls the panel it stands in nor is dragged by a finger that wants to get on with the page.
  const bool is_dragged =
      std::any_of(screen.elements.begin(), screen.elements.end(), [&](const base::Element& element) {
        return element.is_dragged && !element.is_hidden && ui::contains(element.rect, at);
      });
  return "\"" + std::string(is_dragged ? "none" : ui::touch_use(at)) + "\"";
}

// The SVG as a string.
std::string export_picture(Screen& screen, std::string_view id) {
  const std::vector<std::string> ids = exports::picture_ids(screen.app);
  const auto drawing = exports::drawing_of(screen.app, id.empty() && !ids.empty() ? ids.front() : id);
  if (!drawing)
    return app::error_json(screen.app, {"notice.no_picture", {std::string(id), base::join(ids, ", ")}});
  base::JsonWriter json;
  value(json, exports::svg(*drawing));
  return json.text;
}

std::string self_check(Screen& screen, std::string_view) {
  const run::Run& run = app::first_run(screen.app);
  if (!run::is_made(run)) return "null";  // there is no plane that the shader would paint
  return std::to_string(gpu::max_shader_error(screen.ui.heatmaps.front(), run.seen.snapshot,
                                              run.plan.points.plane, kSelfCheckGrid));
}

// The requests that app::requests() leaves to the screen.
struct ScreenRequest {
  std::string_view verb;
  std::string (*answer)(Screen&, std::string_view argument);
};

constexpr ScreenRequest kScreenRequests[] = {{"controls", controls},
                                             {"export", export_picture},
                                             {"wants_wheel", wants_wheel},
                                             {"wants_touch", wants_touch},
                                             {"self_check", self_check}};

}  // namespace

std::string answer(Screen& screen, std::string_view request) {
  const auto [verb, argument] = app::read_request(request);
  for (const ScreenRequest& row : kScreenRequests) {
    if (row.verb == verb) return row.answer(screen, argument);
  }
  if (verb != "get" && verb != "table") screen.frames_to_settle = kSettleFrames;
  return app::answer(screen.app, request, screen.frames);
}

}  // namespace lab::shell
