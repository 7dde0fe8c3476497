// A formula that a person typed, as an activation. Everything that takes an Activation takes it too.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "act/activation.h"
#include "base/result.h"
#include "formula/parse.h"

namespace lab::act {

// A formula parsed once; copies share what was made of it. Two are equal when their texts and ids are.
struct TypedFormula {
  // Row, program and names. Its row has the id and the text of the formula, and as parameters the letters up to the last
  // one used, each 1 and on a slider from −5 to 5; whether a letter is used is formula::used_parameters().
  struct Definition;
  std::shared_ptr<const Definition> definition;

  std::string_view text() const;  // as typed
  // As people write it; of branches, which are easier to read in one line, the text.
  std::string_view pretty() const;

  friend bool operator==(const TypedFormula&, const TypedFormula&);
};

base::Result<TypedFormula, formula::FormulaError> read_formula(std::string_view id, std::string_view text);

TypedFormula with_id(const TypedFormula&, std::string_view id);  // the same formula in another place

Activation bind(const TypedFormula&);  // to its default parameters; nothing is parsed or copied

base::Result<Activation, formula::FormulaError> typed_activation(std::string_view id, std::string_view text);

}  // namespace lab::act
