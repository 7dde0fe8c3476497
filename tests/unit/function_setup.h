// Short ways to say which function is meant, for tests.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "act/activation.h"
#include "formula/parse.h"

namespace lab::test {

// The program of a formula that is right; a wrong one ends the test.
inline formula::Program program_of(std::string_view text) {
  const auto program = formula::parse(text);
  CAPTURE(std::string(text));
  REQUIRE(program.ok());
  return *program;
}

// The product of 2¹⁰⁰ factors x: a hundred instructions, each of which doubles a text written from it.
inline formula::Program exploding_program() {
  formula::Builder builder;
  formula::Id id = formula::emit(builder, formula::Op::x);
  for (int i = 0; i < 100; ++i) id = formula::emit(builder, formula::Op::multiply, {id, id});
  return formula::finish(builder, id);
}

// A row of the catalogue with its default parameters.
inline act::Activation activation(std::string_view id) {
  const act::ActivationRow& row = *act::find_activation(id);
  return act::bind(row, act::default_params(row));
}

// A formula that is in no row. The activation refers to this object, so it does not outlive it.
struct TypedFunction {
  explicit TypedFunction(std::string_view text) : program(program_of(text)) { row.formula = text; }
  TypedFunction(const TypedFunction&) = delete;
  TypedFunction& operator=(const TypedFunction&) = delete;
  act::Activation activation() const { return {&row, &program, {}}; }

  formula::Program program;
  act::ActivationRow row;
};

}  // namespace lab::test
