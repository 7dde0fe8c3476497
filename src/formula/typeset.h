#pragma once

// A formula as a book sets it, as a tree of boxes: fractions with a bar, raised exponents, roots, branches
// with a brace. Pure data without sizes: latex.cpp writes it down, ui/curves_formula.cpp draws it.

#include <cstdint>
#include <string>
#include <vector>

#include "formula/program.h"

namespace lab::formula {

enum class BoxKind : uint8_t {
  symbol,       // `text`, in a role
  row,          // the children side by side
  fraction,     // numerator, denominator
  superscript,  // base, exponent
  root,         // what stands under it
  fence,        // what stands inside; `text` is the opening sign: (, | or [ (floor)
  cases,        // value, condition, value, condition, …; the last condition may be an empty row
};

enum class Role : uint8_t {
  variable,  // x a b c
  number,    // and π, e, …
  function,  // upright: sin, σ
  minus,     // a sign in front
  sum,       // + − between two terms: a line may break before it
  product,   // · and /: a line may break before ·
  relation,  // < ≤ =
  comma,
};

struct Box {
  BoxKind kind = BoxKind::row;
  Role role = Role::number;  // of a symbol
  std::string text;          // UTF-8
  std::vector<Box> children;

  friend bool operator==(const Box&, const Box&) = default;
};

/// A program shares its subexpressions, its text repeats them: beyond this many symbols stands "…".
constexpr int kMaxSymbols = 600;

/// Conditions on one quantity that apply in their order become the intervals they mean: −2 ≤ x < 2. Nested
/// branches become one brace.
Box typeset(const Program& program);

/// The box contains something higher than a line with exponents: brackets around it should grow.
bool is_tall(const Box& box);

/// Symbols in it, a measure of its width.
size_t symbol_count(const Box& box);

}  // namespace lab::formula
