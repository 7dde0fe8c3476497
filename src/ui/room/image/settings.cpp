// What the network for pictures is made of and how it is trained, as a list: in a panel, or at the end of a column.
#include <algorithm>

#include "ui/control/popup.h"
#include "ui/room/image/room.h"

namespace lab::ui {

namespace {

constexpr std::string_view kRows[] = {"kernel", "stride", "pad", "pool",  "order", "lr",    "batch", "opt",
                                      "init",   "l2",     "n",   "split", "noise", "speed", "brush", "seed"};
constexpr float kRow = 40;
constexpr float kBlock = 30;
constexpr const char* kPanel = "image_settings";
constexpr float kPanelWidth = 320;

float row_height(std::string_view key) {
  const app::Field& field = *app::find_field(key);
  const bool is_slider = key != "seed" && field.presets.empty() && field.choices == nullptr;
  return is_slider ? kRow + 4 : kRow - 6;
}

void set_blocks(Frame& f, const std::vector<int>& channels) {
  app::Scenario next = f.app.shown;
  next.conv = channels;
  next.w = {};  // of kernels that are others now
  next.freeze.clear();
  change(f, next);
}

// One more or one fewer channel of a block, or block.
void draw_blocks(Frame& f, Rect& rest) {
  const std::vector<int>& channels = f.app.shown.conv;
  const auto square = [](const Rect& r) {
    return Rect{r.x, centre(r).y - kMinTarget / 2, kMinTarget, kMinTarget};
  };
  const auto changed = [&](std::size_t b, int by) {
    std::vector<int> next = channels;
    next[b] += by;
    return next;
  };
  for (std::size_t b = 0; b < channels.size(); ++b) {
    Rect row = cut_top(rest, kBlock);
    const std::string number = std::to_string(b + 1);
    const std::string count = i18n::format(f.language, "image.channels", {std::to_string(channels[b])});
    const std::string name = i18n::format(f.language, "image.block", {number});
    if (icon_button(f, square(cut_right(row, kMinTarget, 4)), "conv.more." + number, Icon::plus,
                    i18n::format(f.language, "image.more_channels", {number}), Look::plain,
                    channels[b] < app::kMaxChannels))
      set_blocks(f, changed(b, 1));
    if (icon_button(f, square(cut_right(row, kMinTarget, 4)), "conv.fewer." + number, Icon::minus,
                    i18n::format(f.language, "image.fewer_channels", {number}), Look::plain, channels[b] > 1))
      set_blocks(f, changed(b, -1));
    add_text(f, "conv.text." + number, row, i18n::format(f.language, "reading", {name, count}));
    draw_text(f, cut_right(row, 96, 4), value_text(f), count, Align::right);
    draw_text(f, row, body(f), name);
  }
  Rect row = cut_top(rest, kBlock + 4);
  const std::string more = tr(f, "image.add_block"), fewer = tr(f, "image.drop_block");
  const float width = (row.w - kUnit) / 2;
  std::vector<int> next = channels;
  if (button(f, inset(cut_left(row, width, kUnit), 0, 2), "conv.drop", fewer, Look::outline,
             channels.size() > 1)) {
    next.pop_back();
    set_blocks(f, next);
  }
  if (button(f, inset(row, 0, 2), "conv.add", more, Look::outline, channels.size() < app::kMaxBlocks)) {
    next.push_back(next.back());
    set_blocks(f, next);
  }
}

float blocks_height(const Frame& f) {
  return is_shown(f, "conv") ? kBlock * static_cast<float>(f.app.shown.conv.size() + 1) + 4 : 0;
}

using Keys = std::span<const std::string_view>;

std::vector<std::string_view> shown_rows(const Frame& f, Keys elsewhere) {
  std::vector<std::string_view> rows;
  for (const std::string_view key : kRows) {
    const bool is_elsewhere = std::find(elsewhere.begin(), elsewhere.end(), key) != elsewhere.end();
    if (!is_elsewhere && is_shown(f, key) && has_effect_here(f, key)) rows.push_back(key);
  }
  return rows;
}

}  // namespace

bool has_effect_here(const Frame& f, std::string_view key) {
  const bool is_of_rung = key == "stride" || key == "pool";  // of a ladder each has its own
  if (is_of_rung && f.app.shown.ladder) return false;
  return key != "order" || f.app.shown.pool != "none" || f.app.shown.ladder;
}

// Numbers that are counted have − and +, words and numbers with presets a list, others a slider.
void draw_choice(Frame& f, const Rect& rect, std::string_view key) {
  const app::Field& field = *app::find_field(key);
  if (key == "seed")
    field_stepper(f, rect, key);
  else if (field.presets.empty() && field.choices == nullptr)
    field_slider(f, rect, key);
  else
    field_dropdown(f, rect, key);
}

bool has_image_settings(const Frame& f, Keys elsewhere) {
  return blocks_height(f) > 0 || !shown_rows(f, elsewhere).empty();
}

float image_settings_height(const Frame& f, Keys elsewhere) {
  float height = blocks_height(f);
  for (const std::string_view key : shown_rows(f, elsewhere)) height += row_height(key);
  return height;
}

void draw_image_settings(Frame& f, Rect rest, Keys elsewhere) {
  if (is_shown(f, "conv")) draw_blocks(f, rest);
  for (const std::string_view key : shown_rows(f, elsewhere))
    draw_choice(f, inset(cut_top(rest, row_height(key)), 0, 3), key);
}

void draw_settings_button(Frame& f, const Rect& place, Keys elsewhere) {
  if (!has_image_settings(f, elsewhere)) return;
  if (icon_button(f, place, "settings", Icon::settings, tr(f, "train.settings"), Look::outline, true,
                  base::Role::list))
    ImGui::OpenPopup(kPanel);
  if (!ImGui::IsPopupOpen(kPanel)) return;
  const float inner = kPanelWidth - 2 * kCardPadding, content = image_settings_height(f, elsewhere);
  const float top = bottom(place) + 4;
  const float height = std::min(content + 2 * kCardPadding, bottom(f.view) - kUnit - top);
  const float x = std::clamp(place.x, f.view.x + kUnit, right(f.view) - kUnit - kPanelWidth);
  const Rect panel{x, top, kPanelWidth, height};
  if (!begin_panel(f, kPanel, panel, tr(f, "train.settings"))) return;
  ImGui::SetCursorScreenPos(top_left(panel));
  if (ImGui::BeginChild("rows", {panel.w, panel.h})) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_image_settings(f, {at.x + kCardPadding, at.y + kCardPadding, inner, content}, elsewhere);
    ImGui::SetCursorScreenPos({at.x, at.y + kCardPadding + content});
    ImGui::Dummy({1, kCardPadding});
    scroll_by_touch(f);
  }
  ImGui::EndChild();
  end_panel(f);
}

}  // namespace lab::ui
