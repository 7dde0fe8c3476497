// The commands of activation-lab-cli: one row each, and what they share.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "app/notice.h"
#include "cli/arguments.h"
#include "i18n/text.h"

namespace lab::cli {

// Exit statuses, as on any Unix tool.
inline constexpr int kSuccess = 0;
inline constexpr int kBadInput =
    1;  // it cannot be done: an unknown activation, a formula that does not parse
inline constexpr int kBadUsage = 2;  // the command line itself is wrong

struct Command {
  std::string_view name;
  std::string_view help_id;         // the text of "<name> --help"
  std::span<const Option> options;  // beside --help and --lang
  std::size_t min_words = 0;        // words after the command's name
  std::size_t max_words = 0;
  // Writes to standard output; returns the exit status.
  int (*run)(const Arguments&, i18n::Language) = nullptr;
};

std::span<const Command> commands();

// A sentence on standard error, after the program's name. Returns `status`.
int fail(i18n::Language, int status, std::string_view text_id, std::initializer_list<std::string> args = {});
int fail(i18n::Language, int status, std::string_view text_id, std::span<const std::string> args);
int fail(i18n::Language, int status, const app::Notice&);

void print(std::string_view text);  // to standard output

int run_check_activations(const Arguments&, i18n::Language);
int run_check_traces(const Arguments&, i18n::Language);
int run_class(const Arguments&, i18n::Language);
int run_curve(const Arguments&, i18n::Language);
int run_formula(const Arguments&, i18n::Language);
int run_image(const Arguments&, i18n::Language);
int run_lessons(const Arguments&, i18n::Language);
int run_list(const Arguments&, i18n::Language);
int run_picture(const Arguments&, i18n::Language);
int run_train(const Arguments&, i18n::Language);

}  // namespace lab::cli
