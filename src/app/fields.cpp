#include "app/fields.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <limits>
#include <type_traits>

#include "act/activation.h"
#include "app/access.h"
#include "base/rows.h"
#include "data/points.h"
#include "data/shapes.h"
#include "i18n/text.h"
#include "lesson/lesson.h"
#include "nn/init.h"
#include "nn/loss.h"
#include "nn/network.h"
#include "nn/norm.h"
#include "nn/optimizer.h"
#include "nn/schedule.h"

namespace lab::app {

namespace {

constexpr std::array<std::string_view, 3> kThemes = {"auto", "light", "dark"};
constexpr std::array<std::string_view, 2> kMirrors = {"auto", "show"};
constexpr std::array<std::string_view, 3> kAxes = {"auto", "equal", "free"};
constexpr std::array<std::string_view, 3> kLooks = {"profile", "space", "gate"};
constexpr std::array<std::string_view, 3> kKernels = {"3", "5", "7"};
constexpr std::array<std::string_view, 2> kPaddings = {"same", "none"};
constexpr std::array<std::string_view, 3> kPools = {"none", "max", "average"};
constexpr std::array<std::string_view, 2> kOrders = {"act_pool", "pool_act"};
constexpr std::array<std::string_view, 3> kGestures = {"auto", "cooperative", "greedy"};

std::span<const std::string_view> view_words() {
  static const std::vector<std::string_view> words = i18n::parts_of("view");
  return words;
}

std::span<const std::string_view> term_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> out = i18n::parts_of("term");
    out.insert(out.begin(), "none");
    return out;
  }();
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

// What can be locked; of what can be hidden it is all but "all", and parts of the screen besides.
template <bool is_lock>
std::span<const std::string_view> access_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> out;
    if (is_lock) out.push_back("all");
    for (const Field& field : fields()) {
      if (field.key != "step") out.push_back(field.key);  // the word is that of the command
    }
    out.insert(out.end(), command_words().begin(), command_words().end());
    if (!is_lock) out.insert(out.end(), part_words().begin(), part_words().end());
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

// Of points, then of pictures.
std::span<const std::string_view> data_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> out;
    for (const data::DatasetRow& row : data::datasets()) out.push_back(row.id);
    out.push_back(data::kShapes);
    return out;
  }();
  return words;
}

constexpr auto kActivationIds = row_ids<act::activations>;
constexpr auto kLossIds = row_ids<nn::losses>;
constexpr auto kOptimizerIds = row_ids<nn::optimizers>;
constexpr auto kInitIds = row_ids<nn::inits>;
constexpr auto kNormIds = none_or_row_ids<nn::norms>;
constexpr auto kScheduleIds = row_ids<nn::schedules>;

constexpr double kMost = std::numeric_limits<double>::infinity();  // the word for 0
constexpr double kSpeeds[] = {1, 10, 30, 100, 300, 1000, 5000, kMost};
constexpr double kCounts[] = {20, 50, 100, 200, 500, 1000, 2000};
constexpr double kBrushes[] = {1.2, 1.8, 2.6};
constexpr double kStrides[] = {1, 2, 3};
constexpr double kLearningRates[] = {0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3};
constexpr double kDropouts[] = {0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9};
constexpr double kPenalties[] = {0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1};
constexpr double kBounds[] = {0, 0.01, 0.03, 0.1, 0.3, 1, 3, 10};
constexpr double kSteps[] = {100, 300, 1000, 3000, 10000, 30000, 100000};
constexpr double kAccuracies[] = {0, 0.8, 0.9, 0.95, 0.99, 1};
constexpr double kStops[] = {0, 100, 200, 500, 1000, 2000, 5000, 10000, 50000};
constexpr double kFactors[] = {0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9};
constexpr double kLowest[] = {0, 0.0001, 0.0003, 0.001, 0.003, 0.01};
constexpr double kMomenta[] = {0, 0.5, 0.8, 0.9, 0.95, 0.99};
constexpr double kDeviations[] = {0.01, 0.03, 0.1, 0.3, 1, 3};

constexpr double kMostByHand = 1000;

constexpr Need kStepSchedule{"schedule", {"step"}};
constexpr Need kCosineSchedule{"schedule", {"cosine"}};
constexpr double kFallsShown = 4;
constexpr double kDescentsShown = 1.25;

using S = Scenario;

const std::array kFields = {
    Field{.key = "view",
          .effect = Effect::personal,
          .member = &S::view,
          .choices = view_words,
          .choice_texts = "view"},
    Field{.key = "formula", .effect = Effect::live, .member = &S::formulas},
    Field{.key = "act",
          .effect = Effect::live,
          .member = &S::act,
          .choices = kActivationIds,
          .choice_texts = "act"},
    Field{.key = "a", .effect = Effect::live, .member = &S::a, .limits = {-1000, 1000, 0.01}},
    Field{.key = "b", .effect = Effect::live, .member = &S::b, .limits = {-1000, 1000, 0.01}},
    Field{.key = "c", .effect = Effect::live, .member = &S::c, .limits = {-1000, 1000, 0.01}},
    Field{.key = "curves",
          .effect = Effect::view,
          .member = &S::curves,
          .choices = kActivationIds,
          .choice_texts = "act"},
    Field{.key = "ca", .effect = Effect::view, .member = &S::ca, .limits = {-1000, 1000, 0.01}},
    Field{.key = "cb", .effect = Effect::view, .member = &S::cb, .limits = {-1000, 1000, 0.01}},
    Field{.key = "cc", .effect = Effect::view, .member = &S::cc, .limits = {-1000, 1000, 0.01}},
    Field{.key = "twin",
          .effect = Effect::beside,
          .member = &S::twin,
          .choices = kActivationIds,
          .choice_texts = "act"},
    Field{.key = "x", .effect = Effect::personal, .member = &S::x, .limits = {-1e6, 1e6}},
    Field{.key = "y", .effect = Effect::personal, .member = &S::y, .limits = {-1e6, 1e6}},
    Field{.key = "axes", .effect = Effect::personal, .member = &S::axes, .choices = fixed_words<kAxes>},
    Field{.key = "slope", .effect = Effect::view, .member = &S::slope},
    Field{.key = "curvature", .effect = Effect::view, .member = &S::curvature},
    Field{.key = "tangent", .effect = Effect::view, .member = &S::tangent},
    Field{.key = "grid", .effect = Effect::view, .member = &S::grid},
    Field{.key = "x1", .effect = Effect::view, .member = &S::x1, .limits = {-100, 100, 0.01}},
    Field{.key = "x2", .effect = Effect::view, .member = &S::x2, .limits = {-100, 100, 0.01}},
    Field{.key = "look",
          .effect = Effect::view,
          .member = &S::look,
          .choices = fixed_words<kLooks>,
          .choice_texts = "look"},
    Field{.key = "trace",
          .effect = Effect::view,
          .member = &S::trace,
          .limits = {0, 2 * (nn::kMaxHiddenLayers + 1) + 1, 1},
          .is_off_at_zero = true},
    Field{.key = "ladder", .effect = Effect::beside, .member = &S::ladder},
    Field{.key = "sample", .effect = Effect::view, .member = &S::sample, .limits = {1, 3000, 1}},
    Field{.key = "draw", .effect = Effect::view, .member = &S::draw},
    Field{.key = "brush",
          .effect = Effect::view,
          .member = &S::brush,
          .limits = {1, 4, 0.1},
          .presets = kBrushes},
    Field{.key = "block", .effect = Effect::view, .member = &S::block, .limits = {1, kMaxBlocks, 1}},
    Field{.key = "channel", .effect = Effect::view, .member = &S::channel, .limits = {1, kMaxChannels, 1}},
    Field{.key = "row", .effect = Effect::view, .member = &S::row, .limits = {0, 28, 1}},
    Field{.key = "column", .effect = Effect::view, .member = &S::column, .limits = {0, 28, 1}},
    Field{.key = "data",
          .effect = Effect::restart,
          .member = &S::data,
          .choices = data_words,
          .choice_texts = "data"},
    Field{.key = "n",
          .effect = Effect::restart,
          .member = &S::points,
          .limits = {10, 3000, 10},
          .reads = Reads::count,
          .presets = kCounts},
    Field{.key = "split",
          .effect = Effect::restart,
          .member = &S::split,
          .limits = {0.1, 1, 0.05},
          .reads = Reads::share},
    Field{.key = "noise",
          .effect = Effect::restart,
          .member = &S::noise,
          .limits = {0, 0.5, 0.01},
          .reads = Reads::two_decimals},
    Field{.key = "net",
          .effect = Effect::restart,
          .member = &S::net,
          .limits = {1, nn::kMaxUnits},
          .parts = {0, nn::kMaxHiddenLayers}},
    Field{.key = "conv",
          .effect = Effect::restart,
          .member = &S::conv,
          .limits = {1, kMaxChannels},
          .parts = {1, kMaxBlocks}},
    Field{.key = "kernel",
          .effect = Effect::restart,
          .member = &S::kernel,
          .choices = fixed_words<kKernels>,
          .choice_texts = "kernel"},
    Field{.key = "stride",
          .effect = Effect::restart,
          .member = &S::stride,
          .limits = {1, 3, 1},
          .presets = kStrides},
    Field{.key = "pad",
          .effect = Effect::restart,
          .member = &S::pad,
          .choices = fixed_words<kPaddings>,
          .choice_texts = "pad"},
    Field{.key = "pool",
          .effect = Effect::restart,
          .member = &S::pool,
          .choices = fixed_words<kPools>,
          .choice_texts = "pool"},
    Field{.key = "order",
          .effect = Effect::restart,
          .member = &S::order,
          .choices = fixed_words<kOrders>,
          .choice_texts = "order"},
    Field{.key = "loss",
          .effect = Effect::restart,
          .member = &S::loss,
          .choices = kLossIds,
          .choice_texts = "loss"},
    Field{.key = "opt",
          .effect = Effect::restart,
          .member = &S::opt,
          .choices = kOptimizerIds,
          .choice_texts = "opt"},
    Field{.key = "lr",
          .effect = Effect::live,
          .member = &S::lr,
          .limits = {1e-5, 10, 0, true},
          .presets = kLearningRates},
    Field{.key = "batch", .effect = Effect::live, .member = &S::batch, .limits = {1, 512, 1, true}},
    Field{.key = "init",
          .effect = Effect::restart,
          .member = &S::init,
          .choices = kInitIds,
          .choice_texts = "init"},
    Field{.key = "init_sigma",
          .effect = Effect::restart,
          .member = &S::init_sigma,
          .limits = {0.001, 10, 0, true},
          .presets = kDeviations,
          .needs = {"init", {"normal"}},
          .refinement = 12},
    Field{.key = "norm",
          .effect = Effect::restart,
          .member = &S::norm,
          .choices = kNormIds,
          .choice_texts = "norm"},
    Field{.key = "dropout",
          .effect = Effect::live,
          .member = &S::dropout,
          .limits = {0, 0.9, 0.05},
          .reads = Reads::share,
          .is_off_at_zero = true,
          .presets = kDropouts,
          .refinement = 1},
    Field{.key = "l1",
          .effect = Effect::live,
          .member = &S::l1,
          .limits = {0, 10, 0.001},
          .is_off_at_zero = true,
          .presets = kPenalties,
          .refinement = 2},
    Field{.key = "l2",
          .effect = Effect::live,
          .member = &S::l2,
          .limits = {0, 10, 0.001},
          .is_off_at_zero = true,
          .presets = kPenalties,
          .refinement = 3},
    Field{.key = "clip",
          .effect = Effect::live,
          .member = &S::clip,
          .limits = {0, 1000, 0.1},
          .is_off_at_zero = true,
          .presets = kBounds,
          .refinement = 4},
    Field{.key = "clip_value",
          .effect = Effect::live,
          .member = &S::clip_value,
          .limits = {0, 1000, 0.1},
          .is_off_at_zero = true,
          .presets = kBounds,
          .refinement = 5},
    Field{.key = "momentum",
          .effect = Effect::live,
          .member = &S::momentum,
          .limits = {0, 0.999, 0.01},
          .presets = kMomenta,
          .needs = {"opt", {"momentum", "nesterov"}},
          .refinement = 11},
    Field{.key = "schedule",
          .effect = Effect::live,
          .member = &S::schedule,
          .choices = kScheduleIds,
          .choice_texts = "schedule",
          .refinement = 6},
    Field{.key = "schedule_every",
          .effect = Effect::live,
          .member = &S::schedule_every,
          .limits = {1, 10'000'000, 1, true},
          .reads = Reads::count,
          .presets = kSteps,
          .needs = kStepSchedule,
          .refinement = 7,
          .span_factor = kFallsShown},
    Field{.key = "schedule_factor",
          .effect = Effect::live,
          .member = &S::schedule_factor,
          .limits = {0, 1, 0.05},
          .presets = kFactors,
          .needs = kStepSchedule,
          .refinement = 8},
    Field{.key = "schedule_length",
          .effect = Effect::live,
          .member = &S::schedule_length,
          .limits = {1, 10'000'000, 1, true},
          .reads = Reads::count,
          .presets = kSteps,
          .needs = kCosineSchedule,
          .refinement = 9,
          .span_factor = kDescentsShown},
    Field{.key = "schedule_lowest",
          .effect = Effect::live,
          .member = &S::schedule_lowest,
          .limits = {0, 10, 0.001},
          .presets = kLowest,
          .needs = kCosineSchedule,
          .refinement = 10},
    Field{.key = "seed", .effect = Effect::restart, .member = &S::seed, .limits = {0, 999999, 1}},
    Field{.key = "dseed", .effect = Effect::restart, .member = &S::dseed, .limits = {-1, 999999, 1}},
    Field{.key = "wseed", .effect = Effect::restart, .member = &S::wseed, .limits = {-1, 999999, 1}},
    Field{.key = "steps", .effect = Effect::restart, .member = &S::steps, .limits = {0, 10'000'000, 1}},
    Field{.key = "w", .effect = Effect::live, .member = &S::w, .limits = {-kMostByHand, kMostByHand, 0.01}},
    Field{.key = "freeze", .effect = Effect::live, .member = &S::freeze},
    Field{.key = "edits", .effect = Effect::restart, .member = &S::edits, .limits = {0, 1e15}},
    Field{.key = "play", .effect = Effect::personal, .member = &S::play},
    Field{.key = "speed",
          .effect = Effect::personal,
          .member = &S::speed,
          .limits = {1, 1'000'000, 1, true, "max"},
          .reads = Reads::count,
          .presets = kSpeeds},
    Field{.key = "stop_accuracy",
          .effect = Effect::view,
          .member = &S::stop_accuracy,
          .limits = {0, 1, 0.01},
          .reads = Reads::share,
          .is_off_at_zero = true,
          .presets = kAccuracies},
    Field{.key = "stop_step",
          .effect = Effect::view,
          .member = &S::stop_step,
          .limits = {0, 10'000'000, 1},
          .reads = Reads::count,
          .is_off_at_zero = true,
          .presets = kStops},
    Field{.key = "stop_plateau",
          .effect = Effect::view,
          .member = &S::stop_plateau,
          .limits = {0, 10'000'000, 1},
          .reads = Reads::count,
          .is_off_at_zero = true,
          .presets = kStops},
    Field{.key = "stars",
          .effect = Effect::personal,
          .member = &S::stars,
          .choices = kActivationIds,
          .choice_texts = "act"},
    Field{.key = "lang", .effect = Effect::personal, .member = &S::lang, .choices = language_words},
    Field{.key = "theme",
          .effect = Effect::personal,
          .member = &S::theme,
          .choices = fixed_words<kThemes>,
          .choice_texts = "theme"},
    Field{.key = "mirror",
          .effect = Effect::personal,
          .member = &S::mirror,
          .choices = fixed_words<kMirrors>,
          .choice_texts = "mirror"},
    Field{.key = "keys", .effect = Effect::personal, .member = &S::keys},
    Field{.key = "gestures",
          .effect = Effect::personal,
          .member = &S::gestures,
          .choices = fixed_words<kGestures>,
          .choice_texts = "gestures"},
    Field{.key = "term", .effect = Effect::personal, .member = &S::term, .choices = term_words},
    Field{.key = "lesson", .effect = Effect::personal, .member = &S::lesson},
    Field{.key = "step", .effect = Effect::personal, .member = &S::step, .limits = {1, lesson::kMaxSteps, 1}},
    Field{.key = "answers", .effect = Effect::view, .member = &S::answers},
    Field{.key = "hide", .effect = Effect::view, .member = &S::hide, .choices = access_words<false>},
    Field{.key = "lock", .effect = Effect::view, .member = &S::lock, .choices = access_words<true>},
    Field{.key = "controls", .effect = Effect::view, .member = &S::controls},
};

}  // namespace

std::span<const Field> fields() { return kFields; }

const Field* find_field(std::string_view key) { return base::find_row(kFields, key, &Field::key); }

bool is_same(const Scenario& a, const Scenario& b, const Field& field) {
  return std::visit([&](auto member) { return a.*member == b.*member; }, field.member);
}

void copy_value(const Scenario& from, Scenario& to, const Field& field) {
  std::visit([&](auto member) { to.*member = from.*member; }, field.member);
}

Value value_of(const Scenario& scenario, const Field& field) {
  return std::visit(
      [&](auto member) -> Value {
        if constexpr (std::is_constructible_v<Value, decltype(scenario.*member)>) return scenario.*member;
        assert(false);  // "edits" is no value of an edit
        return {};
      },
      field.member);
}

void set_value(Scenario& scenario, const Field& field, const Value& value) {
  std::visit(
      [&](auto member) {
        using Held = std::remove_cvref_t<decltype(scenario.*member)>;
        if constexpr (std::is_constructible_v<Value, Held>) {
          const Held* held = std::get_if<Held>(&value);
          assert(held != nullptr);
          if (held != nullptr) scenario.*member = *held;
        }
      },
      field.member);
}

}  // namespace lab::app
