#include "ui/room/neuron/room.h"

#include <algorithm>
#include <cmath>

#include "app/activations.h"
#include "app/bench.h"
#include "ui/control/activation_chips.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/control/play_buttons.h"
#include "ui/control/stack.h"

namespace lab::ui {

namespace {

constexpr float kTransport = 56;
constexpr float kWideChips = 404;
constexpr float kLookCard = 380;
constexpr float kSmallTabs = 30;
constexpr float kLeastBeside = 170;  // of what scrolls beside the plane

// The kinds of network that the room knows, each with its tab.
struct Page {
  std::string_view id;  // of its element; the text "neuron.page.<word behind the point>"
  int units;
  std::string_view look;
};

constexpr Page kPages[] = {{"net.one", 1, "profile"},
                           {"net.two", 2, "profile"},
                           {"net.three", 3, "profile"},
                           {"look.gate", 1, "gate"}};

app::Scenario with_page(const app::Scenario& shown, const Page& page) {
  const bool is_other = shown.net != std::vector<int>{page.units};
  app::Scenario next = is_other ? app::with_neurons(shown, page.units) : shown;
  next.look = page.look;
  if (page.look == "gate") app::train_with(next, "sigmoid");
  if (page.units > 1 && is_other) app::train_with(next, "relu");
  return next;
}

bool is_page(const app::Scenario& shown, const Page& page) {
  return shown.net == std::vector<int>{page.units} && (shown.look == "gate") == (page.look == "gate");
}

std::string page_label(const Frame& f, const Page& page) {
  return tr(f, "neuron.page." + std::string(page.id.substr(page.id.find('.') + 1)));
}

void draw_tab(Frame& f, const Rect& rect, const Page& page) {
  const std::string label = page_label(f, page);
  base::Element element{std::string(page.id), base::Role::choice, label, rect};
  element.is_pressed = is_page(f.app.shown, page);
  const bool is_chosen = element.is_pressed;
  const Press press = pressable(f, std::move(element));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (is_chosen || press.is_hovered)
    draw->AddRectFilled(top_left(rect), bottom_right(rect), is_chosen ? f.theme.card : f.theme.hover_fill, 7);
  const ImU32 colour = is_chosen ? f.theme.ink : f.theme.muted;
  draw_text(f, rect, {kBody, is_chosen ? Weight::semibold : Weight::regular, colour}, label, Align::middle);
  if (press.is_pressed && !is_chosen) change(f, with_page(f.app.shown, page));
}

float tab_width(const Frame& f, const Page& page) {
  return text_size(f, value_text(f), page_label(f, page)).x + 22;
}

float tabs_width(const Frame& f) {
  float width = 4;
  for (const Page& page : kPages) width += tab_width(f, page);
  return width;
}

void draw_tabs(Frame& f, const Rect& rect) {
  if (!is_shown(f, "net")) return;
  const Group tabs(f, {"pages", base::Role::toolbar, tr(f, "neuron.pages"), rect});
  ImGui::GetWindowDrawList()->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.track, 9);
  Rect rest = inset(rect, 2, 2);
  const float share = rest.w / std::max(tabs_width(f) - 4, 1.0F);
  for (const Page& page : kPages) {
    const Rect place = cut_left(rest, tab_width(f, page) * share);
    if (is_shown(f, page.id.substr(0, page.id.find('.')))) draw_tab(f, place, page);
  }
}

// ±1 is asked of functions that go below −0.9 far left, else 0 and 1.
void use_activation(Frame& f, const std::optional<std::string>& id) {
  if (!id) return;
  app::Scenario next = f.app.shown;
  app::train_with(next, *id);
  base::AlignedFloats left(base::kLanes, -8.0F);
  act::apply(app::activation_of(next, *id), left.data(), left.data(), nullptr, left.size());
  next.loss = left[0] < -0.9F ? "half_mse" : "half_mse_01";
  change(f, next);
}

void draw_step(Frame& f, Rect& rest) {
  const std::string step = i18n::grouped(f.run->seen.snapshot.step);
  const Rect place = cut_left(rest, 64, kUnit);
  readout(f, inset(place, 0, std::max((place.h - 40) / 2, 0.0F)), "text.step", tr(f, "train.step_count"),
          step);
}

void draw_transport(Frame& f, NeuronView& view, Rect row) {
  const Group transport(f, {"transport", base::Role::region, tr(f, "train.transport"), row});
  draw_play_buttons(f, row, false);
  draw_step(f, row);
  const float tabs = tabs_width(f);
  if (is_shown(f, "net")) draw_tabs(f, inset(cut_right(row, std::min(tabs, row.w * 0.45F), kGap), 0, 12));
  if (is_shown(f, "act"))
    use_activation(f,
                   activation_chips(f, view.searched,
                                    inset(cut_left(row, std::min(kWideChips, row.w * 0.62F), kGap), 0, 10)));
  for (const std::string_view key : {"lr", "data"}) {
    if (is_shown(f, key) && row.w >= 84) field_dropdown(f, inset(cut_left(row, 96, kUnit), 0, 10), key);
  }
}

void draw_wide(Frame& f, NeuronView& view, Rect room) {
  room = inset(room, kGap, 0);
  if (is_shown(f, "transport")) draw_transport(f, view, cut_top(room, kTransport));
  cut_bottom(room, kGap);
  draw_arithmetic(f, view, cut_top(room, arithmetic_height(f, view, room.w), kGap));
  const float plane = std::min(room.h - kMinTarget - 8 + 0.0F, room.w * 0.362F);
  draw_plane_card(f, view, cut_left(room, plane, kGap));
  const float back = std::clamp(room.w * 0.47F, 320.0F, 420.0F);
  if (is_shown(f, "diagnosis")) draw_back_card(f, view, cut_right(room, back, kGap));
  draw_look_card(f, view, room);
}

void draw_stack(Frame& f, NeuronView& view, const Rect& rect, bool has_plane) {
  ImGui::SetCursorScreenPos(top_left(rect));
  if (ImGui::BeginChild("neuron.scroll", {rect.w, rect.h})) {
    const float x = rect.x + kUnit, width = rect.w - 2 * kUnit;
    ImGui::Dummy({1, kUnit});
    next_card(x, width, kSmallTabs, [&](const Rect& row) { draw_tabs(f, row); });
    if (is_shown(f, "act"))
      next_card(x, width, 30,
                [&](const Rect& row) { use_activation(f, activation_chips(f, view.searched, row)); });
    if (has_plane)
      next_card(x, width, width + kMinTarget + 8, [&](const Rect& row) { draw_plane_card(f, view, row); });
    next_card(x, width, arithmetic_height(f, view, width),
              [&](const Rect& row) { draw_arithmetic(f, view, row); });
    next_card(x, width, kLookCard, [&](const Rect& row) { draw_look_card(f, view, row); });
    if (is_shown(f, "diagnosis"))
      next_card(x, width, kBackCard, [&](const Rect& row) { draw_back_card(f, view, row); });
    next_card(x, width, 64, [&](Rect row) {
      for (const std::string_view key : {"lr", "data"}) {
        if (is_shown(f, key)) field_dropdown(f, inset(cut_top(row, 30, 2), kCardPadding, 0), key);
      }
    });
    scroll_by_touch(f);
  }
  ImGui::EndChild();
}

void draw_small_transport(Frame& f, NeuronView& view, const Rect& bar) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(bar), bottom_right(bar), f.theme.card);
  draw->AddLine(top_left(bar), {right(bar), bar.y}, f.theme.line);
  const Group transport(f, {"transport", base::Role::region, tr(f, "train.transport"), bar});
  Rect row = inset(bar, kUnit, 4);
  draw_play_buttons(f, row, false);
  draw_step(f, row);
  if (f.shape != Shape::tall) draw_score(f, view, row);
}

void draw_small(Frame& f, NeuronView& view, Rect room) {
  if (is_shown(f, "transport")) draw_small_transport(f, view, cut_bottom(room, 52));
  const float side = std::min(room.h - 2 * kUnit, room.w * 0.62F);
  const bool is_tall = f.shape == Shape::tall || room.w - side < kLeastBeside;
  if (!is_tall) {
    const Rect strip = cut_left(room, side + kUnit);
    draw_plane(f, view, {strip.x + kUnit, strip.y + kUnit, side, side});
  }
  draw_stack(f, view, room, is_tall);
}

// A network that is none of the room's, which somebody has locked or a link has asked for.
void draw_other(Frame& f, const Rect& room) {
  const float width = std::min(room.w - 2 * kGap, 420.0F);
  Rect rect{centre(room).x - width / 2, room.y + std::max((room.h - 130) / 2, kGap), width, 130};
  card(f, rect);
  rect = inset(rect, kCardPadding, kCardPadding);
  const Rect says = cut_top(rect, 60, kUnit);
  add_text(f, "text.other", says, tr(f, "neuron.other_network"));
  draw_prose(f, says, body(f), tr(f, "neuron.other_network"));
  const std::string label = tr(f, "neuron.open_one");
  if (button(f, cut_left(rect, button_width(f, label)), "net.open", label)) {
    app::Scenario next = app::first_scenario("neuron");
    for (const char* key : {"lang", "theme", "mirror", "keys", "gestures", "stars", "hide", "lock",
                            "controls", "answers", "formula"})
      app::copy_value(f.app.shown, next, *app::find_field(key));
    change(f, next);
  }
}

void read(Frame& f, NeuronView& view) {
  if (view.version == f.app.version && view.reading) return;
  view.version = f.app.version;
  view.reading = app::read_neuron(f.app);
  if (view.reading && view.unit >= view.reading->units.size()) view.unit = 0;
}

}  // namespace

const app::UnitReading& shown_unit(const NeuronView& view) { return view.reading->units[view.unit]; }

const act::Activation& neuron_activation(const Frame& f) {
  return f.run->seen.snapshot.network.hidden.front().activation;
}

void draw_neuron_room(Frame& f, NeuronView& view, const Rect& room) {
  if (shortcut(f) == Shortcut::play) ask(f, app::TogglePlay{});
  read(f, view);
  if (!view.reading) return draw_other(f, room);
  if (f.shape == Shape::wide) return draw_wide(f, view, room);
  draw_small(f, view, room);
}

bool is_neuron_room_busy(const NeuronView& view) { return view.is_coarse; }

std::string neuron_sentence(const Frame& f, const NeuronView& view) {
  if (!view.reading) return tr(f, "neuron.other_network");
  const app::NeuronReading& reading = *view.reading;
  const std::size_t points = f.run->plan.points.x1.size();
  return i18n::format(
      f.language, "neuron.sentence",
      {std::to_string(reading.units.size()), activation_label(f, neuron_activation(f).row->id),
       i18n::grouped(static_cast<long long>(reading.right)), i18n::grouped(static_cast<long long>(points)),
       app::short_text(reading.x1), app::short_text(reading.x2), app::short_text(reading.output),
       app::short_text(reading.wanted)});
}

}  // namespace lab::ui
