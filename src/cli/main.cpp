#include <algorithm>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "cli/command.h"

using namespace lab;

namespace {

constexpr cli::Option kCommonOptions[] = {{"--help", false}, {"--lang", true}};

i18n::Language system_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return i18n::language_of(value);
  }
  return i18n::Language::english;
}

// --lang may stand anywhere, so that errors of the command line are in the right language too.
i18n::Language wanted_language(const std::vector<std::string_view>& words) {
  constexpr std::string_view kName = "--lang";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == kName && i + 1 < words.size()) return i18n::language_of(words[i + 1]);
    if (words[i].substr(0, kName.size() + 1) == "--lang=") return i18n::language_of(words[i].substr(7));
  }
  return system_language();
}

std::string known_tags() {
  std::string tags;
  for (const i18n::LanguageRow& row : i18n::languages()) {
    if (!tags.empty()) tags += ", ";
    tags += row.tag;
  }
  return tags;
}

// What --lang says is no language we have; empty when all is well.
std::string bad_language(const cli::Arguments& arguments) {
  if (!cli::has_option(arguments, "--lang")) return "";
  const std::string word(cli::option(arguments, "--lang"));
  return i18n::tag(i18n::language_of(word)) == word ? "" : "--lang " + word;
}

int run_command(const cli::Command& command, std::span<const std::string_view> words,
                i18n::Language language) {
  std::vector<cli::Option> known(command.options.begin(), command.options.end());
  known.insert(known.end(), std::begin(kCommonOptions), std::end(kCommonOptions));
  const auto arguments = cli::parse_arguments(words, known);
  if (!arguments.ok())
    return cli::fail(language, cli::kBadUsage, arguments.error().text_id, arguments.error().args);
  if (const std::string bad = bad_language(*arguments); !bad.empty()) {
    return cli::fail(language, cli::kBadUsage, "cli.error.unknown_option", {bad});
  }
  if (cli::has_option(*arguments, "--help")) {
    cli::print(i18n::tr(language, command.help_id));
    return cli::kSuccess;
  }
  const std::string name(command.name);
  if (arguments->words.size() < command.min_words) {
    return cli::fail(language, cli::kBadUsage, "cli.error.missing_word", {name});
  }
  if (arguments->words.size() > command.max_words) {
    return cli::fail(language, cli::kBadUsage, "cli.error.too_many_words",
                     {arguments->words[command.max_words]});
  }
  return command.run(*arguments, language);
}

// What is asked for without a command: --help, --version, or a mistake.
int run_without_command(std::span<const std::string_view> words, i18n::Language language) {
  constexpr cli::Option kKnown[] = {{"--help", false}, {"--version", false}, {"--lang", true}};
  const auto arguments = cli::parse_arguments(words, kKnown);
  if (!arguments.ok())
    return cli::fail(language, cli::kBadUsage, arguments.error().text_id, arguments.error().args);
  if (cli::has_option(*arguments, "--version")) {
    cli::print("activation-lab-cli " LAB_VERSION "\n");
    return cli::kSuccess;
  }
  if (cli::has_option(*arguments, "--help")) {
    cli::print(i18n::format(language, "cli.help", {known_tags()}));
    return cli::kSuccess;
  }
  if (!arguments->words.empty()) {
    return cli::fail(language, cli::kBadUsage, "cli.error.unknown_command", {arguments->words.front()});
  }
  return cli::fail(language, cli::kBadUsage, "cli.error.no_command");
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  const i18n::Language language = wanted_language(words);
  // The command is the first word that is no option: "--lang zh curve …" works too.
  std::size_t at = 0;
  while (at < words.size() && words[at].substr(0, 2) == "--") at += words[at] == "--lang" ? 2 : 1;
  if (at < words.size()) {
    for (const cli::Command& command : cli::commands()) {
      if (command.name != words[at]) continue;
      std::vector<std::string_view> rest = words;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(at));
      return run_command(command, rest, language);
    }
  }
  return run_without_command(words, language);
}
