// The one table that describes every member of Scenario. The link codec, the JSON interface, the controls on
// the screen, validation and the documentation of parameters are all read from it: adding a control is adding
// a row.
#pragma once

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
  view,      // changes only what is seen
  personal,  // belongs to the person, not to the experiment: not undone
};

using Member =
    std::variant<std::string Scenario::*, bool Scenario::*, int Scenario::*, std::int64_t Scenario::*,
                 double Scenario::*, std::optional<double> Scenario::*, Interval Scenario::*,
                 std::vector<int> Scenario::*, std::vector<std::string> Scenario::*,
                 ActivationChoice Scenario::*, Formulas Scenario::*, std::vector<Edit> Scenario::*>;

struct Limits {
  double min = 0;
  double max = 0;
  double step = 0;           // of a slider; 0: continuous
  bool logarithmic = false;  // of a slider
  std::string_view zero{};   // the word for the value 0 ("max"); empty: none
};

struct Field {
  std::string_view key;  // in a link; label and help are the texts "field.<key>" and "field.<key>.help"
  Effect effect = Effect::view;
  Member member;
  Limits limits{};
  std::span<const std::string_view> (*choices)() = nullptr;  // of a word; null: none
  std::string_view choice_texts{};                           // a choice's label is the text "<this>.<choice>"
};

std::span<const Field> fields();
const Field* find_field(std::string_view key);  // nullptr when there is none

// The value as it stands in a link.
std::string encode_value(const Scenario&, const Field&);

// Sets the member from text. On bad text the Scenario is unchanged and the notice names key and value.
std::optional<Notice> decode_value(Scenario&, const Field&, std::string_view text);

}  // namespace lab::app
