// Writes JSON text: values appended one after the other, commas and escapes taken care of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lab::base {

struct JsonWriter {
  std::string text;
  bool needs_comma = false;
};

void open_object(JsonWriter&);
void close_object(JsonWriter&);
void open_array(JsonWriter&);
void close_array(JsonWriter&);
void key(JsonWriter&, std::string_view name);
void value(JsonWriter&, std::string_view text);
void value(JsonWriter&, const char* text);
void value(JsonWriter&, double number);  // null when it is not finite: JSON has no NaN
void value(JsonWriter&, std::int64_t number);
void value(JsonWriter&, bool flag);
void null_value(JsonWriter&);

template <typename T>
void member(JsonWriter& json, std::string_view name, const T& content) {
  key(json, name);
  value(json, content);
}

}  // namespace lab::base
