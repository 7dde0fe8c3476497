#include "ui/room/image/room.h"

#include <algorithm>
#include <cmath>

#include "app/activations.h"
#include "app/diagnosis.h"
#include "app/image_plan.h"
#include "app/ladder.h"
#include "app/offered.h"
#include "ui/control/activation_chips.h"
#include "ui/control/gesture.h"
#include "ui/control/keyboard.h"
#include "ui/control/play_buttons.h"
#include "ui/control/popup.h"
#include "ui/control/stack.h"

namespace lab::ui {

namespace {

constexpr float kTransport = 56;
constexpr std::size_t kMostWorst = 5;
constexpr float kWideResults = 372;
constexpr float kLeastPixelCard = 240;
constexpr std::string_view kChoices[] = {"kernel", "stride", "pool", "order", "lr", "seed"};

void use_activation(Frame& f, const std::optional<std::string>& id) {
  if (!id) return;
  app::Scenario next = f.app.shown;
  app::train_with(next, *id);
  change(f, next);
}

void draw_step(Frame& f, Rect& rest) {
  const double rate = f.app.transport.rate.steps_per_s;
  const bool has_rate = f.app.shown.play && rate >= 0.5;
  const std::string label =
      has_rate ? i18n::format(f.language, "train.step_rate", {i18n::grouped(std::llround(rate))})
               : tr(f, "train.step_count");
  const std::string step = i18n::grouped(app::seen_run(f.app).step);
  const Rect place = cut_left(rest, std::max(readout_width(f, label, step), 72.0F), kUnit);
  readout(f, inset(place, 0, std::max((place.h - 40) / 2, 0.0F)), "text.step", label, step);
}

struct Page {
  std::string_view id;  // of its element; the text "image.page.<word behind the point>"
  bool has_ladder;
};
constexpr Page kPages[] = {{"ladder.off", false}, {"ladder.on", true}};

std::string page_label(const Frame& f, const Page& page) {
  return tr(f, page.has_ladder ? "image.page.ladder" : "image.page.pipeline");
}

float pages_width(const Frame& f) {
  float width = 4;
  for (const Page& page : kPages) width += button_width(f, page_label(f, page));
  return width;
}

void draw_pages(Frame& f, const Rect& rect) {
  if (!is_shown(f, "ladder")) return;
  const Group pages(f, {"pages", base::Role::toolbar, tr(f, "image.pages"), rect});
  ImGui::GetWindowDrawList()->AddRectFilled(top_left(rect), bottom_right(rect), f.theme.track, 9);
  Rect rest = inset(rect, 2, 2);
  for (const Page& page : kPages) {
    const std::string label = page_label(f, page);
    const bool is_here = f.app.shown.ladder == page.has_ladder;
    const Rect place = cut_left(rest, button_width(f, label));
    if (is_here)
      ImGui::GetWindowDrawList()->AddRectFilled(top_left(place), bottom_right(place), f.theme.card, 7);
    if (button(f, place, page.id, label, is_here ? Look::chosen : Look::plain, true, base::Role::choice) &&
        !is_here) {
      app::Scenario next = f.app.shown;
      next.ladder = page.has_ladder;
      change(f, next);
    }
  }
}

// With its label above its value, or of a number that is counted before it.
float choice_width(const Frame& f, std::string_view key) {
  const float label = text_size(f, label_text(f), tr(f, "field." + std::string(key))).x;
  if (key == "seed") return label + 104;
  const std::string value = app::reading(f.app.shown, f.language, *app::find_field(key));
  return std::max({68.0F, label + kUnit, text_size(f, value_text(f), value).x + 28});
}

void draw_transport(Frame& f, ImageView& view, Rect row) {
  const Group transport(f, {"transport", base::Role::region, tr(f, "train.transport"), row});
  draw_play_buttons(f, row);
  draw_step(f, row);
  const Rect settings = cut_right(row, 32, kUnit);
  if (is_shown(f, "ladder")) draw_pages(f, inset(cut_right(row, pages_width(f), kGap), 0, 12));
  if (is_shown(f, "act"))
    use_activation(f, activation_chips(f, view.searched, inset(cut_left(row, 316, kGap), 0, 10)));
  std::vector<std::string_view> drawn;
  for (const std::string_view key : kChoices) {
    if (!is_shown(f, key) || !has_effect_here(f, key)) continue;
    const float width = choice_width(f, key);
    if (row.w < width) break;
    const Rect place = cut_left(row, width, kUnit);
    draw_choice(f, inset(place, 0, key == "seed" ? 14 : 10), key);
    drawn.push_back(key);
  }
  draw_settings_button(f, {settings.x, centre(settings).y - 16, 32, 32}, drawn);
}

void read(Frame& f, ImageView& view) {
  const bool is_new = view.version != f.app.version || !view.reading;
  if (is_new) {
    view.version = f.app.version;
    view.reading = app::read_image(f.app, f.side);
    view.confusion = app::confusion_of(*f.image_run, kMostWorst);
    view.other_order = app::order_difference(*view.reading, f.app.shown.pool == "max");
  }
  const app::ImageReading& reading = *view.reading;
  const nn::Pixel at = view.hovered.value_or(app::chosen_pixel(reading, f.app.shown));
  if (is_new || !view.pixel || view.pixel->at != at) {
    view.pixel = app::read_pixel(reading, params_of(f), at);
    const bool is_other = view.from != view.pixel->from_channel;
    view.from = view.pixel->from_channel;
    if (!is_new && is_other) fill_sheet(f, view);
  }
  if (is_new || view.is_dark != f.theme.is_dark || std::exchange(view.is_ladder, false)) {
    view.is_dark = f.theme.is_dark;
    fill_sheet(f, view);
  }
}

void draw_wide(Frame& f, ImageView& view, Rect room) {
  room = inset(room, kGap, 0);
  if (is_shown(f, "transport")) draw_transport(f, view, cut_top(room, kTransport));
  cut_bottom(room, kGap);
  if (f.app.shown.ladder) return draw_ladder_wide(f, view, room);
  const bool has_pixel = is_shown(f, "readings"), has_results = is_shown(f, "loss_chart");
  const bool has_below = has_pixel || has_results;
  Rect below;
  if (has_below)
    below = is_shown(f, "diagram") ? cut_bottom(room, std::max(kLeastPixelCard, room.h * 0.42F), kGap) : room;
  if (is_shown(f, "diagram")) draw_pipeline(f, view, room);
  if (has_results) {
    const Rect results = has_pixel ? cut_right(below, std::min(kWideResults, below.w * 0.36F), kGap) : below;
    draw_results_card(f, view, results);
  }
  if (has_pixel) draw_pixel_card(f, view, below);
}

void draw_pad_card(Frame& f, ImageView& view, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  Rect title = cut_top(rest, 18, 8);
  draw_heading(f, title, "pad", tr(f, "image.draw_title"));
  draw_text(f, title, label_text(f), tr(f, "image.draw_kinds"), Align::right);
  draw_picture_buttons(f, view, cut_bottom(rest, 32, 8));
  draw_picture_pad(f, view, centred_square(rest));
}

void draw_classes_card(Frame& f, ImageView& view, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  draw_heading(f, cut_top(rest, 18, 4), "classes",
               i18n::format(f.language, "image.says", {activation_of_block(f, view)}));
  draw_classes(f, view, rest);
}

// The map before f, f, and the map after it.
void draw_function_card(Frame& f, ImageView& view, const Rect& rect) {
  card(f, rect);
  Rect rest = inset(rect, kCardPadding, kCardPadding);
  const app::ImageReading& reading = *view.reading;
  Rect title = cut_top(rest, 18, 8);
  draw_heading(f, title, "function", i18n::format(f.language, "image.does", {activation_of_block(f, view)}));
  draw_text(f, title, label_text(f),
            i18n::format(f.language, "image.channel_of",
                         {std::to_string(reading.channel + 1),
                          std::to_string(app::convolution_of(reading).out.channels)}),
            Align::right);
  draw_channels(f, view, cut_bottom(rest, 52, 8));
  if (view.other_order) {
    const Rect line = cut_bottom(rest, 18, 4);
    const std::string text =
        i18n::format(f.language, "reading", {tr(f, "image.other_order"), other_order_text(f, view)});
    add_text(f, "text.order", line, text);
    draw_text(f, line, body(f), text);
  }
  const float gap = 10;
  const float side = std::min((rest.w - 2 * gap) / 3, rest.h);
  draw_map_before(f, view,
                  cut_left(rest, side, gap).w > 0 ? Rect{rect.x + kCardPadding, rest.y, side, side} : Rect{});
  draw_curve(f, view, [&] {
    const Rect place = cut_left(rest, side, gap);
    return Rect{place.x, place.y, side, side};
  }());
  draw_map_after(f, view, {rest.x, rest.y, side, side});
}

void draw_settings_card(Frame& f, const Rect& rect) {
  card(f, rect);
  draw_image_settings(f, inset(rect, kCardPadding, kCardPadding));
}

float settings_card_height(const Frame& f) { return image_settings_height(f) + 2 * kCardPadding; }

void draw_ladder_stack(Frame& f, ImageView& view, float x, float width) {
  const std::string conclusion = ladder_conclusion(f);
  const float words = prose_height(f, body(f), conclusion, width - 2 * kCardPadding);
  next_card(x, width, words + 2 * kCardPadding, [&](const Rect& rect) {
    card(f, rect);
    const Rect inside = inset(rect, kCardPadding, kCardPadding);
    add_text(f, "text.conclusion", inside, without_marks(conclusion));
    draw_prose(f, inside, body(f), conclusion);
  });
  for (const app::Rung& rung : app::kRungs)
    next_card(x, width, rung_height(width) + 24, [&](const Rect& rect) { draw_rung(f, view, rung, rect); });
}

void draw_stack(Frame& f, ImageView& view, const Rect& rect, bool has_pad) {
  ImGui::SetCursorScreenPos(top_left(rect));
  if (ImGui::BeginChild("image.scroll", {rect.w, rect.h})) {
    const float x = rect.x + kUnit, width = rect.w - 2 * kUnit;
    ImGui::Dummy({1, kUnit});
    if (is_shown(f, "ladder"))
      next_card(x, width, 32, [&](const Rect& row) { draw_pages(f, {row.x, row.y, pages_width(f), row.h}); });
    if (f.app.shown.ladder) {
      draw_ladder_stack(f, view, x, width);
      scroll_by_touch(f);
      ImGui::EndChild();
      return;
    }
    if (has_pad) next_card(x, width, width + 66, [&](const Rect& r) { draw_pad_card(f, view, r); });
    next_card(x, width, 146, [&](const Rect& r) { draw_classes_card(f, view, r); });
    if (is_shown(f, "act"))
      next_card(x, width, 30,
                [&](const Rect& row) { use_activation(f, activation_chips(f, view.searched, row)); });
    if (is_shown(f, "diagram")) {
      const float side = (width - 2 * kCardPadding - 20) / 3;
      next_card(x, width, side + 2 * kCardPadding + 26 + 60 + (view.other_order ? 22 : 0),
                [&](const Rect& r) { draw_function_card(f, view, r); });
    }
    if (is_shown(f, "loss_chart"))
      next_card(x, width, 250, [&](const Rect& r) { draw_results_card(f, view, r); });
    if (is_shown(f, "readings"))
      next_card(x, width, width + 330, [&](const Rect& r) { draw_pixel_card(f, view, r); });
    if (has_image_settings(f))
      next_card(x, width, settings_card_height(f), [&](const Rect& r) { draw_settings_card(f, r); });
    scroll_by_touch(f);
  }
  ImGui::EndChild();
}

void draw_small_transport(Frame& f, const Rect& bar) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(top_left(bar), bottom_right(bar), f.theme.card);
  draw->AddLine(top_left(bar), {right(bar), bar.y}, f.theme.line);
  const Group transport(f, {"transport", base::Role::region, tr(f, "train.transport"), bar});
  Rect row = inset(bar, kUnit, 4);
  draw_play_buttons(f, row);
  draw_step(f, row);
  const app::SeenRun seen = app::seen_run(f.app);
  const std::string label = tr(f, seen.test.points > 0 ? "train.loss_test" : "train.loss_train");
  const std::string accuracy =
      app::accuracy_text(seen.test.points > 0 ? seen.test.accuracy : seen.train.accuracy);
  if (row.w >= readout_width(f, label, accuracy))
    readout(f, inset(cut_left(row, readout_width(f, label, accuracy)), 0, 2), "text.accuracy", label,
            accuracy);
}

void draw_small(Frame& f, ImageView& view, Rect room) {
  if (is_shown(f, "transport")) draw_small_transport(f, cut_bottom(room, 52));
  const float side = std::min(room.h - 2 * kUnit - 36, room.w * 0.5F);
  const bool is_tall = f.shape == Shape::tall || room.w - side < 170;
  if (!is_tall && !f.app.shown.ladder) {
    Rect strip = cut_left(room, side + kUnit);
    strip = inset(strip, 0, kUnit);
    cut_left(strip, kUnit);
    draw_picture_buttons(f, view, cut_bottom(strip, 32, 4));
    draw_picture_pad(f, view, {strip.x, strip.y, side, side});
  }
  draw_stack(f, view, room, is_tall);
}

// Why there is no network; what was chosen can be changed back.
void draw_nothing(Frame& f, const Rect& room) {
  const std::optional<app::Notice> misfit = app::image_misfit(f.app.shown);
  const std::string why = misfit ? sentence(f, *misfit) : tr(f, "image.nothing");
  Rect rect{room.x + kGap, room.y + kGap, std::min(room.w - 2 * kGap, 520.0F), 0};
  const float words = paragraph_size(f, body(f), why, rect.w - 2 * kCardPadding).y;
  rect.h = words + 2 * kCardPadding;
  card(f, rect);
  const Rect inside = inset(rect, kCardPadding, kCardPadding);
  add_text(f, "text.nothing", inside, why);
  draw_paragraph(f, inside, body(f), why);
  draw_settings_card(f, {rect.x, bottom(rect) + kGap, rect.w, settings_card_height(f)});
}

}  // namespace

std::string sized(const nn::ImageSize& size) {
  const std::string side = std::to_string(size.height) + "×" + std::to_string(size.width);
  return size.channels == 1 ? side : side + "×" + std::to_string(size.channels);
}

std::string activation_of_block(const Frame& f, const ImageView& view) {
  return activation_label(f, view.reading->functions[view.reading->block].row->id);
}

const std::vector<float>& params_of(const Frame& f) { return f.image_run->seen.snapshot.params; }

void draw_image_room(Frame& f, ImageView& view, const Rect& room) {
  if (shortcut(f) == Shortcut::play) ask(f, app::TogglePlay{});
  if (f.image_run == nullptr || !run::is_made(*f.image_run)) {
    view.reading.reset();
    return draw_nothing(f, room);
  }
  view.hovered = std::exchange(view.hovered_now, std::nullopt);
  if (f.app.shown.ladder)
    read_ladder(f, view);
  else
    read(f, view);
  if (f.shape == Shape::wide) return draw_wide(f, view, room);
  draw_small(f, view, room);
}

bool is_image_room_busy(const ImageView& view) { return view.hovered != view.hovered_now; }

std::string image_sentence(const Frame& f, const ImageView& view) {
  if (f.app.shown.ladder && app::has_pictures(f.app)) return without_marks(ladder_conclusion(f));
  if (!view.reading) return tr(f, "image.nothing");
  const app::ImageReading& reading = *view.reading;
  const auto most = static_cast<std::size_t>(std::max_element(reading.shares.begin(), reading.shares.end()) -
                                             reading.shares.begin());
  const app::SeenRun seen = app::seen_run(f.app);
  const std::string accuracy =
      app::accuracy_text(seen.test.points > 0 ? seen.test.accuracy : seen.train.accuracy);
  return i18n::format(
      f.language, "image.sentence",
      {std::to_string(reading.blocks.size()), activation_of_block(f, view), i18n::grouped(seen.step),
       accuracy, reading.picture.kind ? kind_name(f, *reading.picture.kind) : tr(f, "image.drawn"),
       kind_name(f, most), i18n::percent(reading.shares[most], 0)});
}

}  // namespace lab::ui
