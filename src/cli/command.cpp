#include "cli/command.h"

#include <array>
#include <cstdio>

namespace lab::cli {

namespace {

constexpr Option kCurveOptions[] = {{"--act", true}, {"--formula", true}, {"--x", true},       {"--a", true},
                                    {"--b", true},   {"--c", true},       {"--float32", false}};
constexpr Option kTrainOptions[] = {{"--steps", true}, {"--json", false}};
constexpr Option kPictureOptions[] = {{"--steps", true}, {"--of", true}};
constexpr Option kFormulaOptions[] = {{"--first", false}, {"--second", false},  {"--pretty", false},
                                      {"--latex", false}, {"--pytorch", false}, {"--glsl", false}};
constexpr Option kLessonsOptions[] = {{"--check", false}, {"--play", false}, {"--json", false}};
constexpr std::size_t kMostFiles = 1000;
constexpr Option kClassOptions[] = {{"--json", false}};
constexpr Option kListOptions[] = {{"--json", false}};

constexpr std::array<Command, 10> kCommands{{
    {"curve", "cli.curve.help", kCurveOptions, 0, 0, run_curve},
    {"train", "cli.train.help", kTrainOptions, 0, 1, run_train},
    {"image", "cli.image.help", kTrainOptions, 0, 1, run_image},
    {"picture", "cli.picture.help", kPictureOptions, 0, 1, run_picture},
    {"formula", "cli.formula.help", kFormulaOptions, 1, 1, run_formula},
    {"list", "cli.list.help", kListOptions, 1, 1, run_list},
    {"lessons", "cli.lessons.help", kLessonsOptions, 0, kMostFiles, run_lessons},
    {"class", "cli.class.help", kClassOptions, 1, kMostFiles, run_class},
    {"check-activations", "cli.check.help", {}, 1, 1, run_check_activations},
    {"check-traces", "cli.traces.help", {}, 1, 1, run_check_traces},
}};

}  // namespace

std::span<const Command> commands() { return kCommands; }

int fail(i18n::Language language, int status, const app::Notice& notice) {
  std::fprintf(stderr, "activation-lab-cli: %s\n", app::sentence(language, notice).c_str());
  return status;
}

int fail(i18n::Language language, int status, std::string_view text_id, std::span<const std::string> args) {
  return fail(language, status, app::Notice{std::string(text_id), {args.begin(), args.end()}});
}

int fail(i18n::Language language, int status, std::string_view text_id,
         std::initializer_list<std::string> args) {
  return fail(language, status, text_id, std::span<const std::string>(args.begin(), args.size()));
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

}  // namespace lab::cli
