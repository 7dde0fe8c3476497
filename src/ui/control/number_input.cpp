#include "ui/control/number_input.h"

#include <array>
#include <cmath>

#include "base/text.h"
#include "formula/exact/reading.h"
#include "formula/parse.h"
#include "ui/look/text.h"

namespace lab::ui {

namespace {

// A formula without x and parameters is a number, too.
base::Result<double, app::Notice> read_number(const std::string& typed) {
  const std::string text(base::trim(typed));
  if (const auto number = base::parse_number(text)) return *number;
  const app::Notice no_number{"number.error", {text}};
  const auto formula = formula::parse(text);
  if (!formula.ok()) {
    const bool has_two_readings = formula.error().code == formula::ErrorCode::decimal_comma;
    return has_two_readings ? app::Notice{std::string(formula::text_id(formula.error().code)),
                                          formula::text_args(formula.error())}
                            : no_number;
  }
  constexpr std::array<float, formula::kMaxParameters> kNoParameters{};
  const auto used = formula::used_parameters(*formula);
  const double x[] = {0};
  double y[] = {0};
  formula::read_exactly(*formula, kNoParameters, formula::Order::value, x, y);
  const bool varies = formula->instructions.back().depends_on_x || used[0] || used[1] || used[2];
  if (varies || !std::isfinite(y[0])) return no_number;
  return y[0];
}

}  // namespace

bool number_input(Frame& f, const Rect& rect, std::string_view id, std::string label,
                  const std::string& shown, NumberDraft& draft, double& value) {
  const bool is_same = draft.applied == value || (std::isnan(draft.applied) && std::isnan(value));
  if (!is_same) draft = {value, shown, {}, {}};
  const bool is_told = draft.complaint.is_told;
  const Typed typed = text_input(f, rect,
                                 {std::string(id),
                                  std::move(label),
                                  draft.text,
                                  {},
                                  is_told,
                                  is_told ? sentence(f, draft.error) : std::string()});
  if (typed.text) draft.text = *typed.text;
  const bool is_empty = base::trim(draft.text).empty();
  bool is_changed = false;
  bool is_number = is_empty;  // to type the next one
  if (typed.text && !is_empty) {
    const auto number = read_number(draft.text);
    is_number = number.ok();
    is_changed = is_number && *number != value;
    if (is_number) draft.applied = value = *number;
    if (!is_number) draft.error = number.error();
  } else if (!is_empty) {
    is_number = draft.complaint.text.empty();
  }
  follow_typing(f, draft.complaint, typed, draft.text, is_number);
  if (!is_number) f.remark = sentence(f, draft.error);
  return is_changed;
}

}  // namespace lab::ui
