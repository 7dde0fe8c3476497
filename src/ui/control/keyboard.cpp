#include "ui/control/keyboard.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/sort_by.h"
#include "base/text.h"
#include "imgui_internal.h"

namespace lab::ui {

namespace {

constexpr float kRing = 3;  // points wide; it joins the outline of what it surrounds, or there were two
constexpr float kAcrossWeight = 2;  // an arrow key rather goes far along than a little aside
constexpr double kPage = 10;        // steps

const Stop* find_stop(std::span<const Stop> stops, std::string_view id) {
  const auto found =
      std::find_if(stops.begin(), stops.end(), [id](const Stop& stop) { return stop.id == id; });
  return found == stops.end() ? nullptr : &*found;
}

// The page follows, where there is one.
void move_focus(Keyboard& keyboard, std::string_view id) {
  if (keyboard.focus == id) return;
  if (!keyboard.is_moved_by_us) keyboard.moved_from = keyboard.focus;
  keyboard.focus = id;
  keyboard.is_new = keyboard.is_moved_by_us = true;
  keyboard.changing.clear();
}

int top_layer(std::span<const Stop> stops) {
  int top = 0;
  for (const Stop& stop : stops) top = std::max(top, stop.layer);
  return top;
}

// Along the Tab stops of what lies on top, from the last to the first.
void go_on(Keyboard& keyboard, int by) {
  std::vector<const Stop*> order;
  const int layer = top_layer(keyboard.stops);
  for (const Stop& stop : keyboard.stops) {
    const bool is_here = stop.id == keyboard.focus;  // also where it cannot be operated any more
    if (stop.layer == layer && (stop.is_tab_stop || is_here)) order.push_back(&stop);
  }
  if (order.empty()) return;
  const auto here =
      std::find_if(order.begin(), order.end(), [&](const Stop* stop) { return stop->id == keyboard.focus; });
  const auto count = static_cast<std::ptrdiff_t>(order.size());
  const std::ptrdiff_t start = here == order.end() ? (by > 0 ? -1 : count) : here - order.begin();
  move_focus(keyboard, order[static_cast<std::size_t>((start + by + count) % count)]->id);
}

// The one nearest in the direction (one of both is 0), in the same toolbar or list.
const Stop* neighbour(const Keyboard& keyboard, const Stop& from, float dx, float dy) {
  const Stop* best = nullptr;
  float least = std::numeric_limits<float>::infinity();
  const ImVec2 here = centre(from.rect);
  for (const Stop& stop : keyboard.stops) {
    if (stop.toolbar != from.toolbar || stop.is_disabled) continue;
    const ImVec2 there = centre(stop.rect);
    const float along = (there.x - here.x) * dx + (there.y - here.y) * dy;
    const float across = std::abs((there.x - here.x) * dy) + std::abs((there.y - here.y) * dx);
    if (along < 1) continue;
    const float distance = along + kAcrossWeight * across;
    if (distance < least) {
      least = distance;
      best = &stop;
    }
  }
  return best;
}

// The next or the last one of the same toolbar or list in reading order.
const Stop* beside(const Keyboard& keyboard, const Stop& from, int by) {
  const Stop* const first = keyboard.stops.data();
  for (const Stop* stop = &from + by; stop >= first && stop < first + keyboard.stops.size(); stop += by) {
    if (stop->toolbar == from.toolbar && !stop->is_disabled) return stop;
  }
  return nullptr;
}

void go_between(Keyboard& keyboard) {
  const Stop* here = find_stop(keyboard.stops, keyboard.focus);
  if (here == nullptr) return;
  // From what is searched for to what is found.
  if (here->role == base::Role::text_input && ImGui::IsKeyPressed(ImGuiKey_DownArrow))
    return go_on(keyboard, 1);
  if (here->toolbar == 0 || here->role == base::Role::slider) return;
  struct Way {
    ImGuiKey key;
    float dx, dy;
  };
  constexpr Way kWays[] = {{ImGuiKey_LeftArrow, -1, 0},
                           {ImGuiKey_RightArrow, 1, 0},
                           {ImGuiKey_UpArrow, 0, -1},
                           {ImGuiKey_DownArrow, 0, 1}};
  for (const Way& way : kWays) {
    if (!ImGui::IsKeyPressed(way.key)) continue;
    const bool goes_by_order = way.dx != 0 && !here->is_in_grid;
    const Stop* next = goes_by_order ? beside(keyboard, *here, way.dx > 0 ? 1 : -1)
                                     : neighbour(keyboard, *here, way.dx, way.dy);
    if (next != nullptr) return move_focus(keyboard, next->id);
  }
  for (const auto& [key, by] : {std::pair(ImGuiKey_PageUp, -1), std::pair(ImGuiKey_PageDown, 1)}) {
    if (!ImGui::IsKeyPressed(key)) continue;
    const Stop* next = here;
    for (int i = 0; i < kPage; ++i) {
      if (const Stop* further = beside(keyboard, *next, by)) next = further;
    }
    return move_focus(keyboard, next->id);
  }
  const auto is_beside = [&](const Stop& stop) {
    return stop.toolbar == here->toolbar && (!stop.is_disabled || &stop == here);
  };
  const std::vector<Stop>& stops = keyboard.stops;
  if (ImGui::IsKeyPressed(ImGuiKey_Home, false)) {
    return move_focus(keyboard, std::find_if(stops.begin(), stops.end(), is_beside)->id);
  }
  if (ImGui::IsKeyPressed(ImGuiKey_End, false)) {
    return move_focus(keyboard, std::find_if(stops.rbegin(), stops.rend(), is_beside)->id);
  }
}

void follow_page(Frame& f) {
  for (const MirrorInput& input : f.mirror_input) {
    f.keyboard.is_seen = true;
    if (f.keyboard.focus == input.id) continue;
    f.keyboard.focus = input.id;
    f.keyboard.is_new = true;
    f.keyboard.changing.clear();
  }
}

// One container is one stop: where the keyboard is, else the present choice, else the first.
void choose_tab_stops(Frame& f) {
  std::vector<Stop*> chosen(static_cast<std::size_t>(f.toolbar_count) + 1, nullptr);
  const auto rank = [&](const Stop& stop) {
    return stop.id == f.keyboard.focus ? 2 : stop.is_pressed ? 1 : 0;
  };
  for (Stop& stop : f.keyboard.drawn) {
    if (stop.is_disabled) continue;
    stop.is_tab_stop = stop.toolbar == 0;
    Stop*& best = chosen[static_cast<std::size_t>(stop.toolbar)];
    if (best == nullptr || rank(stop) > rank(*best)) best = &stop;
  }
  for (Stop* stop : chosen) {
    if (stop != nullptr) stop->is_tab_stop = true;
  }
  for (const Stop& stop : f.keyboard.drawn) {
    base::Element& element = f.elements[stop.element];
    element.is_tab_stop = stop.is_tab_stop;
    const std::vector<std::string>& openers = f.keyboard.openers;
    element.is_expanded = std::find(openers.begin(), openers.end(), stop.id) != openers.end();
  }
}

// The page follows only where the keyboard is used: what the pointer opens takes it from no one.
void pass_focus(Keyboard& keyboard, const std::string& id) {
  if (keyboard.is_seen) return move_focus(keyboard, id);
  keyboard.focus = id;
}

// Into what has opened. What is there to type in has the keyboard from then on, also where a mouse has opened it; not after a
// finger, since the keys that a phone then shows would cover what is looked for.
void lead_into(Keyboard& keyboard, const Stop& stop) {
  const bool is_finger = ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen;
  if (stop.role == base::Role::text_input && !is_finger) keyboard.is_seen = true;
  pass_focus(keyboard, stop.id);
}

// Where something that opens is there to type in, there; else at the present choice, else at the first.
int rank_to_begin(const Stop& stop) {
  return stop.role == base::Role::text_input ? 2 : stop.is_pressed ? 1 : 0;
}

// Into what opened, and back to what opened it.
void follow_layers(Frame& f) {
  Keyboard& keyboard = f.keyboard;
  while (keyboard.openers.size() > static_cast<std::size_t>(f.layers)) {
    pass_focus(keyboard, std::exchange(keyboard.openers.back(), {}));
    keyboard.openers.pop_back();
  }
  while (keyboard.openers.size() < static_cast<std::size_t>(f.layers)) {
    keyboard.openers.push_back(keyboard.focus);
    const int layer = static_cast<int>(keyboard.openers.size());
    const Stop* first = nullptr;
    for (const Stop& stop : keyboard.drawn) {
      if (stop.layer != layer || stop.is_disabled) continue;
      const bool is_better = first != nullptr && rank_to_begin(stop) > rank_to_begin(*first);
      if (first == nullptr || is_better) first = &stop;
    }
    if (first != nullptr) lead_into(keyboard, *first);
  }
}

// What had the keyboard has gone: what stood before it has it.
void keep_focus(Frame& f) {
  Keyboard& keyboard = f.keyboard;
  const bool is_other_room = std::exchange(keyboard.view, f.app.shown.view) != f.app.shown.view;
  const std::string wanted = std::exchange(keyboard.wanted, {});
  if (!wanted.empty()) {
    if (const Stop* stop = find_stop(keyboard.drawn, wanted)) return lead_into(keyboard, *stop);
    keyboard.wanted = wanted;  // it comes with the next frame
  }
  if (!keyboard.is_seen || keyboard.focus.empty() || find_stop(keyboard.drawn, keyboard.focus) != nullptr)
    return;
  const Stop* before = find_stop(keyboard.stops, keyboard.focus);
  if (before == nullptr) return;
  if (is_other_room) {
    const auto in_room = std::find_if(keyboard.drawn.begin(), keyboard.drawn.end(), [&](const Stop& stop) {
      return !stop.is_disabled && stop.layer == 0 && f.elements[stop.element].depth > 0 &&
             stop.element > f.room_begins;
    });
    if (in_room != keyboard.drawn.end()) return move_focus(keyboard, in_room->id);
  }
  for (const Stop* stop = before; stop >= keyboard.stops.data(); --stop) {
    if (find_stop(keyboard.drawn, stop->id) != nullptr) return move_focus(keyboard, stop->id);
  }
}

bool is_any_arrow_pressed() {
  constexpr ImGuiKey kArrows[] = {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
                                  ImGuiKey_DownArrow};
  return std::any_of(std::begin(kArrows), std::end(kArrows),
                     [](ImGuiKey key) { return ImGui::IsKeyPressed(key); });
}

void draw_ring(const Frame& f) {
  if (!f.keyboard.is_seen) return;
  for (const base::Element& element : f.elements) {
    // Over what lies over it, too: a notice.
    const bool is_seen = !element.is_beneath && element.rect.w > 0 && element.rect.h > 0;
    if (element.id != f.keyboard.focus || !is_seen || element.role == base::Role::text_input) continue;
    const bool is_round = f.keyboard.ring.w > 0;
    const Rect& inner = is_round ? f.keyboard.ring : element.rect;
    const float edge = kRing / 2;
    const Rect ring = intersection(inset(inner, -edge, -edge), inset(f.view, edge, edge));
    ImGui::GetForegroundDrawList()->AddRect(top_left(ring), bottom_right(ring), f.theme.accent,
                                            is_round ? ring.h / 2 : kControlRadius, 0, kRing);
  }
}

}  // namespace

void begin_keyboard(Frame& f) {
  Keyboard& keyboard = f.keyboard;
  keyboard.is_moved_by_us = false;
  // What others have changed meanwhile, an undo among them, ends the change by keys.
  if (f.app.version != keyboard.version && !keyboard.has_changed) keyboard.changing.clear();
  keyboard.version = f.app.version;
  keyboard.has_changed = false;
  keyboard.ring = {};
  follow_page(f);
  if (ImGui::IsMouseClicked(0)) keyboard.is_seen = false;
  if (ImGui::IsKeyPressed(ImGuiKey_Tab)) {
    if (ImGui::GetIO().WantTextInput) ImGui::ClearActiveID();
    keyboard.is_seen = true;
    go_on(keyboard, ImGui::GetIO().KeyShift ? -1 : 1);
  }
  const int open = ImGui::GetCurrentContext()->OpenPopupStack.Size;
  if (open > 0 && ImGui::IsKeyPressed(ImGuiKey_Escape, false)) ImGui::ClosePopupToLevel(open - 1, true);
  if (ImGui::GetIO().WantTextInput) return;
  if (is_any_arrow_pressed() && !keyboard.is_seen && !keyboard.focus.empty()) {
    keyboard.is_seen = keyboard.is_new = keyboard.is_moved_by_us =
        true;  // goes on from where the pointer was
    keyboard.moved_from = keyboard.focus;
  }
  if (keyboard.is_seen) go_between(keyboard);
}

void end_keyboard(Frame& f) {
  Keyboard& keyboard = f.keyboard;
  keyboard.is_new = false;
  follow_layers(f);
  keep_focus(f);
  choose_tab_stops(f);
  keyboard.stops = std::exchange(keyboard.drawn, {});
  base::sort_by(f.elements, [](const base::Element& element) { return element.layer; });
  draw_ring(f);
}

Group::Group(Frame& f, base::Element container) : frame_(f) {
  const bool is_grid = container.role == base::Role::grid;
  const bool has_arrows =
      is_grid || container.role == base::Role::toolbar || container.role == base::Role::listbox;
  if (has_arrows) {
    f.toolbars.push_back({++f.toolbar_count, is_grid});
  } else {
    f.toolbars.push_back(f.toolbars.empty() ? Frame::Toolbar{} : f.toolbars.back());
  }
  add_element(f, std::move(container));
  ++f.depth;
}

Group::~Group() {
  --frame_.depth;
  frame_.toolbars.pop_back();
}

void begin_layer(Frame& f, base::Element container) {
  f.below.push_back({f.depth, f.layer});
  f.depth = 0;
  f.layer = ++f.layers;
  f.toolbars.emplace_back();
  add_element(f, std::move(container));
  f.depth = 1;
}

void end_layer(Frame& f) {
  f.depth = f.below.back().depth;
  f.layer = f.below.back().layer;
  f.below.pop_back();
  f.toolbars.pop_back();
}

bool has_keyboard(const Frame& f, std::string_view id) {
  return f.keyboard.is_seen && f.keyboard.focus == id;
}

bool is_escape_pressed(const Frame&) {
  const bool is_free = ImGui::GetCurrentContext()->OpenPopupStack.empty() && !ImGui::GetIO().WantTextInput;
  return is_free && ImGui::IsKeyPressed(ImGuiKey_Escape, false);
}

void send_keyboard(Frame& f, std::string_view id) { f.keyboard.wanted = id; }

void note_pointer(Frame& f, std::string_view id) {
  f.keyboard.focus = id;
  f.keyboard.changing.clear();
}

void follow_item(Frame& f, std::string_view id) {
  if (ImGui::IsItemActivated()) note_pointer(f, id);
  if (f.keyboard.is_new && has_keyboard(f, id)) ImGui::ScrollToItem();
}

bool is_pressed_by_key(const Frame& f, std::string_view id) {
  for (const MirrorInput& input : f.mirror_input) {
    if (input.kind == MirrorInput::Kind::press && input.id == id) return true;
  }
  if (!has_keyboard(f, id) || ImGui::GetIO().WantTextInput) return false;
  return ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_Space, false);
}

std::optional<std::string_view> value_from_page(const Frame& f, std::string_view id) {
  std::optional<std::string_view> value;
  for (const MirrorInput& input : f.mirror_input) {
    if (input.kind == MirrorInput::Kind::value && input.id == id) value = input.text;
  }
  return value;
}

double steps_by_key(const Frame& f, std::string_view id) {
  if (!has_keyboard(f, id) || ImGui::GetIO().WantTextInput || ImGui::GetIO().KeyShift) return 0;
  struct Move {
    ImGuiKey key;
    double steps;
  };
  constexpr double kAll = std::numeric_limits<double>::infinity();
  constexpr Move kMoves[] = {{ImGuiKey_RightArrow, 1}, {ImGuiKey_UpArrow, 1},    {ImGuiKey_LeftArrow, -1},
                             {ImGuiKey_DownArrow, -1}, {ImGuiKey_PageUp, kPage}, {ImGuiKey_PageDown, -kPage},
                             {ImGuiKey_End, kAll},     {ImGuiKey_Home, -kAll}};
  double steps = 0;
  for (const Move& move : kMoves) {
    if (ImGui::IsKeyPressed(move.key)) steps += move.steps;
  }
  return steps;
}

ImVec2 shift_by_key(const Frame& f, std::string_view id) {
  if (!has_keyboard(f, id) || !ImGui::GetIO().KeyShift) return {0, 0};
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key) ? 1.0F : 0.0F; };
  return {pressed(ImGuiKey_RightArrow) - pressed(ImGuiKey_LeftArrow),
          pressed(ImGuiKey_UpArrow) - pressed(ImGuiKey_DownArrow)};
}

double round_step(double span) {
  constexpr double kSteps = 60;
  const double rough = span / kSteps;
  const double decade = std::pow(10.0, std::floor(std::log10(rough)));
  const double lead = rough / decade;
  return decade * (lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10);
}

double value_by_key(Frame& f, base::Element element, double value, double step) {
  const std::string id = element.id;
  const Rect rect = element.rect;
  const base::Range range = element.range.value_or(base::Range{});
  add_element(f, std::move(element));
  if (f.keyboard.is_new && has_keyboard(f, id)) {
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), {top_left(rect), bottom_right(rect)});
  }
  if (const auto text = value_from_page(f, id)) value = base::parse_number(*text).value_or(value);
  const double steps = steps_by_key(f, id);
  constexpr double kSame = 1e-6;  // of a step: a number that is a multiple up to rounding
  if (steps > 0) value = (std::floor(value / step + kSame) + steps) * step;
  if (steps < 0) value = (std::ceil(value / step - kSame) + steps) * step;
  return std::clamp(value, range.min, range.max);
}

bool goes_on_changing(Frame& f, std::string_view id) {
  const bool goes_on = f.keyboard.changing == id;
  f.keyboard.changing = id;
  f.keyboard.has_changed = true;
  return goes_on;
}

}  // namespace lab::ui
