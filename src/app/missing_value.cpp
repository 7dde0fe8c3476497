#include "app/missing_value.h"

#include <cmath>

#include "act/study/properties.h"
#include "i18n/text.h"

namespace lab::app {

namespace {

void add(std::string& list, const std::string& part) { list += (list.empty() ? "" : ", ") + part; }

std::string number(double x) { return i18n::number(x, 4); }

// What lies between two pieces of a domain, or a piece and the end of all numbers.
std::string gap(const act::Interval* left, const act::Interval* right) {
  if (left == nullptr) return std::string("x ") + (right->has_from ? "< " : "≤ ") + number(right->from);
  if (right == nullptr) return std::string("x ") + (left->has_to ? "> " : "≥ ") + number(left->to);
  if (left->to == right->from) return "x = " + number(left->to);
  return number(left->to) + (left->has_to ? " < x" : " ≤ x") + (right->has_from ? " < " : " ≤ ") +
         number(right->from);
}

std::string outside(const act::Domain& domain) {
  std::string list;
  const std::vector<act::Interval>& pieces = domain.pieces;
  if (!pieces.empty() && std::isfinite(pieces.front().from)) add(list, gap(nullptr, &pieces.front()));
  for (std::size_t i = 1; i < pieces.size(); ++i) add(list, gap(&pieces[i - 1], &pieces[i]));
  if (!pieces.empty() && std::isfinite(pieces.back().to)) add(list, gap(&pieces.back(), nullptr));
  for (const double hole : domain.holes) add(list, "x = " + number(hole));
  return list;
}

}  // namespace

std::optional<MissingValue> missing_value(const run::Run& run) {
  const nn::Divergence& divergence = *run.trainer.divergence;
  if (divergence.is_infinite) return std::nullopt;
  const std::vector<nn::HiddenLayer>& hidden = run.trainer.config.network.hidden;
  for (std::size_t l = 0; l < hidden.size(); ++l) {
    if (hidden[l].vector.row != nullptr) continue;
    const act::Properties found = act::properties(hidden[l].activation);
    MissingValue missing{l + 1, divergence.step > 1, outside(found.domain)};
    if (!found.has_values) return MissingValue{l + 1, false, {}};
    if (!missing.where.empty()) return missing;
  }
  return std::nullopt;
}

}  // namespace lab::app
