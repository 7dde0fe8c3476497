#include "app/gallery.h"

#include <doctest/doctest.h>

#include <string>

#include "act/activation.h"
#include "function_setup.h"
#include "i18n/text.h"

namespace app = lab::app;

namespace {

app::Measured measured(std::string_view id) { return app::measure(lab::test::activation(id)); }

// The properties that hold, in the order of the table: "monotonic bounded …".
std::string properties_of(std::string_view id) {
  const app::Measured m = measured(id);
  std::string text;
  for (const app::PropertyFilter& filter : app::property_filters()) {
    if (filter.holds(m)) text += (text.empty() ? "" : " ") + std::string(filter.id);
  }
  return text;
}

app::GalleryQuery wanting(std::string_view id) {
  app::GalleryQuery query;
  for (std::size_t i = 0; i < app::property_filters().size(); ++i) {
    if (app::property_filters()[i].id == id) query.properties |= 1U << i;
  }
  return query;
}

const app::Searched kLeakyRelu{"leaky_relu", {"Leaky ReLU", "带泄漏的 ReLU"}, "x > 0 ? x : a*x"};

}  // namespace

TEST_CASE("the filters say of well-known functions what books say") {
  CHECK(properties_of("tanh") == "monotonic bounded saturates smooth odd zero_centred");
  CHECK(properties_of("relu") == "monotonic saturates kinks non_negative");
  CHECK(properties_of("step") == "monotonic bounded saturates kinks non_negative");
  CHECK(properties_of("elu") == "monotonic saturates smooth zero_centred");
  CHECK(properties_of("silu") == "saturates smooth");
  CHECK(properties_of("sin") == "bounded smooth odd zero_centred oscillates");
  CHECK(properties_of("cos") == "bounded smooth even oscillates");
  CHECK(properties_of("square") == "smooth even non_negative");
}

TEST_CASE("the mean output is that of normal inputs") {
  // E[max(0, z)] = 1/√(2π), E[z²] = 1; the midpoint rule at steps of 1/64 is off by up to
  // step²/24 at the corner of relu, 1e-5.
  CHECK(measured("relu").mean == doctest::Approx(0.3989422804).epsilon(3e-5));
  CHECK(measured("square").mean == doctest::Approx(1).epsilon(3e-5));
}

TEST_CASE("a query without properties lets everything pass, and each property asked for must hold") {
  CHECK(app::passes({}, measured("relu")));
  CHECK(app::passes(wanting("kinks"), measured("relu")));
  CHECK_FALSE(app::passes(wanting("odd"), measured("relu")));
  app::GalleryQuery both = wanting("kinks");
  both.properties |= wanting("odd").properties;
  CHECK_FALSE(app::passes(both, measured("relu")));
}

TEST_CASE("a search finds names in both languages, ids and formulas, the best first") {
  CHECK(app::search_rank("leaky", kLeakyRelu) == 1);
  CHECK(app::search_rank("LEAKY RELU", kLeakyRelu) == 0);
  CHECK(app::search_rank("leaky-relu", kLeakyRelu) == 0);
  CHECK(app::search_rank("relu", kLeakyRelu) == 2);
  CHECK(app::search_rank("relu leaky", kLeakyRelu) == 2);
  CHECK(app::search_rank("泄漏", kLeakyRelu) == 2);
  CHECK(app::search_rank("x>0", kLeakyRelu) == 3);
  CHECK(app::search_rank("tanh", kLeakyRelu) == app::kNoMatch);
  CHECK(app::search_rank("leaky tanh", kLeakyRelu) == app::kNoMatch);
  CHECK(app::search_rank("  ", kLeakyRelu) == 0);
}

TEST_CASE("whoever types the whole name of a function, in either language, or its id finds it first") {
  const auto first_found = [](std::string_view words) {
    const lab::act::ActivationRow* best = nullptr;
    int least = app::kNoMatch;
    for (const lab::act::ActivationRow& row : lab::act::activations()) {
      const int rank = app::search_rank(words, row);
      if (rank == app::kNoMatch || (best != nullptr && rank >= least)) continue;
      best = &row;
      least = rank;
    }
    return best == nullptr ? std::string() : std::string(best->id);
  };
  for (const lab::act::ActivationRow& row : lab::act::activations()) {
    CHECK(first_found(row.id) == row.id);
    for (const lab::i18n::LanguageRow& spoken : lab::i18n::languages()) {
      const std::string name(lab::i18n::tr(spoken.language, "act." + std::string(row.id)));
      CAPTURE(name);
      CHECK(first_found(name) == row.id);
    }
  }
}

TEST_CASE("spaces alone are no search") {
  app::GalleryQuery query;
  query.words = "  ";
  CHECK(app::is_empty(query));
  query.starred = true;
  CHECK_FALSE(app::is_empty(query));
}
