// activation-lab-cli check-traces: our training against a file of reference traces.
#include <fstream>
#include <sstream>
#include <string>

#include "base/json_reader.h"
#include "base/text.h"
#include "cli/command.h"
#include "oracle/trace.h"

namespace lab::cli {

namespace {

std::string_view text_id(oracle::TraceResult::What what) {
  constexpr std::string_view kIds[] = {"cli.traces.loss", "cli.traces.total", "cli.traces.gradient",
                                       "cli.traces.parameter"};
  return kIds[static_cast<std::size_t>(what)];
}

// "A20: parameter after step 100 is off by 1.2e-5, 43 % of what is allowed"
std::string sentence_of(const std::string& name, const oracle::TraceResult& result, i18n::Language language) {
  return i18n::format(
      language, "cli.traces.result",
      {name, std::string(i18n::tr(language, text_id(result.what))), std::to_string(result.step),
       base::rounded(result.deviation, 2), base::rounded(100 * result.share, 3)});
}

}  // namespace

int run_check_traces(const Arguments& arguments, i18n::Language language) {
  const std::string& path = arguments.words.front();
  std::ifstream file(path, std::ios::binary);
  if (!file.good()) return fail(language, kBadInput, "cli.traces.no_file", {path});
  std::ostringstream content;
  content << file.rdbuf();
  const auto json = base::parse_json(content.str());
  if (!json.ok())
    return fail(language, kBadInput, "cli.traces.not_json", {path, std::to_string(json.error().line)});
  const auto& traces = (*json)["traces"].list;
  if (traces.empty()) return fail(language, kBadInput, "cli.traces.none", {path});

  std::size_t passed = 0;
  std::string worst_name;
  oracle::TraceResult worst;
  for (const base::Json& item : traces) {
    const auto trace = oracle::read_trace(item);
    if (!trace.ok()) {
      fail(language, kBadInput, "cli.traces.bad_entry", {item["name"].text, trace.error().entry});
      continue;
    }
    const oracle::TraceResult result = oracle::check_trace(*trace);
    if (result.share <= 1.0) ++passed;
    if (!(result.share <= 1.0)) print(sentence_of(trace->name, result, language) + "\n");
    if (result.share < worst.share) continue;
    worst = result;
    worst_name = trace->name;
  }
  print(i18n::format(language, "cli.traces.passed", {std::to_string(passed), std::to_string(traces.size())}) +
        "\n");
  if (!worst_name.empty()) {
    print(i18n::format(language, "cli.traces.worst", {sentence_of(worst_name, worst, language)}) + "\n");
  }
  return passed == traces.size() ? kSuccess : kBadInput;
}

}  // namespace lab::cli
