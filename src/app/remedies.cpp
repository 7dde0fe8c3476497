#include "app/remedies.h"

#include <algorithm>
#include <array>

#include "act/activation.h"
#include "app/access.h"
#include "app/activations.h"
#include "app/app.h"
#include "app/fields.h"
#include "app/offered.h"
#include "base/rows.h"
#include "nn/network.h"

namespace lab::app {

namespace {

constexpr double kStep = 10;    // of rates and penalties
constexpr double kLimit = 0.1;  // of a gradient that explodes
constexpr double kPenalty = 0.003;
constexpr int kMore = 2;  // neurons
constexpr std::size_t kMost = 2;

// A change made to what is shown. `is_afresh`: the run is spoilt by what went wrong, and begins again.
struct Row {
  std::string_view id;
  void (*make)(Scenario&);
  bool is_afresh = false;
};

// Of the number that the field may hold.
void set(Scenario& scenario, std::string_view key, double value) {
  const Field& field = *find_field(key);
  set_number(scenario, field, std::clamp(value, field.limits.min, field.limits.max));
}

void draw_weights_of_the_right_size(Scenario& scenario) {
  const act::Activation activation = activation_of(scenario, scenario.act.curves.front());
  scenario.init = activation.row->family == act::Family::rectifier ? "he" : "xavier";
}

constexpr Row kRows[] = {
    {"no_activation", [](Scenario& s) { train_with(s, "identity"); }},
    {"twin", add_twin},
    {"tanh", [](Scenario& s) { train_with(s, "tanh"); }},
    {"take_tanh", [](Scenario& s) { train_with(s, "tanh"); }},
    {"tanh_afresh", [](Scenario& s) { train_with(s, "tanh"); }, true},
    {"relu", [](Scenario& s) { train_with(s, "relu"); }},
    {"leaky_relu", [](Scenario& s) { train_with(s, "leaky_relu"); }},
    {"neurons",
     [](Scenario& s) {
       for (int& units : s.net) units = std::min(units + kMore, nn::kMaxUnits);
     }},
    {"layer",
     [](Scenario& s) {
       if (s.net.size() < static_cast<std::size_t>(nn::kMaxHiddenLayers))
         s.net.push_back(s.net.empty() ? 4 : s.net.back());
     }},
    {"fewer_layers",
     [](Scenario& s) {
       if (s.net.size() > 1) s.net.pop_back();
     }},
    {"lower_rate", [](Scenario& s) { set(s, "lr", s.lr / kStep); }, true},
    {"raise_rate", [](Scenario& s) { set(s, "lr", s.lr * kStep); }},
    {"random_weights", draw_weights_of_the_right_size, true},
    {"sized_weights", draw_weights_of_the_right_size, true},
    {"new_weights", next_weights, true},
    {"limit", [](Scenario& s) { s.clip = kLimit; }, true},
    {"no_limit", [](Scenario& s) { s.clip = s.clip_value = 0; }},
    {"steady_rate", [](Scenario& s) { s.schedule = "constant"; }},
    {"less_dropout", [](Scenario& s) { s.dropout = 0; }},
    {"less_penalty",
     [](Scenario& s) {
       s.l1 /= kStep;
       s.l2 /= kStep;
     },
     true},
    {"penalty", [](Scenario& s) { s.l2 = kPenalty; }, true},
    {"points", [](Scenario& s) { set(s, "n", 4.0 * s.points); }},
    {"less_noise", [](Scenario& s) { s.noise = s.noise > 0.1 ? 0.1 : 0; }},
};

// What helps against what: by the sentence of the diagnosis, or else by its head.
struct Advice {
  std::string_view about;  // "diagnosis.<this>.body", or "diagnosis.<this>"
  std::array<std::string_view, 3> rows;
};

constexpr Advice kAdvice[] = {
    {"start", {"no_activation", "twin"}},
    {"learned", {"no_activation", "twin"}},
    {"good", {"no_activation", "twin"}},
    {"mostly", {"neurons", "twin"}},
    {"line", {"tanh", "twin"}},
    {"no_layer", {"layer"}},
    {"no_slope", {"take_tanh", "relu"}},
    {"symmetric", {"random_weights"}},
    {"undefined_later", {"lower_rate", "tanh_afresh"}},
    {"undefined", {"tanh_afresh"}},
    {"rate_high", {"lower_rate"}},
    {"rate_low", {"raise_rate"}},
    {"rate_run_out", {"steady_rate"}},
    {"cut_short", {"no_limit"}},
    {"vanishing", {"take_tanh", "relu", "fewer_layers"}},
    {"weights_small", {"sized_weights"}},
    {"exploding", {"sized_weights", "limit", "tanh_afresh"}},
    {"dead", {"leaky_relu", "lower_rate"}},
    {"saturated_later", {"new_weights", "lower_rate"}},
    {"saturated", {"sized_weights", "leaky_relu"}},
    {"penalty", {"less_penalty"}},
    {"dropout", {"less_dropout", "neurons"}},
    {"overfit", {"points", "penalty"}},
    {"overlap", {"less_noise"}},
    {"mostly_overlap", {"less_noise"}},
    {"too_small", {"neurons", "layer"}},
    {"stuck", {"new_weights", "neurons"}},
    {"unbent", {"raise_rate"}},
};

// "diagnosis.good.body.all" → "good"
std::string_view middle(std::string_view text_id) {
  const std::size_t begin = text_id.find('.') + 1;
  return text_id.substr(begin, text_id.find('.', begin) - begin);
}

const Advice* advice_of(const Diagnosis& diagnosis) {
  const Advice* of_body = base::find_row(kAdvice, middle(diagnosis.body.text_id), &Advice::about);
  return of_body ? of_body : base::find_row(kAdvice, middle(diagnosis.head.text_id), &Advice::about);
}

// By the reader: neither what is changed nor the command that would do as much is locked.
bool may_be_made(const Scenario& shown, const Row& row, const Scenario& next) {
  if (row.is_afresh && is_locked(shown, "reset")) return false;
  if (row.make == next_weights && is_locked(shown, "new_weights")) return false;
  Scenario allowed = next;
  return keep_locked(shown, allowed).empty();
}

}  // namespace

std::vector<Remedy> remedies(const Scenario& shown, const Diagnosis& diagnosis) {
  std::vector<Remedy> found;
  const Advice* advice = advice_of(diagnosis);
  if (advice == nullptr) return found;
  for (const std::string_view id : advice->rows) {
    if (id.empty() || found.size() == kMost) break;
    const Row& row = *base::find_row(kRows, id, &Row::id);
    Remedy remedy{id, {shown, false, row.is_afresh}};
    row.make(remedy.change.next);
    const bool is_same_again = remedy.change.next == shown;
    if (!is_same_again && may_be_made(shown, row, remedy.change.next)) found.push_back(std::move(remedy));
  }
  return found;
}

}  // namespace lab::app
