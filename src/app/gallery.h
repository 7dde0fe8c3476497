// The catalogue as a person looks for things in it: by words, by what was measured of a function, by stars.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "act/study/properties.h"

namespace lab::app {

// What is measured of one function so that it can be filtered: a few milliseconds of work.
struct Measured {
  act::Properties properties;
  double mean = 0;  // E[f(z)], z ~ N(0, 1)
};
Measured measure(const act::Activation&);

// One property to filter by.
struct PropertyFilter {
  std::string_view id;  // its name is the text "filter.<id>"
  bool (*holds)(const Measured&);
};
std::span<const PropertyFilter> property_filters();

// What a person asked the gallery for. Everything at its default: the whole catalogue.
struct GalleryQuery {
  std::string words;             // as typed
  std::uint32_t properties = 0;  // bit i: the i-th of property_filters() must hold
  bool starred = false;          // only functions with a star
  std::optional<act::Family> family;

  bool operator==(const GalleryQuery&) const = default;
};

bool is_empty(const GalleryQuery&);

// Whether all chosen properties hold.
bool passes(const GalleryQuery&, const Measured&);

// The texts that a search looks at.
struct Searched {
  std::string_view id;
  std::vector<std::string_view> names;  // in every language, and other names
  std::string_view formula;
};

// How well the words fit: 0: a name begins with them; 1: a name contains them; 2: only the formula does;
// nothing when some word is nowhere. Capitals, spaces, hyphens and underscores do not count: "leaky relu"
// finds leaky_relu. Without words everything fits equally well.
inline constexpr int kNoMatch = -1;
int search_rank(std::string_view words, const Searched&);

// The same for one of the catalogue or of one's own, by its id, names, family and formula.
int search_rank(std::string_view words, const act::ActivationRow&);

}  // namespace lab::app
