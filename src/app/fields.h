// The one table that describes every member of Scenario. The link codec, the JSON interface, the controls on
// the screen, validation and the documentation of parameters are all read from it: adding a control is adding
// a row.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/notice.h"
#include "app/scenario.h"

namespace lab::app {

enum class Effect {
  restart,   // a new run begins
  live,      // may change during a run; recorded in Scenario::edits so that a link replays it
  beside,    // another run beside the first, which it leaves alone
  view,      // changes only what is seen
  personal,  // belongs to the person, not to the experiment: not undone
};

using Member =
    std::variant<std::string Scenario::*, bool Scenario::*, int Scenario::*, std::int64_t Scenario::*,
                 double Scenario::*, std::optional<double> Scenario::*, Interval Scenario::*,
                 std::vector<int> Scenario::*, std::vector<std::string> Scenario::*,
                 ActivationChoice Scenario::*, Formulas Scenario::*, AccessWords Scenario::*,
                 HandWeights Scenario::*, std::vector<WeightPlace> Scenario::*, Drawing Scenario::*,
                 std::vector<Edit> Scenario::*>;

struct Limits {
  double min = 0;
  double max = 0;
  double step = 0;           // of a slider; 0: continuous
  bool logarithmic = false;  // of a slider
  std::string_view
      zero{};  // the word for the value 0, which stands for as much as there can be ("max"); empty: none
};

// How a number reads on the screen.
enum class Reads {
  number,       // "0.03", up to six digits
  count,        // "1,204"
  share,        // "50 %"
  two_decimals  // "0.10"
};

// What another field must hold for this one to have any effect.
struct Need {
  std::string_view key{};                   // empty: it always has
  std::array<std::string_view, 2> words{};  // one of these
};

// How many numbers a list may have.
struct Parts {
  int least = 0, most = 0;
};

struct Field {
  std::string_view key;  // in a link; label and help are the texts "field.<key>" and "field.<key>.help"
  Effect effect = Effect::view;
  Member member;
  Limits limits{};
  std::span<const std::string_view> (*choices)() = nullptr;  // of a word; null: none
  std::string_view choice_texts{};                           // a choice's label is the text "<this>.<choice>"
  Reads reads = Reads::number;
  bool is_off_at_zero = false;  // 0 reads "Off"
  std::span<const double>
      presets{};  // values that a list offers, ascending; an infinite one is the word for 0
  Need needs{};
  // What can be added to plain training is listed by this place, see refinements.h; 0: it is something else.
  int refinement = 0;
  Parts parts{};           // of a list of numbers
  double span_factor = 0;  // of a number of steps: this many times it shows all that a schedule does
};

std::span<const Field> fields();
const Field* find_field(std::string_view key);  // nullptr when there is none

bool is_same(const Scenario&, const Scenario&, const Field&);
void copy_value(const Scenario& from, Scenario& to, const Field&);

// Of every field but "edits".
Value value_of(const Scenario&, const Field&);
void set_value(Scenario&, const Field&, const Value&);  // of the field's own type

// The value as it stands in a link.
std::string encode_value(const Scenario&, const Field&);

// Sets the member from text. On bad text the Scenario is unchanged and the notice names key and value.
std::optional<Notice> decode_value(Scenario&, const Field&, std::string_view text);

}  // namespace lab::app
