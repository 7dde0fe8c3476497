#include "app/access.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "app/fields.h"
#include "base/sort_by.h"

namespace lab::app {

namespace {

constexpr std::array<std::string_view, 11> kCommands = {"step",   "reset",    "new_weights", "undo",
                                                        "redo",   "open",     "copy_link",   "copy",
                                                        "export", "timeline", "runs"};
constexpr std::array<std::string_view, 13> kParts = {
    "bar",        "guide",     "hero",      "gradient", "diagram", "picture", "legend",
    "loss_chart", "diagnosis", "transport", "readings", "facts",   "gallery"};

// "all" leaves these to the reader.
constexpr std::array<std::string_view, 5> kReadersOwn = {"lang", "theme", "mirror", "keys", "gestures"};

bool holds(std::span<const std::string_view> words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool can_be_locked(std::string_view word) { return holds(kCommands, word) || find_field(word) != nullptr; }

bool names(const AccessWords& list, std::string_view word) {
  const auto has = [&](std::string_view one) {
    return std::find(list.words.begin(), list.words.end(), one) != list.words.end();
  };
  if (has("-" + std::string(word))) return false;
  const bool is_readers_own = holds(kReadersOwn, word);
  return has(word) || (has("all") && !is_readers_own && can_be_locked(word));
}

// Words that hold for another field too: what the plot of Curves shows goes with what the network uses.
constexpr std::pair<std::string_view, std::string_view> kGoesWith[] = {
    {"curves", "act"}, {"ca", "a"}, {"cb", "b"}, {"cc", "c"}};

std::string_view goes_with(std::string_view word) {
  const auto row = std::find_if(std::begin(kGoesWith), std::end(kGoesWith),
                                [&](const auto& one) { return one.first == word; });
  return row == std::end(kGoesWith) ? std::string_view() : row->second;
}

bool is_access_field(const Field& field) {
  return field.key == "hide" || field.key == "lock" || field.key == "controls";
}

bool is_locked_field(const Scenario& scenario, const Field& field) {
  if (field.key == "step") return false;  // of a lesson: the word is that of the command
  return is_access_field(field) ? is_bound(scenario) : is_locked(scenario, field.key);
}

// Those of unlocked fields as they come, those of locked ones as they are.
std::vector<Edit> merged_edits(const Scenario& present, const Scenario& next) {
  std::vector<Edit> edits;
  const auto take = [&](const std::vector<Edit>& from, bool locked) {
    std::copy_if(from.begin(), from.end(), std::back_inserter(edits),
                 [&](const Edit& edit) { return is_locked(present, edit.key) == locked; });
  };
  take(present.edits, true);
  take(next.edits, false);
  base::sort_by(edits, [](const Edit& edit) { return edit.step; });
  return edits;
}

template <typename... One>
struct Visitor : One... {
  using One::operator()...;
};
template <typename... One>
Visitor(One...) -> Visitor<One...>;

}  // namespace

std::span<const std::string_view> command_words() { return kCommands; }
std::span<const std::string_view> part_words() { return kParts; }

bool is_hidden(const Scenario& scenario, std::string_view word) {
  if (!is_bound(scenario)) return false;
  if (!scenario.controls && (can_be_locked(word) || word == "bar" || word == "transport")) return true;
  const std::string_view other = goes_with(word);
  return names(scenario.hide, word) || (!other.empty() && is_hidden(scenario, other));
}

bool is_locked(const Scenario& scenario, std::string_view word) {
  if (!is_bound(scenario)) return false;
  if (names(scenario.lock, word) || is_hidden(scenario, word)) return true;
  const std::string_view other = word == "formula" ? "act" : goes_with(word);
  return !other.empty() && is_locked(scenario, other);
}

bool is_bound(const Scenario& scenario) {
  return !scenario.hide.words.empty() || !scenario.lock.words.empty() || !scenario.controls;
}

std::string_view locked_word(const Scenario& scenario, const Command& command) {
  const auto first_of = [&](std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words) {
      if (is_locked(scenario, word)) return word;
    }
    return std::string_view();
  };
  return std::visit(
      Visitor{
          [&](const Play&) { return first_of({"play"}); }, [&](const Pause&) { return first_of({"play"}); },
          [&](const TogglePlay&) { return first_of({"play"}); },
          [&](const Step&) { return first_of({"step"}); }, [&](const Reset&) { return first_of({"reset"}); },
          [&](const NewWeights&) {
            return first_of({"new_weights", "wseed", "seed"});
          },
          [&](const Undo&) { return first_of({"undo"}); }, [&](const Redo&) { return first_of({"redo"}); },
          [&](const GoTo&) { return first_of({"timeline"}); },
          [&](const Recall&) { return first_of({"runs"}); },
          [&](const Forget&) { return first_of({"runs"}); }, [&](const Open&) { return first_of({"open"}); },
          [](const Change&) { return std::string_view(); },
          [&](const Learn& learn) {
            const bool is_away = learn.deed == Learn::Deed::leave || learn.deed == Learn::Deed::come_back;
            return is_away ? first_of({"lesson"}) : std::string_view();
          },
          [](const Dismiss&) { return std::string_view(); },
          [](const PointAt&) { return std::string_view(); },
          [](const SetDraft&) { return std::string_view(); }},
      command);
}

std::vector<std::string_view> keep_locked(const Scenario& present, Scenario& next) {
  std::vector<std::string_view> kept;
  for (const Field& field : fields()) {
    if (field.key == "edits" || is_same(present, next, field) || !is_locked_field(present, field)) continue;
    copy_value(present, next, field);
    kept.push_back(field.key);
  }
  if (!is_bound(present)) return kept;
  std::vector<Edit> edits = merged_edits(present, next);
  if (is_locked(present, "edits")) edits = present.edits;
  if (edits == next.edits) return kept;
  next.edits = std::move(edits);
  kept.push_back("edits");
  return kept;
}

}  // namespace lab::app
