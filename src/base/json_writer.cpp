#include "base/json_writer.h"

#include <cmath>
#include <cstdio>

#include "base/text.h"

namespace lab::base {

namespace {

void separate(JsonWriter& json) {
  if (json.needs_comma) json.text += ',';
  json.needs_comma = true;
}

void open(JsonWriter& json, char bracket) {
  separate(json);
  json.text += bracket;
  json.needs_comma = false;
}

void close(JsonWriter& json, char bracket) {
  json.text += bracket;
  json.needs_comma = true;
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "\\u%04x", byte);
      out += escape;
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace

void open_object(JsonWriter& json) { open(json, '{'); }
void close_object(JsonWriter& json) { close(json, '}'); }
void open_array(JsonWriter& json) { open(json, '['); }
void close_array(JsonWriter& json) { close(json, ']'); }

void key(JsonWriter& json, std::string_view name) {
  separate(json);
  append_quoted(json.text, name);
  json.text += ':';
  json.needs_comma = false;
}

void value(JsonWriter& json, std::string_view text) {
  separate(json);
  append_quoted(json.text, text);
}

void value(JsonWriter& json, const char* text) { value(json, std::string_view(text)); }

void value(JsonWriter& json, double number) {
  if (!std::isfinite(number)) return null_value(json);
  separate(json);
  json.text += base::shortest(number);
}

void value(JsonWriter& json, std::int64_t number) {
  separate(json);
  json.text += std::to_string(number);
}

void value(JsonWriter& json, bool flag) {
  separate(json);
  json.text += flag ? "true" : "false";
}

void null_value(JsonWriter& json) {
  separate(json);
  json.text += "null";
}

}  // namespace lab::base
