#include "app/link.h"

#include <algorithm>
#include <utility>

#include "app/activations.h"
#include "app/bench.h"
#include "app/fields.h"
#include "base/text.h"

namespace lab::app {

namespace {

constexpr std::size_t kMaxLinkLength = 20'000;
constexpr std::string_view kVersion = "1";  // of the grammar: the value of v=

// The part of an address that holds the fields: after '#', else after '?', else everything. A '?' behind the
// first '=' belongs to a value: formula=x<0?a*x:x.
std::string_view fields_part(std::string_view link) {
  if (const std::size_t hash = link.find('#'); hash != std::string_view::npos) return link.substr(hash + 1);
  const std::size_t query = link.find('?');
  if (query < link.find('=')) return link.substr(query + 1);
  return link;
}

// What stands behind "&" where the text of a web page means "&" by it, in small letters.
constexpr std::string_view kEntities[] = {"amp;", "amp%3b", "#38;", "#038;", "#x26;"};

std::size_t length_of_entity(std::string_view behind) {
  for (const std::string_view entity : kEntities) {
    const auto is_same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); };
    const std::string_view there = behind.substr(0, entity.size());
    if (std::equal(entity.begin(), entity.end(), there.begin(), there.end(), is_same)) return entity.size();
  }
  return 0;
}

// A link that went through editors of web pages may have "&amp;" or "&#38;" for "&", also one made of another ("&amp;amp;"); one
// that went through mail may have "%26", which no value holds.
std::string with_plain_ampersands(std::string_view link) {
  constexpr std::string_view kEncoded = "%26";
  std::string plain;
  while (!link.empty()) {
    const bool is_encoded = link.starts_with(kEncoded);
    plain += is_encoded ? '&' : link.front();
    link.remove_prefix(is_encoded ? kEncoded.size() : 1);
    if (plain.back() != '&') continue;
    while (const std::size_t length = length_of_entity(link)) link.remove_prefix(length);
  }
  return plain;
}

// As the program has written it, whatever it went through since. One without any "=" was encoded as a whole once more.
std::string restored(std::string_view link) {
  const bool is_encoded = link.find('=') == std::string_view::npos;
  const std::optional<std::string> decoded = is_encoded ? base::percent_decode(link) : std::nullopt;
  return with_plain_ampersands(decoded ? *decoded : link);
}

// A link that names a formula and no activation means that formula.
ActivationChoice default_act(const Formulas& formulas) {
  ActivationChoice act;
  if (!formulas.typed.empty()) act.curves = {formula_id(0)};
  return act;
}

// What stands where the link says nothing.
Scenario defaults_for(const Scenario& scenario) {
  Scenario defaults = first_scenario(scenario.view);
  if (!scenario.formulas.typed.empty()) defaults.act = default_act(scenario.formulas);
  defaults.view = Scenario{}.view;
  return defaults;
}

// Which fields a link named.
struct Seen {
  bool version = false;
  bool formula = false;
  bool act = false;
  std::vector<const Field*> fields;
};

bool names(const Seen& seen, std::string_view key) {
  return std::find(seen.fields.begin(), seen.fields.end(), find_field(key)) != seen.fields.end();
}

std::optional<Notice> read_part(Scenario& scenario, std::string_view part, Seen& seen) {
  const std::size_t equals = part.find('=');
  const bool has_value = equals != std::string_view::npos;
  const std::optional<std::string> key = base::percent_decode(part.substr(0, equals));
  const std::optional<std::string> value = base::percent_decode(has_value ? part.substr(equals + 1) : "");
  if (!key || !value) return Notice{"notice.bad_encoding", {std::string(part)}};
  if (*key == "v") {
    if (std::exchange(seen.version, true)) return Notice{"notice.key_twice", {*key, *value}};
    if (*value == kVersion) return std::nullopt;
    return Notice{"notice.unknown_version", {*value}};
  }
  const Field* field = find_field(*key);
  if (field == nullptr) return Notice{"notice.unknown_key", {*key, *value}};
  if (names(seen, *key)) return Notice{"notice.key_twice", {*key, *value}};
  seen.fields.push_back(field);
  std::optional<Notice> notice = decode_value(scenario, *field, *value);
  seen.formula = seen.formula || (*key == "formula" && !notice);
  seen.act = seen.act || (*key == "act" && !notice);
  return notice;
}

// A link that names pictures and no room means the room that has them; points and pictures do not go together.
std::optional<Notice> check_data(Scenario& scenario, const Scenario& base, const Seen& seen) {
  if (!names(seen, "view") && is_of_pictures(scenario.data)) scenario.view = "image";
  if (fits_room(scenario)) return std::nullopt;
  Notice notice{"notice.data_elsewhere", {"data", scenario.data, scenario.view}};
  scenario.data = base.data;
  if (!fits_room(scenario)) scenario.data = first_scenario(scenario.view).data;
  return names(seen, "data") ? std::optional(std::move(notice)) : std::nullopt;
}

// A link may name its activations before the formulas they are.
std::vector<Notice> check_activations(Scenario& scenario) {
  const Scenario asked = scenario;
  drop_missing_activations(scenario);
  std::vector<Notice> notices;
  for (const char* key : {"act", "curves", "twin", "stars"}) {
    const Field& field = *find_field(key);
    if (is_same(asked, scenario, field)) continue;
    notices.push_back({"notice.missing_formula", {key, encode_value(asked, field)}});
  }
  return notices;
}

}  // namespace

std::string encode(const Scenario& scenario) {
  const Scenario defaults = defaults_for(scenario);
  std::string link;
  for (const Field& field : fields()) {
    const std::string value = encode_value(scenario, field);
    // Beside a lesson it says that the rest is no step's beginning, see lessons.h.
    const bool is_needed = field.key == "view" && !scenario.lesson.empty();
    if (!is_needed && value == encode_value(defaults, field)) continue;
    link += (link.empty() ? "" : "&") + std::string(field.key) + "=" + base::percent_encode(value);
  }
  return link;
}

std::string encode_with_view(const Scenario& scenario) {
  std::string link = encode(scenario);
  if (link.starts_with("view=")) return link;  // it stands first
  return "view=" + base::percent_encode(scenario.view) + (link.empty() ? "" : "&") + link;
}

Scenario base_of(std::string_view link) {
  constexpr std::string_view kView = "view=", kData = "data=";
  const std::string whole = restored(link.substr(0, kMaxLinkLength));
  Scenario base;
  bool names_data = false;  // of several the first counts
  for (const std::string_view encoded : base::split(fields_part(whole), '&')) {
    const std::string part = base::percent_decode(encoded).value_or("");
    if (part.starts_with(kData) && !std::exchange(names_data, true) &&
        is_of_pictures(part.substr(kData.size())))
      base = first_scenario("image");
    if (!part.starts_with(kView)) continue;
    Scenario named;
    decode_value(named, *find_field("view"), part.substr(kView.size()));
    return first_scenario(named.view);
  }
  return base;
}

Decoded decode(std::string_view link) {
  Scenario base = base_of(link);
  base.view = Scenario{}.view;
  return decode(link, base);
}

Decoded decode(std::string_view link, const Scenario& base) {
  Decoded decoded{base, {}, false};
  if (link.size() > kMaxLinkLength) {
    decoded.notices.push_back({"notice.link_too_long", {std::to_string(kMaxLinkLength)}});
    return decoded;
  }
  Seen seen;
  const std::string whole = restored(link);
  for (const std::string_view part : base::split(fields_part(whole), '&')) {
    if (part.empty()) continue;
    if (auto notice = read_part(decoded.scenario, part, seen)) decoded.notices.push_back(std::move(*notice));
  }
  decoded.names_view = names(seen, "view");
  if (auto notice = check_data(decoded.scenario, base, seen)) decoded.notices.push_back(std::move(*notice));
  if (seen.formula && !seen.act) decoded.scenario.act = default_act(decoded.scenario.formulas);
  for (Notice& notice : check_activations(decoded.scenario)) decoded.notices.push_back(std::move(notice));
  return decoded;
}

}  // namespace lab::app
