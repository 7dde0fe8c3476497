#include "formula/latex.h"

#include <array>
#include <string_view>

#include "base/text.h"
#include "formula/typeset.h"

namespace lab::formula {

namespace {

struct Spelling {
  std::string_view text;
  std::string_view latex;
};

constexpr std::array<Spelling, 29> kSpellings = {{
    {"\u2212", "-"},
    {"\u00b7", "\\cdot"},
    {"\u2264", "\\le"},
    {"\u2265", "\\ge"},
    {"\u2260", "\\ne"},
    {"\u03c0", "\\pi"},
    {"\u03c3", "\\sigma"},
    {"\u2026", "\\ldots"},
    {"exp", "\\exp"},
    {"ln", "\\ln"},
    {"sin", "\\sin"},
    {"cos", "\\cos"},
    {"tan", "\\tan"},
    {"asin", "\\arcsin"},
    {"acos", "\\arccos"},
    {"atan", "\\arctan"},
    {"sinh", "\\sinh"},
    {"cosh", "\\cosh"},
    {"tanh", "\\tanh"},
    {"min", "\\min"},
    {"max", "\\max"},
    {"arsinh", "\\operatorname{arsinh}"},
    {"relu", "\\operatorname{ReLU}"},
    {"sign", "\\operatorname{sgn}"},
    {"step", "\\operatorname{step}"},
    {"erf", "\\operatorname{erf}"},
    {"erfc", "\\operatorname{erfc}"},
    {"softplus", "\\operatorname{softplus}"},
    {"sinc", "\\operatorname{sinc}"},
}};

std::string spelling(const std::string& text) {
  for (const Spelling& candidate : kSpellings) {
    if (candidate.text == text) return std::string(candidate.latex);
  }
  if (text.substr(0, kMinus.size()) == kMinus) return "-" + text.substr(kMinus.size());
  return text;
}

std::string written(const Box& box);

std::string written_symbol(const Box& box) {
  const std::string text = spelling(box.text);
  switch (box.role) {
    case Role::sum:
    case Role::relation:
      return " " + text + " ";
    case Role::product:
      return text == "/" ? text : " " + text + " ";
    case Role::comma:
      return ", ";
    default:
      return text;
  }
}

// A command must not run into the letter behind it: "\pi x".
bool needs_space(const std::string& left, const std::string& right) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const std::size_t backslash = left.rfind('\\');
  if (left.empty() || right.empty() || !is_letter(right[0]) || !is_letter(left.back())) return false;
  if (backslash == std::string::npos) return true;  // "a x": easier to read than "ax"
  for (std::size_t i = backslash + 1; i < left.size(); ++i) {
    if (!is_letter(left[i])) return true;
  }
  return true;
}

std::string written_row(const Box& box) {
  std::string text;
  for (const Box& child : box.children) {
    const std::string next = written(child);
    text += (needs_space(text, next) ? " " : "") + next;
  }
  return text;
}

std::string written_fence(const Box& box) {
  const Box& inside = box.children[0];
  const std::string text = written(inside);
  const bool grows = is_tall(inside);
  if (box.text == "[") {
    return grows ? "\\left\\lfloor " + text + " \\right\\rfloor" : "\\lfloor " + text + " \\rfloor";
  }
  const std::string close = box.text == "|" ? "|" : ")";
  return grows ? "\\left" + box.text + text + "\\right" + close : box.text + text + close;
}

std::string written_cases(const Box& box) {
  std::string text = "\\begin{cases} ";
  for (std::size_t i = 0; i + 1 < box.children.size(); i += 2) {
    if (i > 0) text += " \\\\ ";
    const std::string condition = written(box.children[i + 1]);
    text += written(box.children[i]) + " & " + (condition.empty() ? "\\text{otherwise}" : condition);
  }
  return text + " \\end{cases}";
}

std::string written(const Box& box) {
  const auto child = [&](std::size_t i) { return written(box.children[i]); };
  switch (box.kind) {
    case BoxKind::symbol:
      return written_symbol(box);
    case BoxKind::row:
      return written_row(box);
    case BoxKind::fraction:
      return "\\frac{" + child(0) + "}{" + child(1) + "}";
    case BoxKind::superscript:
      return child(0) + "^{" + child(1) + "}";
    case BoxKind::root:
      return "\\sqrt{" + child(0) + "}";
    case BoxKind::fence:
      return written_fence(box);
    case BoxKind::cases:
      return written_cases(box);
  }
  return {};
}

}  // namespace

std::string latex(const Program& program) { return written(typeset(program)); }

std::string latex_definition(const Program& program, std::span<const float> params) {
  std::string text = "f(x) = " + latex(program);
  const auto used = used_parameters(program);
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    text +=
        ",\\quad " + std::string(1, "abc"[i]) + " = " + base::shortest(i < params.size() ? params[i] : 0.0F);
  }
  return text;
}

}  // namespace lab::formula
