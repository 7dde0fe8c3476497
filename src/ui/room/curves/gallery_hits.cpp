// What the gallery shows: the catalogue, searched and filtered.
#include <algorithm>
#include <chrono>

#include "app/activations.h"
#include "base/sort_by.h"
#include "ui/room/curves/room.h"

namespace lab::ui {

namespace {

constexpr double kBudgetS = 0.002;  // for measuring, in one frame

double now_s() {
  using Seconds = std::chrono::duration<double>;
  return Seconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

struct Hit {
  std::string id;
  int rank = 0;
  bool is_own = false;
  bool is_starred = false;
};

// Measured with the parameters the function starts with, so that a slider does not change what is found.
const app::Measured* measured(GalleryView& view, act::Activation activation, bool has_time) {
  const std::string key = std::string(activation.row->id) + "=" + std::string(activation.row->formula);
  const auto known = view.measured.find(key);
  if (known != view.measured.end()) return &known->second;
  if (!has_time) return nullptr;
  activation.params = act::default_params(*activation.row);
  return &view.measured.emplace(key, app::measure(activation)).first->second;
}

GalleryItem item_of(const Frame& f, Hit hit) {
  GalleryItem item;
  item.id = std::move(hit.id);
  item.name = short_name(f, item.id);
  item.is_chosen = is_chosen(f, item.id);
  item.is_starred = hit.is_starred;
  const auto label = [&](const char* id) { return i18n::format(f.language, id, {item.name}); };
  item.overlay = label(item.is_chosen ? "curves.remove" : "curves.add");
  if (hit.is_own) {
    item.is_removable = !app::is_trained_with(f.app.shown, item.id);
    item.remove = label(item.is_removable ? "gallery.remove" : "gallery.in_use");
  } else {
    item.star = label(item.is_starred ? "gallery.unstar" : "gallery.star");
  }
  return item;
}

GalleryHits search(const Frame& f, GalleryView& view) {
  const double until_s = now_s() + kBudgetS;
  GalleryHits found;
  std::vector<Hit> hits;
  for (const std::string& id : app::activation_ids(f.app.shown)) {
    ++found.total;
    const act::Activation activation = activation_of(f, id);
    const int rank = app::search_rank(view.query.words, *activation.row);
    const bool is_starred = has_star(f, id);
    const bool is_own = app::formula_index(id).has_value();
    const bool is_kin = !view.query.family || (!is_own && activation.row->family == *view.query.family);
    if (rank == app::kNoMatch || !is_kin || (view.query.starred && !is_starred)) continue;
    if (view.query.properties != 0) {
      const app::Measured* known = measured(view, activation, now_s() < until_s);
      if (known == nullptr) ++found.unmeasured;
      if (known == nullptr || !app::passes(view.query, *known)) continue;
    }
    hits.push_back({id, rank, is_own, is_starred});
  }
  base::sort_by(hits, [](const Hit& hit) {
    return 3 * hit.rank + (hit.is_own ? 0 : hit.is_starred ? 1 : 2);
  });
  for (Hit& hit : hits) found.items.push_back(item_of(f, std::move(hit)));
  return found;
}

}  // namespace

const GalleryHits& find_gallery_hits(const Frame& f, GalleryView& view) {
  const app::Scenario& shown = f.app.shown;
  GallerySource source{
      view.query, f.language, shown.formulas, shown.act, app::chosen(shown, app::Use::curves), shown.stars};
  if (!view.is_measuring && view.found_for == source) return view.hits;
  view.hits = search(f, view);
  view.found_for = std::move(source);
  view.is_measuring = view.hits.unmeasured > 0;
  return view.hits;
}

std::string gallery_title(const Frame& f, const GalleryView& view, const GalleryHits& hits) {
  const std::string total = std::to_string(hits.total);
  if (hits.unmeasured > 0) {
    const std::string done = std::to_string(hits.total - hits.unmeasured);
    return i18n::format(f.language, "gallery.measuring", {done, total});
  }
  if (app::is_empty(view.query)) return i18n::format(f.language, "curves.gallery", {total});
  return i18n::format(f.language, "gallery.hits", {std::to_string(hits.items.size()), total});
}

}  // namespace lab::ui
