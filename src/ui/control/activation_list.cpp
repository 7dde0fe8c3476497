#include "ui/control/activation_list.h"

#include <algorithm>
#include <vector>

#include "app/activations.h"
#include "app/gallery.h"
#include "base/sort_by.h"
#include "ui/control/keyboard.h"

namespace lab::ui {

namespace {

struct Found {
  std::string id;
  int rank = 0;
};

// Best first.
std::vector<Found> find(const Frame& f, std::string_view words) {
  std::vector<Found> found;
  for (const std::string& id : app::activation_ids(f.app.shown)) {
    const int rank = app::search_rank(words, *app::activation_of(f.app.shown, id).row);
    if (rank != app::kNoMatch) found.push_back({id, rank});
  }
  base::sort_by(found, [](const Found& one) { return one.rank; });
  return found;
}

}  // namespace

void open_activation_list(const char* popup, std::string& words) {
  words.clear();
  ImGui::OpenPopup(popup);
}

std::optional<std::string> activation_list(Frame& f, std::string& words, const PopupList& list,
                                           std::string_view id, std::string_view current) {
  if (!ImGui::IsPopupOpen(list.id)) return std::nullopt;
  // What was typed in the same frame as its Enter is looked for before the first is taken.
  if (const auto typed = value_from_page(f, std::string(list.id) + ".search")) words = *typed;
  const std::vector<Found> found = find(f, words);
  std::vector<ListItem> items;
  int current_row = -1;
  for (const Found& one : found) {
    if (one.id == current) current_row = static_cast<int>(items.size());
    items.push_back({std::string(id) + "." + one.id, app::activation_name(f.app.shown, f.language, one.id)});
  }
  if (!words.empty()) f.remark = i18n::format(f.language, "gallery.found", {std::to_string(items.size())});
  const auto chosen = popup_list(f, list, items, current_row, &words);
  if (!chosen) return std::nullopt;
  return found[static_cast<std::size_t>(*chosen)].id;
}

}  // namespace lab::ui
