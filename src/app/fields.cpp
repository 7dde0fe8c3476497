#include "app/fields.h"

#include <algorithm>
#include <array>

#include "act/activation.h"
#include "data/points.h"
#include "i18n/text.h"
#include "nn/init.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "nn/norm.h"
#include "nn/optimizer.h"
#include "nn/schedule.h"

namespace lab::app {

namespace {

constexpr std::array<std::string_view, 3> kThemes = {"auto", "light", "dark"};

std::span<const std::string_view> view_words() {
  static const std::vector<std::string_view> words = i18n::parts_of("view");
  return words;
}

std::span<const std::string_view> language_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> out = {"auto"};
    for (const i18n::LanguageRow& row : i18n::languages()) out.push_back(row.tag);
    return out;
  }();
  return words;
}

template <const auto& words>
std::span<const std::string_view> fixed_words() {
  return words;
}

// The ids of a table of rows, gathered once.
template <auto rows>
std::span<const std::string_view> row_ids() {
  static const std::vector<std::string_view> ids = [] {
    std::vector<std::string_view> out;
    for (const auto& row : rows()) out.push_back(row.id);
    return out;
  }();
  return ids;
}

// The same behind the word for having none of them.
template <auto rows>
std::span<const std::string_view> none_or_row_ids() {
  static const std::vector<std::string_view> ids = [] {
    std::vector<std::string_view> out = {"none"};
    for (const auto& row : rows()) out.push_back(row.id);
    return out;
  }();
  return ids;
}

constexpr auto kDatasetIds = row_ids<data::datasets>;
constexpr auto kActivationIds = row_ids<act::activations>;
constexpr auto kLossIds = row_ids<nn::losses>;
constexpr auto kOptimizerIds = row_ids<nn::optimizers>;
constexpr auto kInitIds = row_ids<nn::inits>;
constexpr auto kNormIds = none_or_row_ids<nn::norms>;
constexpr auto kScheduleIds = row_ids<nn::schedules>;

const std::array kFields = {
    Field{"view", Effect::personal, &Scenario::view, {}, view_words, "view"},
    Field{"formula", Effect::live, &Scenario::formulas},
    Field{"act", Effect::live, &Scenario::act, {}, kActivationIds, "act"},
    Field{"a", Effect::live, &Scenario::a, {-1000, 1000, 0.01}},
    Field{"b", Effect::live, &Scenario::b, {-1000, 1000, 0.01}},
    Field{"c", Effect::live, &Scenario::c, {-1000, 1000, 0.01}},
    Field{"x", Effect::personal, &Scenario::x, {-1e6, 1e6}},
    Field{"y", Effect::personal, &Scenario::y, {-1e6, 1e6}},
    Field{"slope", Effect::view, &Scenario::slope},
    Field{"curvature", Effect::view, &Scenario::curvature},
    Field{"tangent", Effect::view, &Scenario::tangent},
    Field{"grid", Effect::view, &Scenario::grid},
    Field{"data", Effect::restart, &Scenario::data, {}, kDatasetIds, "data"},
    Field{"n", Effect::restart, &Scenario::points, {20, 2000, 10}},
    Field{"split", Effect::restart, &Scenario::split, {0.1, 0.9, 0.05}},
    Field{"noise", Effect::restart, &Scenario::noise, {0, 0.5, 0.01}},
    Field{"net", Effect::restart, &Scenario::net, {1, nn::kMaxUnits}},
    Field{"loss", Effect::restart, &Scenario::loss, {}, kLossIds, "loss"},
    Field{"opt", Effect::restart, &Scenario::opt, {}, kOptimizerIds, "opt"},
    Field{"lr", Effect::live, &Scenario::lr, {1e-5, 10, 0, true}},
    Field{"batch", Effect::live, &Scenario::batch, {1, 512, 1, true}},
    Field{"init", Effect::restart, &Scenario::init, {}, kInitIds, "init"},
    Field{"init_sigma", Effect::restart, &Scenario::init_sigma, {0.001, 10, 0, true}},
    Field{"norm", Effect::restart, &Scenario::norm, {}, kNormIds, "norm"},
    Field{"dropout", Effect::live, &Scenario::dropout, {0, 0.9, 0.05}},
    Field{"l1", Effect::live, &Scenario::l1, {0, 10, 0.001}},
    Field{"l2", Effect::live, &Scenario::l2, {0, 10, 0.001}},
    Field{"clip", Effect::live, &Scenario::clip, {0, 1000, 0.1}},
    Field{"clip_value", Effect::live, &Scenario::clip_value, {0, 1000, 0.1}},
    Field{"momentum", Effect::live, &Scenario::momentum, {0, 0.999, 0.01}},
    Field{"schedule", Effect::live, &Scenario::schedule, {}, kScheduleIds, "schedule"},
    Field{"schedule_every", Effect::live, &Scenario::schedule_every, {1, 10'000'000, 1, true}},
    Field{"schedule_factor", Effect::live, &Scenario::schedule_factor, {0, 1, 0.05}},
    Field{"schedule_length", Effect::live, &Scenario::schedule_length, {1, 10'000'000, 1, true}},
    Field{"schedule_lowest", Effect::live, &Scenario::schedule_lowest, {0, 10, 0.001}},
    Field{"seed", Effect::restart, &Scenario::seed, {0, 999999, 1}},
    Field{"steps", Effect::restart, &Scenario::steps, {0, 10'000'000, 1}},
    Field{"edits", Effect::restart, &Scenario::edits, {0, 1e15}},
    Field{"play", Effect::personal, &Scenario::play},
    Field{"speed", Effect::personal, &Scenario::speed, {1, 1'000'000, 1, true, "max"}},
    Field{"stars", Effect::personal, &Scenario::stars, {}, kActivationIds, "act"},
    Field{"lang", Effect::personal, &Scenario::lang, {}, language_words},
    Field{"theme", Effect::personal, &Scenario::theme, {}, fixed_words<kThemes>, "theme"},
};

}  // namespace

std::span<const Field> fields() { return kFields; }

const Field* find_field(std::string_view key) {
  const auto it = std::find_if(kFields.begin(), kFields.end(), [&](const Field& f) { return f.key == key; });
  return it == kFields.end() ? nullptr : &*it;
}

}  // namespace lab::app
