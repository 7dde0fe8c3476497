// The head of the gallery: search, stars, filters, and how many functions are left.
#include <algorithm>

#include "base/text.h"
#include "ui/control/popup.h"
#include "ui/control/text_input.h"
#include "ui/control/widgets.h"
#include "ui/look/text.h"
#include "ui/room/curves/room.h"

namespace lab::ui {

namespace {

constexpr float kLine = 32;
constexpr float kFilterLine = 28;
constexpr float kBetween = 6;
constexpr const char* kFamilyList = "gallery_family_list";
constexpr const char* kPropertyList = "gallery_properties_list";

// Returns whether Enter was pressed behind some words.
bool draw_search(Frame& f, GalleryView& view, const Rect& rect) {
  const std::string label = tr(f, "gallery.search");
  const Typed typed = text_input(f, rect, {"gallery_search", label, view.query.words, label});
  if (typed.text) view.query.words = *typed.text;
  return typed.is_entered && !base::trim(view.query.words).empty();
}

std::string property_name(const Frame& f, const app::PropertyFilter& filter) {
  return tr(f, "filter." + std::string(filter.id));
}

// "Odd, bounded", or that any property will do.
std::string chosen_properties(const Frame& f, const app::GalleryQuery& query) {
  std::string text;
  std::uint32_t bit = 1;
  for (const app::PropertyFilter& filter : app::property_filters()) {
    if ((query.properties & bit) != 0)
      text += (text.empty() ? "" : tr(f, "gallery.comma")) + property_name(f, filter);
    bit <<= 1;
  }
  return text.empty() ? tr(f, "gallery.properties") : text;
}

void draw_property_filter(Frame& f, GalleryView& view, const Rect& rect) {
  const std::string text = chosen_properties(f, view.query);
  const bool is_on = view.query.properties != 0;
  if (menu_button(f, rect, "gallery_properties", text, is_on)) ImGui::OpenPopup(kPropertyList);
  std::vector<ListItem> items;
  std::vector<bool> checked;
  std::uint32_t bit = 1;
  for (const app::PropertyFilter& filter : app::property_filters()) {
    items.push_back({"gallery." + std::string(filter.id), property_name(f, filter)});
    checked.push_back((view.query.properties & bit) != 0);
    bit <<= 1;
  }
  if (const auto toggled =
          popup_checklist(f, {kPropertyList, tr(f, "gallery.properties"), rect}, items, checked)) {
    view.query.properties ^= 1U << *toggled;
  }
}

std::string family_name(const Frame& f, act::Family family) {
  return tr(f, "act.family." + std::string(act::id_of(family)));
}

std::string chosen_family(const Frame& f, const app::GalleryQuery& query) {
  return query.family ? family_name(f, *query.family) : tr(f, "gallery.families");
}

void draw_family_filter(Frame& f, GalleryView& view, const Rect& rect) {
  const bool is_on = view.query.family.has_value();
  if (menu_button(f, rect, "gallery_family", chosen_family(f, view.query), is_on)) {
    ImGui::OpenPopup(kFamilyList);
  }
  std::vector<ListItem> items = {{"gallery_family_any", tr(f, "gallery.families")}};
  for (std::size_t i = 0; i < act::kFamilyCount; ++i) {
    const auto family = static_cast<act::Family>(i);
    items.push_back({"gallery.family." + std::string(act::id_of(family)), family_name(f, family)});
  }
  const int current = is_on ? static_cast<int>(*view.query.family) + 1 : 0;
  const auto chosen = popup_list(f, {kFamilyList, tr(f, "gallery.families"), rect}, items, current);
  if (!chosen) return;
  view.query.family.reset();
  if (*chosen > 0) view.query.family = static_cast<act::Family>(*chosen - 1);
}

void draw_star_filter(Frame& f, GalleryView& view, const Rect& rect) {
  const bool is_on = view.query.starred;
  const Icon icon = is_on ? Icon::star_filled : Icon::star;
  if (icon_button(f, rect, "gallery_starred", icon, tr(f, "gallery.starred"),
                  is_on ? Look::chosen : Look::outline, true, base::Role::toggle)) {
    view.query.starred = !is_on;
  }
}

}  // namespace

GalleryHead draw_gallery_head(Frame& f, GalleryView& view, const GalleryHits& hits, const Rect& space,
                              bool is_closable) {
  GalleryHead head;
  Rect rest = space;
  Rect line = cut_top(rest, kLine, kBetween);
  const Rect close = is_closable ? cut_right(line, kLine, 4) : Rect{};
  const Rect star = cut_right(line, kLine, 6);
  head.is_entered = draw_search(f, view, line);
  draw_star_filter(f, view, star);
  if (is_closable) {
    head.is_closed = icon_button(f, close, "gallery_close", Icon::close, tr(f, "train.close"), Look::plain);
  }

  Rect filters = cut_top(rest, kFilterLine, kBetween);
  const std::string title = gallery_title(f, view, hits);
  if (!app::is_empty(view.query) && hits.unmeasured == 0) {
    f.remark = i18n::format(f.language, "gallery.found", {std::to_string(hits.items.size())});
  }
  draw_heading(f, cut_right(filters, text_size(f, title_text(f), title).x + 2, kUnit), "gallery", title);
  if (!app::is_empty(view.query)) {
    if (icon_button(f, cut_right(filters, kFilterLine, 4), "gallery_clear", Icon::close,
                    tr(f, "gallery.clear"), Look::plain)) {
      view.query = {};
    }
  }
  const float family = menu_button_width(f, chosen_family(f, view.query));
  const float properties = menu_button_width(f, chosen_properties(f, view.query));
  const float share = std::min(1.0F, (filters.w - kBetween) / (family + properties));
  draw_property_filter(f, view, cut_left(filters, properties * share, kBetween));
  draw_family_filter(f, view, cut_left(filters, family * share));
  head.height = rest.y - space.y;
  return head;
}

}  // namespace lab::ui
