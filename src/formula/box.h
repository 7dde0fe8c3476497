// The boxes a set formula is made of, and what the setter asks about them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lab::formula {

enum class BoxKind : std::uint8_t {
  symbol,       // `text`, in a role
  row,          // the children side by side
  fraction,     // numerator, denominator
  superscript,  // base, exponent
  root,         // what stands under it
  fence,        // what stands inside; `text` is the opening sign: (, | or [ (floor)
  cases,        // value, condition, value, condition, …; the last condition may be an empty row
};

enum class Role : std::uint8_t {
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

constexpr std::string_view kMinus = "\u2212";

Box symbol(Role role, std::string_view text);
Box box_of(BoxKind kind);            // without children yet
Box row_of(std::vector<Box> boxes);  // rows in it become part of it, and a row of one box is that box
Box fenced(Box inside, std::string_view open = "(");
Box superscript(Box base, Box exponent);

// What the eye meets first and last on the line: neither rows nor powers, nor the exponents of these.
const Box& first_of(const Box& box);
const Box& last_of(const Box& box);
bool is_symbol(const Box& box, Role role);
bool starts_with_minus(const Box& box);

// Whether "2x", "ax", "a(x + 1)" are clear without a dot.
bool can_join(const Box& left, const Box& right);

// Contains something higher than a line with exponents: brackets around it should grow.
bool is_tall(const Box& box);

// Symbols in it, a measure of its width.
std::size_t symbol_count(const Box& box);

}  // namespace lab::formula
