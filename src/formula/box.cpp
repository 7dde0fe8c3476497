#include "formula/box.h"

#include <algorithm>

#include "base/text.h"

namespace lab::formula {

Box symbol(Role role, std::string_view text) { return {BoxKind::symbol, role, std::string(text), {}}; }

Box row_of(std::vector<Box> boxes) {
  Box row;
  for (Box& box : boxes) {
    if (box.kind == BoxKind::row) {
      for (Box& child : box.children) row.children.push_back(std::move(child));
    } else {
      row.children.push_back(std::move(box));
    }
  }
  if (row.children.size() == 1) {
    Box only = std::move(row.children.front());
    return only;
  }
  return row;
}

Box box_of(BoxKind kind) { return {kind, Role::number, "", {}}; }

Box fenced(Box inside, std::string_view open) {
  Box fence = box_of(BoxKind::fence);
  fence.text = open;
  fence.children.push_back(std::move(inside));
  return fence;
}

Box superscript(Box base, Box exponent) {
  Box box = box_of(BoxKind::superscript);
  box.children.push_back(std::move(base));
  box.children.push_back(std::move(exponent));
  return box;
}

const Box& first_of(const Box& box) {
  if (box.kind == BoxKind::row && !box.children.empty()) return first_of(box.children.front());
  if (box.kind == BoxKind::superscript) return first_of(box.children.front());
  return box;
}

const Box& last_of(const Box& box) {
  if (box.kind == BoxKind::row && !box.children.empty()) return last_of(box.children.back());
  return box.kind == BoxKind::superscript ? last_of(box.children.front()) : box;
}

bool is_symbol(const Box& box, Role role) { return box.kind == BoxKind::symbol && box.role == role; }

bool starts_with_minus(const Box& box) {
  const Box& first = first_of(box);
  return is_symbol(first, Role::minus) || first.text.substr(0, kMinus.size()) == kMinus;
}

bool can_join(const Box& left, const Box& right) {
  const Box& last = last_of(left);
  const Box& first = first_of(right);
  const bool is_name = is_symbol(first, Role::variable) || first.text == "e" || first.text == "\u03c0";
  const bool is_bracket =
      first.kind == BoxKind::fence && first.text == "(" && !starts_with_minus(first.children[0]);
  if (is_symbol(last, Role::number)) {
    return is_name || is_bracket || is_symbol(first, Role::function) || first.kind == BoxKind::root;
  }
  if (is_symbol(last, Role::variable)) return is_name || is_bracket;
  return is_bracket && (last.kind == BoxKind::fraction || (last.kind == BoxKind::fence && last.text == "("));
}

bool is_tall(const Box& box) {
  if (box.kind == BoxKind::fraction || box.kind == BoxKind::cases) return true;
  return std::any_of(box.children.begin(), box.children.end(), is_tall);
}

std::size_t symbol_count(const Box& box) {
  std::size_t count = box.kind == BoxKind::symbol ? base::count_characters(box.text) : 0;
  if (box.kind == BoxKind::fence) count += 2;
  if (box.kind == BoxKind::root) count += 1;
  for (const Box& child : box.children) count += symbol_count(child);
  return count;
}

}  // namespace lab::formula
