// activation-lab-cli list: the rows of the tables, for people and as JSON.
#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "act/activation.h"
#include "app/fields.h"
#include "app/requests.h"
#include "base/json_writer.h"
#include "cli/command.h"
#include "data/points.h"

namespace lab::cli {

namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;  // word, what it means

std::string name_of(i18n::Language language, std::string_view prefix, std::string_view id) {
  return std::string(i18n::tr(language, std::string(prefix) + std::string(id)));
}

std::string note_of(i18n::Language language, std::string_view activation) {
  return std::string(i18n::tr(language, "act." + std::string(activation) + ".note"));
}

void print_aligned(const Lines& lines) {
  std::size_t width = 0;
  for (const auto& [word, meaning] : lines) width = std::max(width, word.size());
  for (const auto& [word, meaning] : lines) {
    print(word + std::string(width + 2 - word.size(), ' ') + meaning + "\n");
  }
}

void write_range(base::JsonWriter& json, double min, double max) {
  member(json, "min", min);
  member(json, "max", max);
}

void activations_json(base::JsonWriter& json, i18n::Language language) {
  constexpr std::string_view kLetters[] = {"a", "b", "c"};
  for (const act::ActivationRow& row : act::activations()) {
    open_object(json);
    member(json, "id", row.id);
    member(json, "name", name_of(language, "act.", row.id));
    member(json, "family", act::id_of(row.family));
    member(json, "formula", row.formula);
    member(json, "definition", act::shown_formula(row));
    member(json, "note", note_of(language, row.id));
    key(json, "params");
    open_array(json);
    for (std::size_t i = 0; i < row.params.size(); ++i) {
      open_object(json);
      member(json, "key", kLetters[i]);
      member(json, "name", name_of(language, "act.param.", row.params[i].meaning));
      member(json, "default", row.params[i].default_value);
      write_range(json, row.params[i].min, row.params[i].max);
      close_object(json);
    }
    close_array(json);
    member(json, "source", row.source);
    close_object(json);
  }
}

Lines activation_lines(i18n::Language language) {
  Lines lines;
  for (const act::ActivationRow& row : act::activations()) {
    lines.emplace_back(row.id,
                       name_of(language, "act.", row.id) + ": " + std::string(act::shown_formula(row)));
  }
  return lines;
}

void datasets_json(base::JsonWriter& json, i18n::Language language) {
  for (const data::DatasetRow& row : data::datasets()) {
    open_object(json);
    member(json, "id", row.id);
    member(json, "name", name_of(language, "data.", row.id));
    member(json, "exact_table", row.is_exact_table);
    close_object(json);
  }
}

Lines dataset_lines(i18n::Language language) {
  Lines lines;
  for (const data::DatasetRow& row : data::datasets())
    lines.emplace_back(row.id, name_of(language, "data.", row.id));
  return lines;
}

bool is_number(const app::Field& field) { return field.limits.min < field.limits.max; }

void fields_json(base::JsonWriter& json, i18n::Language language) {
  // In the order of app::Effect.
  constexpr std::string_view kEffects[] = {"restart", "live", "beside", "view", "session"};
  static_assert(std::size(kEffects) == static_cast<std::size_t>(app::Effect::personal) + 1);
  for (const app::Field& field : app::fields()) {
    open_object(json);
    member(json, "key", field.key);
    member(json, "name", name_of(language, "field.", field.key));
    member(json, "default", app::encode_value({}, field));
    member(json, "effect", kEffects[static_cast<std::size_t>(field.effect)]);
    if (is_number(field)) write_range(json, field.limits.min, field.limits.max);
    if (field.choices != nullptr) {
      key(json, "choices");
      open_array(json);
      for (const std::string_view choice : field.choices()) base::value(json, choice);
      close_array(json);
    }
    close_object(json);
  }
}

Lines field_lines(i18n::Language language) {
  Lines lines;
  for (const app::Field& field : app::fields()) {
    std::string meaning = name_of(language, "field.", field.key);
    const std::string start = app::encode_value({}, field);
    if (!start.empty()) meaning += " [" + start + "]";
    if (field.choices != nullptr) {
      std::string choices;
      for (const std::string_view choice : field.choices())
        choices += (choices.empty() ? "" : "|") + std::string(choice);
      meaning += " " + choices;
    } else if (is_number(field)) {
      meaning += " " + i18n::number(field.limits.min, 8) + "…" + i18n::number(field.limits.max, 8);
    }
    lines.emplace_back(field.key, meaning);
  }
  return lines;
}

void requests_json(base::JsonWriter& json, i18n::Language language) {
  for (const app::RequestRow& row : app::requests()) {
    open_object(json);
    member(json, "verb", row.verb);
    member(json, "argument", row.argument);
    member(json, "meaning", name_of(language, "request.", row.verb));
    close_object(json);
  }
}

Lines request_lines(i18n::Language language) {
  Lines lines;
  for (const app::RequestRow& row : app::requests()) {
    const std::string argument = row.argument.empty() ? "" : " " + std::string(row.argument);
    lines.emplace_back(std::string(row.verb) + argument, name_of(language, "request.", row.verb));
  }
  return lines;
}

struct List {
  std::string_view name;
  void (*write_json)(base::JsonWriter&, i18n::Language);
  Lines (*lines)(i18n::Language);
};

constexpr List kLists[] = {
    {"activations", activations_json, activation_lines},
    {"data", datasets_json, dataset_lines},
    {"fields", fields_json, field_lines},
    {"requests", requests_json, request_lines},
};

}  // namespace

int run_list(const Arguments& arguments, i18n::Language language) {
  for (const List& list : kLists) {
    if (list.name != arguments.words.front()) continue;
    if (!has_option(arguments, "--json")) {
      print_aligned(list.lines(language));
      return kSuccess;
    }
    base::JsonWriter json;
    open_array(json);
    list.write_json(json, language);
    close_array(json);
    print(json.text + "\n");
    return kSuccess;
  }
  return fail(language, kBadInput, "cli.error.unknown_list", {arguments.words.front()});
}

}  // namespace lab::cli
