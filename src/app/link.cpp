#include "app/link.h"

#include "app/fields.h"
#include "base/text.h"

namespace lab::app {

namespace {

constexpr std::size_t kMaxLinkLength = 20'000;
constexpr std::string_view kVersion = "1";  // of the grammar: the value of v=

// The part of an address that holds the fields: after '#', else after '?', else everything.
std::string_view fields_part(std::string_view link) {
  if (const std::size_t hash = link.find('#'); hash != std::string_view::npos) return link.substr(hash + 1);
  if (const std::size_t query = link.find('?'); query != std::string_view::npos)
    return link.substr(query + 1);
  return link;
}

std::optional<Notice> read_part(Scenario& scenario, std::string_view part) {
  const std::size_t equals = part.find('=');
  const bool has_value = equals != std::string_view::npos;
  const std::optional<std::string> key = base::percent_decode(part.substr(0, equals));
  const std::optional<std::string> value = base::percent_decode(has_value ? part.substr(equals + 1) : "");
  if (!key || !value) return Notice{"notice.bad_encoding", {std::string(part)}};
  if (*key == "v") {
    if (*value == kVersion) return std::nullopt;
    return Notice{"notice.unknown_version", {*value}};
  }
  const Field* field = find_field(*key);
  if (field == nullptr) return Notice{"notice.unknown_key", {*key, *value}};
  return decode_value(scenario, *field, *value);
}

}  // namespace

std::string encode(const Scenario& scenario) {
  static const Scenario defaults;
  std::string link;
  for (const Field& field : fields()) {
    const std::string value = encode_value(scenario, field);
    if (value == encode_value(defaults, field)) continue;
    link += (link.empty() ? "" : "&") + std::string(field.key) + "=" + base::percent_encode(value);
  }
  return link;
}

Decoded decode(std::string_view link, const Scenario& base) {
  Decoded decoded{base, {}};
  if (link.size() > kMaxLinkLength) {
    decoded.notices.push_back({"notice.link_too_long", {std::to_string(kMaxLinkLength)}});
    return decoded;
  }
  for (const std::string_view part : base::split(fields_part(link), '&')) {
    if (part.empty()) continue;
    if (auto notice = read_part(decoded.scenario, part)) decoded.notices.push_back(std::move(*notice));
  }
  return decoded;
}

}  // namespace lab::app
