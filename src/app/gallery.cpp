#include "app/gallery.h"

#include <algorithm>
#include <cmath>

#include "act/study/sampling.h"
#include "app/activations.h"
#include "base/text.h"
#include "i18n/text.h"

namespace lab::app {

namespace {

// A mean output nearer to 0 than this counts as centred: it admits all odd functions and those made for it
// (ELU, SELU), and leaves out the smooth rectifiers from SiLU (0.207) on.
constexpr double kCentred = 0.18;

bool is_monotonic(const Measured& m) { return m.properties.monotonic != act::Monotonic::no; }
bool is_bounded(const Measured& m) {
  return std::isfinite(m.properties.lowest.value) && std::isfinite(m.properties.highest.value);
}
bool saturates(const Measured& m) {
  return act::has_limit(m.properties.left) || act::has_limit(m.properties.right);
}
bool has_kinks(const Measured& m) {
  const act::Properties& p = m.properties;
  return !p.kinks.empty() || !p.cusps.empty() || !p.jumps.empty();
}
bool is_smooth(const Measured& m) { return !has_kinks(m); }
bool is_odd(const Measured& m) { return m.properties.symmetry == act::Symmetry::odd; }
bool is_even(const Measured& m) { return m.properties.symmetry == act::Symmetry::even; }
bool is_centred(const Measured& m) {
  return m.properties.lowest.value < 0 && m.properties.highest.value > 0 && std::abs(m.mean) < kCentred;
}
bool is_non_negative(const Measured& m) { return m.properties.lowest.value >= 0; }
bool oscillates(const Measured& m) {
  return m.properties.left == act::FarOut::oscillates || m.properties.right == act::FarOut::oscillates;
}

constexpr PropertyFilter kFilters[] = {
    {"monotonic", is_monotonic}, {"bounded", is_bounded},      {"saturates", saturates},
    {"smooth", is_smooth},       {"kinks", has_kinks},         {"odd", is_odd},
    {"even", is_even},           {"zero_centred", is_centred}, {"non_negative", is_non_negative},
    {"oscillates", oscillates},
};

// As letters are compared: small, and without what people leave out or put in at will.
std::string folded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '-' || c == '_' || c == '\t') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

// The rank of one word, or of all of them read as one: a whole name, the beginning of one, a part of one, of the formula.
int rank_of(std::string_view word, const Searched& searched) {
  const auto place = [&](std::string_view text) { return folded(text).find(word); };
  bool is_whole = folded(searched.id) == word;
  std::size_t best = place(searched.id);
  for (const std::string_view name : searched.names) {
    best = std::min(best, place(name));
    is_whole = is_whole || folded(name) == word || folded(name.substr(0, name.find_first_of("(（"))) == word;
  }
  if (is_whole) return 0;
  if (best == 0) return 1;
  if (best != std::string::npos) return 2;
  return place(searched.formula) == std::string::npos ? kNoMatch : 3;
}

}  // namespace

std::span<const PropertyFilter> property_filters() { return kFilters; }

// A figure to sort by: the midpoint rule over ±8 at steps of 1/64 is right to four digits.
Measured measure(const act::Activation& activation) {
  constexpr double kStep = 1.0 / 64;
  std::vector<double> z;
  for (double at = -8 + kStep / 2; at < 8; at += kStep) z.push_back(at);
  std::vector<double> f(z.size());
  act::read(activation, act::Reading::value, z, f);
  double sum = 0;
  for (std::size_t i = 0; i < z.size(); ++i) sum += f[i] * std::exp(-0.5 * z[i] * z[i]);
  return {act::properties(activation), sum * kStep / std::sqrt(2 * 3.14159265358979323846)};
}

bool is_empty(const GalleryQuery& query) {
  return folded(query.words).empty() && query.properties == 0 && !query.starred && !query.family;
}

bool passes(const GalleryQuery& query, const Measured& measured) {
  for (std::size_t i = 0; i < std::size(kFilters); ++i) {
    const bool is_wanted = ((query.properties >> i) & 1U) != 0;
    if (is_wanted && !kFilters[i].holds(measured)) return false;
  }
  return true;
}

int search_rank(std::string_view words, const Searched& searched) {
  const std::string whole = folded(words);
  if (whole.empty()) return 0;
  if (const int rank = rank_of(whole, searched); rank != kNoMatch) return rank;
  int worst = 0;
  for (const std::string_view word : base::split(words, ' ')) {
    const std::string one = folded(word);
    if (one.empty()) continue;
    const int rank = rank_of(one, searched);
    if (rank == kNoMatch) return kNoMatch;
    worst = std::max(worst, rank);
  }
  return worst;
}

int search_rank(std::string_view words, const act::ActivationRow& row) {
  if (formula_index(row.id)) return search_rank(words, Searched{row.id, {}, row.formula});
  const std::string name = "act." + std::string(row.id);
  const std::string family = "act.family." + std::string(act::id_of(row.family));
  Searched searched{row.id, {}, act::shown_formula(row)};
  for (const i18n::LanguageRow& spoken : i18n::languages()) {
    searched.names.push_back(i18n::tr(spoken.language, name));
    searched.names.push_back(i18n::tr(spoken.language, family));
  }
  return search_rank(words, searched);
}

}  // namespace lab::app
