#include "call_count.h"

#include "app/link.h"
#include "formula/parse.h"

namespace lab::shell_test {

Calls& calls() {
  static Calls all;
  return all;
}

using ParseResult = base::Result<formula::Program, formula::FormulaError>;
ParseResult real_parse(std::string_view, formula::Forms) __asm__(
    "__real__ZN3lab7formula5parseESt17basic_string_viewIcSt11char_traitsIcEENS0_5FormsE");
ParseResult counted_parse(std::string_view, formula::Forms) __asm__(
    "__wrap__ZN3lab7formula5parseESt17basic_string_viewIcSt11char_traitsIcEENS0_5FormsE");
std::string real_encode(const app::Scenario&) __asm__("__real__ZN3lab3app6encodeB5cxx11ERKNS0_8ScenarioE");
std::string counted_encode(const app::Scenario&) __asm__("__wrap__ZN3lab3app6encodeB5cxx11ERKNS0_8ScenarioE");

ParseResult counted_parse(std::string_view text, formula::Forms forms) {
  ++calls().parse;
  return real_parse(text, forms);
}

std::string counted_encode(const app::Scenario& scenario) {
  ++calls().encode;
  return real_encode(scenario);
}

}  // namespace lab::shell_test
