#include <cmath>

#include "app/activations.h"
#include "app/lessons.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/control/popup.h"
#include "ui/control/widgets.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

constexpr float kTransportHeight = 56;
constexpr float kLeastActMenu = 34;
constexpr float kActMenu = 88;
constexpr float kCompactTransport = 48;
constexpr float kOutputWidth = 404;
constexpr float kWidestTraced = 400;
constexpr float kNarrowestDiagram = 120;
constexpr float kChipHeight = 28;
constexpr float kLowestWithChips = 230;
constexpr float kNarrowestChips = 280;
constexpr float kLowestWithGuide = 200;
constexpr float kTallGuide = 40;
constexpr float kTallChips = 48;
constexpr float kNetworkHeight = 380;  // of its card in a column
constexpr float kTallConclusion = 92;
constexpr float kLossAloneWidth = 340;  // beside the network
constexpr float kLossCard = 158;
constexpr float kTitleHeight = 26;
constexpr float kMostBeside = 0.5F;  // of the room: of a picture that stays
constexpr float kPeek = 40;  // of what is below the pictures of a twin, so that one sees that it scrolls
constexpr float kLowestWithChip = 170;
constexpr float kDrawerOverlap = 4;  // over the margin below, so that no halves of figures are seen

void draw_output_card(Frame& f, TrainView& state, const Rect& rect, bool may_have_loss = true) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  Rect title = cut_top(rest, 18, kTitleHeight - 18);
  const std::string name = neuron_name(f, shown_neuron(f, state));
  float used = draw_heading(f, title, "output", name) + kUnit;
  if (state.pinned.layer >= 0) {
    const Rect back{title.x + used, centre(title).y - kMinTarget / 2, kMinTarget, kMinTarget};
    if (icon_button(f, back, "back_to_output", Icon::close, tr(f, "train.back_to_output"), Look::plain)) {
      state.pinned = {};
    }
    used += kMinTarget + kUnit;
  }
  if (is_shown(f, "twin")) {
    const Rect twin = {right(title) - kMinTarget, centre(title).y - kMinTarget / 2, kMinTarget, kMinTarget};
    if (icon_button(f, twin, "twin.open", Icon::twin, tr(f, "remedy.twin"), Look::plain)) {
      app::Scenario next = f.app.shown;
      app::add_twin(next);
      change(f, next);
    }
    title.w -= kMinTarget + kUnit;
  }
  if (has_trace_button(f)) {
    const Rect button = cut_right(title, kMinTarget, kUnit);
    draw_trace_button(f, state, {button.x, centre(button).y - kMinTarget / 2, kMinTarget, kMinTarget});
  }
  if (is_shown(f, "legend")) draw_output_legend(f, {title.x + used, title.y, title.w - used, title.h});
  const bool has_loss = may_have_loss && is_shown(f, "loss_chart");
  if (is_shown(f, "picture")) {
    const float side = std::min(rest.w, rest.h - (has_loss ? 60 : 0));
    draw_output(f, state, centred_square(cut_top(rest, side, 10)));
  }
  if (has_loss) draw_loss(f, state, rest);
}

bool has_output_card(const Frame& f) { return is_shown(f, "picture") || is_shown(f, "loss_chart"); }

// Cards below each other in one scrolling column.
struct Stack {
  Frame& f;
  float x, width;
};

// A card of some height, which draw() puts into its rectangle.
template <typename Draw>
void next_card(const Stack& stack, float height, const Draw& draw) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect rect{stack.x, at.y, stack.width, height};
  ImGui::Dummy({stack.width, height + kUnit});
  const ImVec2 after = ImGui::GetCursorScreenPos();
  draw(rect);
  ImGui::SetCursorScreenPos(after);
}

template <typename Draw>
void next_part(const Stack& stack, std::string_view part, float height, const Draw& draw) {
  if (is_shown(stack.f, part)) next_card(stack, height, draw);
}

void stack_loss(const Stack& stack, TrainView& state) {
  next_part(stack, "loss_chart", kLossCard, [&](const Rect& rect) {
    card(stack.f, rect);
    const auto& draw = has_twin(stack.f) ? draw_losses : draw_loss;
    draw(stack.f, state, inset(rect, kCardPadding, kCardPadding));
  });
}

// The drawer of the compact shape: everything that is not in the picture.
void draw_drawer(Frame& f, TrainView& state, const Rect& room, HeroPart hero) {
  const float width = std::min(room.w - 2 * kUnit, 320.0F);
  const Rect rect{right(room) - width - kUnit, room.y + kUnit, width, room.h - 2 * kUnit};
  if (!begin_panel(f, "settings.panel", rect, tr(f, "train.settings"))) return;
  const Rect close{right(rect) - 36, rect.y + 4, 28, 28};
  if (icon_button(f, close, "close", Icon::close, tr(f, "train.close"), Look::plain))
    ImGui::CloseCurrentPopup();
  if (has_trace_button(f)) draw_trace_button(f, state, {close.x - 36, close.y, 28, 28});
  ImGui::SetCursorScreenPos({rect.x + kUnit, rect.y + 36});
  if (ImGui::BeginChild("settings.scroll", {rect.w - 2 * kUnit, rect.h - 36 - kUnit})) {
    const float inner = rect.w - 2 * kUnit - 8;
    draw_settings(f, state, inner, hero);
    const Stack stack{f, ImGui::GetCursorScreenPos().x, inner};
    next_part(stack, "diagram", kNetworkHeight,
              [&](const Rect& network) { draw_network_card(f, state, network); });
    stack_loss(stack, state);
    scroll_by_touch(f);
  }
  ImGui::EndChild();
  end_panel(f);
}

// The numbers of the point that is followed stand where activation and data do, so that nothing else gives way to them.
void draw_traced_subject(Frame& f, TrainView& state, Rect column) {
  if (is_shown(f, "hero") && is_shown(f, "act")) draw_chips(f, state, cut_top(column, kTallChips, kUnit));
  if (has_part(f)) draw_trace_card(f, state, column);
}

// The activation and the data, one below the other. The data's rows are folded where the column is too low.
void draw_subject(Frame& f, TrainView& state, Rect column) {
  const bool has_hero = is_shown(f, "hero");
  Rect data;
  if (has_data_card(f)) {
    const float hero = has_hero ? hero_card_height(f, column.w) + kGap : 0;
    const float all = data_card_height(f, column.w);
    const float height = column.h >= hero + all ? all : lowest_data_card(f, column.w);
    data = has_hero ? cut_bottom(column, std::min(height, column.h), kGap) : column;
  }
  if (has_hero) draw_hero_card(f, state, column);
  if (data.w > 0) draw_data_card(f, state, data);
}

void draw_middle(Frame& f, TrainView& state, Rect column) {
  const bool has_diagram = is_shown(f, "diagram");
  if (is_shown(f, "diagnosis")) {
    const DiagnosisCard planned = plan_diagnosis(f, state, column.w);
    draw_diagnosis(f, planned,
                   has_diagram ? cut_bottom(column, planned.height, kGap) : cut_top(column, planned.height));
  }
  if (has_diagram) draw_network_card(f, state, column);
}

void draw_wide(Frame& f, TrainView& state, Rect room) {
  room = inset(room, kGap, 0);
  const Rect transport = is_shown(f, "transport") ? cut_top(room, kTransportHeight) : Rect{};
  if (transport.h == 0) cut_top(room, kGap);
  cut_bottom(room, kGap);
  const Rect whole = room;
  if (has_twin(f)) {
    if (transport.h > 0) draw_transport(f, state, transport);
    return draw_twin_wide(f, state, room);
  }
  const bool has_middle = is_shown(f, "diagram") || is_shown(f, "diagnosis");
  const bool is_traced = has_trace(f);
  const float widest = is_traced ? kWidestTraced : 320;
  const float beside = has_middle || has_output_card(f)
                           ? std::clamp(whole.w * (is_traced ? 0.27F : 0.225F), 248.0F, widest)
                           : room.w;
  const bool has_subject = is_shown(f, "hero") || has_data_card(f) || is_traced;
  const Rect subject = has_subject ? cut_left(room, beside, kGap) : Rect{};
  if (transport.h > 0) draw_transport(f, state, transport);
  if (subject.w > 0) (is_traced ? draw_traced_subject : draw_subject)(f, state, subject);
  float output_width =
      std::clamp(room.h - 196, 340.0F, std::max(std::min(kOutputWidth, whole.w * 0.36F), whole.w * 0.42F));
  if (!is_shown(f, "picture")) output_width = std::min(output_width, kLossAloneWidth);
  if (!has_middle) output_width = room.w;
  if (!has_output_card(f)) output_width = 0;
  const Rect output = output_width > 0 ? cut_right(room, output_width, kGap) : Rect{};
  paint_heatmaps(f, state, std::min(output.w, room.h) - 2 * kCardPadding, state.tile_side);
  if (has_middle) draw_middle(f, state, room);
  if (output.w > 0) draw_output_card(f, state, output);
}

// `names_act`: the activation has no other place.
void draw_compact_transport(Frame& f, TrainView& state, const Rect& row, bool names_act) {
  const Group transport(f, {"transport", base::Role::region, tr(f, "train.transport"), row});
  Rect rest = inset(row, kUnit, 0);
  draw_play_buttons(f, rest);
  if (has_settings(f) && settings_button(f, cut_right(rest, std::min(rest.h, 32.0F), kUnit)))
    ImGui::OpenPopup("settings.panel");
  const float gap = row.w < kNarrowRow ? kUnit : kGap;
  const std::string step = i18n::grouped(f.run->seen.snapshot.step);
  const std::string accuracy = i18n::percent(judged(f).accuracy, 1);
  const std::string accuracy_label =
      tr(f, f.run->seen.test.points > 0 ? "train.accuracy_test" : "train.accuracy");
  const std::string loss = i18n::fixed(f.run->seen.train.loss, 3);
  // Whether it has room. The first to go is what says least of what was learnt, also where it is the shortest.
  const auto figure = [&](std::string_view id, std::string_view label, const std::string& value) {
    const float width = readout_width(f, label, value);
    if (rest.w < width) return false;
    readout(f, inset(cut_left(rest, width, gap), 0, 4), id, label, value);
    return true;
  };
  const std::string step_label = tr(f, "train.step_count");
  const float beside_step = std::min(rest.w - gap - readout_width(f, step_label, step), kActMenu);
  if (names_act && !has_twin(f) && beside_step >= kLeastActMenu)
    draw_act_menu(f, state, inset(cut_left(rest, beside_step, gap), 0, (row.h - 28) / 2));
  figure("text.step", step_label, step);
  if (has_twin(f)) return draw_twin_remark(f, rest);
  if (app::is_veiled(f.app, "numbers")) return;
  if (figure("text.accuracy", accuracy_label, accuracy))
    figure("text.loss", tr(f, "train.training_loss"), loss);
}

TextStyle added_style(const Frame& f) { return {kSmall, Weight::semibold, f.theme.accent}; }

// What is added to plain training, in a line below the diagram; nothing where nothing is.
void draw_added(Frame& f, Rect& picture) {
  const TextStyle style = added_style(f);
  const std::string added = added_text(f, style, picture.w);
  if (added.empty()) return;
  const Rect line = cut_bottom(picture, 16);
  add_text(f, "text.added", line, added_text(f));
  draw_text(f, line, style, added, Align::middle);
}

bool has_chips_above(const Frame& f, const Rect& picture) {
  return is_shown(f, "hero") && is_shown(f, "act") && picture.h >= kLowestWithChips &&
         picture.w >= kNarrowestChips;
}

void draw_compact(Frame& f, TrainView& state, Rect room) {
  const Rect transport = is_shown(f, "transport") ? cut_bottom(room, kCompactTransport) : Rect{};
  Rect picture = inset(room, kUnit, kUnit);
  const bool has_chips = has_chips_above(f, picture);
  if (transport.h > 0)
    draw_compact_transport(f, state, transport, !has_chips && is_shown(f, "hero") && is_shown(f, "act"));
  const float top = picture.y - kUnit;
  const Rect drawer{picture.x, top, picture.w, bottom(f.view) + kDrawerOverlap - top};
  if (state.guide.is_shown && picture.h >= kLowestWithGuide)
    draw_guide(f, state.guide, cut_bottom(picture, kMinTarget, 4));
  if (has_twin(f)) {
    draw_twin_small(f, state, picture);
    return draw_drawer(f, state, drawer, HeroPart::none);
  }
  if (has_chips) draw_chips(f, state, cut_top(picture, kChipHeight, kUnit));
  const float side = std::min(picture.h, picture.w);
  const bool has_picture = is_shown(f, "picture");
  const bool is_diagram_shown = is_shown(f, "diagram");
  const bool has_room_beside = picture.w - side - kUnit >= kNarrowestDiagram;
  Rect output = picture;
  if (has_picture && (is_diagram_shown || has_trace(f)) && has_room_beside)
    output = cut_right(picture, side, kUnit);
  const bool has_room_for_chip = has_room_beside && picture.h >= kLowestWithChip;
  if (is_shown(f, "diagnosis") && has_picture && has_room_for_chip && !has_trace(f))
    draw_diagnosis_chip(f, state, cut_bottom(is_diagram_shown ? picture : output, kChipHeight, kUnit));
  if (is_diagram_shown && has_room_beside && !has_trace(f)) draw_added(f, picture);
  const bool has_diagram = is_diagram_shown && (has_room_beside || !has_picture);
  const bool is_hero_left = is_shown(f, "hero") && !has_picture && !has_diagram;
  paint_heatmaps(f, state, side, state.tile_side);
  if (has_picture) draw_output(f, state, output);
  if (has_room_beside && has_trace(f)) {
    if (has_part(f)) draw_trace_card(f, state, picture);
  } else if (has_diagram) {
    const bool has_headers = picture.w >= 280;
    draw_diagram(f, state, inset(picture, 4, 4), has_headers);
  }
  if (is_hero_left) draw_hero_card(f, state, picture, !has_chips);
  draw_drawer(f, state, drawer, has_chips ? HeroPart::curve : HeroPart::all);
}

void stack_network(const Stack& stack, TrainView& state, bool is_beside) {
  Frame& f = stack.f;
  const float width = stack.width;
  const bool has_chips = is_shown(f, "hero") && is_shown(f, "act");
  if (has_chips) next_card(stack, kTallChips, [&](const Rect& rect) { draw_chips(f, state, rect); });
  if (!is_beside && has_output_card(f)) {
    const float picture = is_shown(f, "picture") ? width : 0;
    next_card(stack, picture + (is_shown(f, "loss_chart") ? 198.0F : 50.0F),
              [&](const Rect& rect) { draw_output_card(f, state, rect); });
  }
  if (has_trace(f) && has_part(f))
    next_card(stack, state.trace.height, [&](const Rect& rect) { draw_trace_card(f, state, rect); });
  const DiagnosisCard planned = plan_diagnosis(f, state, width);
  next_part(stack, "diagnosis", planned.height, [&](const Rect& rect) { draw_diagnosis(f, planned, rect); });
  if (is_beside) stack_loss(stack, state);
  next_part(stack, "hero", hero_card_height(f, width, !has_chips),
            [&](const Rect& rect) { draw_hero_card(f, state, rect, !has_chips); });
  next_part(stack, "diagram", kNetworkHeight, [&](const Rect& rect) { draw_network_card(f, state, rect); });
}

void stack_twin(const Stack& stack, TrainView& state, float most) {
  Frame& f = stack.f;
  next_card(stack, std::min(twin_small_height(stack.width), most),
            [&](const Rect& rect) { draw_twin_small(f, state, rect); });
  next_card(stack, kTallConclusion, [&](const Rect& rect) { draw_twin_conclusion(f, rect); });
  stack_loss(stack, state);
}

void draw_tall_transport(Frame& f, const Rect& transport) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(transport), bottom_right(transport), f.theme.card);
  draw->AddLine(top_left(transport), {right(transport), transport.y}, f.theme.line);
  Rect row = inset(transport, kGap, 6);
  const Group group(f, {"transport", base::Role::region, tr(f, "train.transport"), transport});
  draw_play_buttons(f, row);
  const std::string step = i18n::grouped(f.run->seen.snapshot.step);
  const std::string step_label = tr(f, "train.step_count");
  const float step_width = std::max(readout_width(f, step_label, step), 56.0F);
  readout(f, cut_left(row, step_width, kGap), "text.step", step_label, step);
  draw_text(f, row, added_style(f), added_text(f, added_style(f), row.w), Align::right);
}

// The card of the picture where it stays beside what scrolls: as wide as its height asks for.
Rect cut_picture(Rect& room) {
  const float wanted = room.h - 2 * kUnit - kTitleHeight;
  const Rect strip = cut_left(room, std::min(wanted, room.w * kMostBeside) + kUnit);
  return {strip.x + kUnit, strip.y + kUnit, strip.w - kUnit, strip.h - 2 * kUnit};
}

// In one column; what is not on a phone has its picture beside it, or two of a twin above all else.
void draw_tall(Frame& f, TrainView& state, Rect room) {
  const Rect transport = is_shown(f, "transport") ? cut_bottom(room, 56) : Rect{};
  const bool is_beside = f.shape == Shape::beside && !has_twin(f) && is_shown(f, "picture");
  const Rect output = is_beside ? cut_picture(room) : Rect{};
  const Stack stack{f, room.x + kUnit, room.w - 2 * kUnit};
  const float picture = is_beside ? output.w : stack.width;
  if (!has_twin(f)) paint_heatmaps(f, state, picture - 2 * kCardPadding, state.tile_side);
  if (is_beside) draw_output_card(f, state, output, false);
  ImGui::SetCursorScreenPos(top_left(room));
  if (ImGui::BeginChild("train.scroll", {room.w, room.h})) {
    ImGui::Dummy({1, kUnit});
    if (state.guide.is_shown)
      next_card(stack, kTallGuide, [&](const Rect& rect) { draw_guide(f, state.guide, inset(rect, 4, 0)); });
    if (has_twin(f)) {
      stack_twin(stack, state, room.h - kPeek);
    } else {
      stack_network(stack, state, is_beside);
    }
    ImGui::SetCursorScreenPos({stack.x, ImGui::GetCursorScreenPos().y});
    draw_settings(f, state, stack.width, HeroPart::none);
    ImGui::Dummy({1, kUnit});
    scroll_by_touch(f);
  }
  ImGui::EndChild();
  if (transport.h > 0) draw_tall_transport(f, transport);
}

}  // namespace

void draw_train_room(Frame& f, TrainView& state, const Rect& room) {
  if (shortcut(f) == Shortcut::play) ask(f, app::TogglePlay{});
  follow_guide(f, state.guide);
  state.hovered = state.hovered_now;
  state.hovered_now = {};
  switch (f.shape) {
    case Shape::wide:
      draw_wide(f, state, room);
      break;
    case Shape::compact:
      draw_compact(f, state, room);
      break;
    case Shape::tall:
    case Shape::beside:
      draw_tall(f, state, room);
      break;
  }
  draw_badges(f, state.guide);
}

bool is_train_room_busy(const TrainView& state) { return state.is_coarse; }

std::string train_sentence(const Frame& f, const TrainView&) {
  const app::Diagnosis& diagnosis = *f.diagnosis;
  const auto text = [&](const app::Notice& notice) {
    return i18n::format(f.language, notice.text_id, notice.args);
  };
  return i18n::format(f.language, "train.sentence",
                      {i18n::grouped(f.run->seen.snapshot.step), app::loss_text(f.run->seen.train.loss),
                       text(diagnosis.head), text(diagnosis.body)});
}

}  // namespace lab::ui
