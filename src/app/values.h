// How a member of Scenario is written in a link, one pair of functions per type. Decoding never changes
// `value` unless it succeeds; only of AccessWords the known ones apply, so that a slip does not open what was to be closed.
#pragma once

#include <string>
#include <string_view>

#include "app/fields.h"

namespace lab::app {

std::string to_text(const Field&, const std::string& value);
std::string to_text(const Field&, bool value);
std::string to_text(const Field&, int value);
std::string to_text(const Field&, std::int64_t value);
std::string to_text(const Field&, double value);
std::string to_text(const Field&, const std::optional<double>& value);
std::string to_text(const Field&, const Interval& value);
std::string to_text(const Field&, const std::vector<int>& value);
std::string to_text(const Field&, const std::vector<std::string>& value);
std::string to_text(const Field&, const ActivationChoice& value);
std::string to_text(const Field&, const Formulas& value);
std::string to_text(const Field&, const AccessWords& value);
std::string to_text(const Field&, const HandWeights& value);
std::string to_text(const Field&, const std::vector<WeightPlace>& value);
std::string to_text(const Field&, const Drawing& value);
std::string to_text(const Field&, const std::vector<Edit>& value);

std::optional<Notice> from_text(const Field&, std::string_view text, std::string& value);
std::optional<Notice> from_text(const Field&, std::string_view text, bool& value);
std::optional<Notice> from_text(const Field&, std::string_view text, int& value);
std::optional<Notice> from_text(const Field&, std::string_view text, std::int64_t& value);
std::optional<Notice> from_text(const Field&, std::string_view text, double& value);
std::optional<Notice> from_text(const Field&, std::string_view text, std::optional<double>& value);
std::optional<Notice> from_text(const Field&, std::string_view text, Interval& value);
std::optional<Notice> from_text(const Field&, std::string_view text, std::vector<int>& value);
std::optional<Notice> from_text(const Field&, std::string_view text, std::vector<std::string>& value);
std::optional<Notice> from_text(const Field&, std::string_view text, ActivationChoice& value);
std::optional<Notice> from_text(const Field&, std::string_view text, Formulas& value);
std::optional<Notice> from_text(const Field&, std::string_view text, AccessWords& value);
std::optional<Notice> from_text(const Field&, std::string_view text, HandWeights& value);
std::optional<Notice> from_text(const Field&, std::string_view text, std::vector<WeightPlace>& value);
std::optional<Notice> from_text(const Field&, std::string_view text, Drawing& value);
std::optional<Notice> from_text(const Field&, std::string_view text, std::vector<Edit>& value);

}  // namespace lab::app
