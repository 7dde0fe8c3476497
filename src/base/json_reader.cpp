#include "base/json_reader.h"

#include <algorithm>

#include "base/text.h"

namespace lab::base {

namespace {

const Json kNothing;

// Every read_ function starts at its first character and leaves `at` behind its last; false: no such thing.
struct Cursor {
  std::string_view text;
  std::size_t at = 0;
  int depth = 0;

  char next() const { return at < text.size() ? text[at] : '\0'; }
};

void skip_space(Cursor& cursor) {
  while (cursor.at < cursor.text.size() &&
         std::string_view(" \t\r\n").find(cursor.next()) != std::string_view::npos)
    ++cursor.at;
}

bool take(Cursor& cursor, std::string_view word) {
  if (cursor.text.substr(cursor.at, word.size()) != word) return false;
  cursor.at += word.size();
  return true;
}

void append_utf8(std::string& text, unsigned code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
    return;
  }
  if (code < 0x800) {
    text += static_cast<char>(0xc0 | code >> 6);
  } else {
    if (code < 0x10000) {
      text += static_cast<char>(0xe0 | code >> 12);
    } else {
      text += static_cast<char>(0xf0 | code >> 18);
      text += static_cast<char>(0x80 | (code >> 12 & 0x3f));
    }
    text += static_cast<char>(0x80 | (code >> 6 & 0x3f));
  }
  text += static_cast<char>(0x80 | (code & 0x3f));
}

// Four hexadecimal digits.
bool read_unit(Cursor& cursor, unsigned& unit) {
  unit = 0;
  for (int i = 0; i < 4; ++i, ++cursor.at) {
    const char c = cursor.next();
    const std::size_t digit =
        std::string_view("0123456789abcdef").find(static_cast<char>(c >= 'A' && c <= 'F' ? c + 32 : c));
    if (c == '\0' || digit == std::string_view::npos) return false;
    unit = unit * 16 + static_cast<unsigned>(digit);
  }
  return true;
}

// Behind "\u": one code point, which may take a second "\u" (a surrogate pair).
bool read_code(Cursor& cursor, std::string& text) {
  unsigned code = 0;
  if (!read_unit(cursor, code)) return false;
  if (code >= 0xd800 && code < 0xdc00) {
    unsigned low = 0;
    if (!take(cursor, "\\u") || !read_unit(cursor, low) || low < 0xdc00 || low > 0xdfff) return false;
    code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
  } else if (code >= 0xdc00 && code <= 0xdfff) {
    return false;
  }
  append_utf8(text, code);
  return true;
}

bool read_text(Cursor& cursor, std::string& text) {
  constexpr std::string_view kEscapes = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (!take(cursor, "\"")) return false;
  while (cursor.at < cursor.text.size()) {
    const char c = cursor.text[cursor.at++];
    if (c == '"') return true;
    if (static_cast<unsigned char>(c) < 0x20) return false;
    if (c != '\\') {
      text += c;
    } else if (take(cursor, "u")) {
      if (!read_code(cursor, text)) return false;
    } else {
      const std::size_t escape = kEscapes.find(cursor.next());
      if (cursor.at == cursor.text.size() || escape == std::string_view::npos) return false;
      text += kMeanings[escape];
      ++cursor.at;
    }
  }
  return false;
}

bool read_number(Cursor& cursor, double& number) {
  const std::size_t end =
      std::min(cursor.text.find_first_not_of("+-.0123456789eE", cursor.at), cursor.text.size());
  const auto value = parse_number(cursor.text.substr(cursor.at, end - cursor.at));
  if (!value) return false;
  number = *value;
  cursor.at = end;
  return true;
}

bool read_value(Cursor& cursor, Json& json);

// Elements between brackets; `read_element` reads one and is called in front of each.
template <typename Element>
bool read_elements(Cursor& cursor, std::string_view close, const Element& read_element) {
  if (++cursor.depth > kMaxJsonDepth) return false;
  ++cursor.at;
  skip_space(cursor);
  bool is_first = true;
  while (!take(cursor, close)) {
    if (!is_first && !take(cursor, ",")) return false;
    is_first = false;
    skip_space(cursor);
    if (!read_element()) return false;
    skip_space(cursor);
  }
  --cursor.depth;
  return true;
}

bool read_list(Cursor& cursor, Json& json) {
  json.kind = Json::Kind::list;
  return read_elements(cursor, "]", [&] { return read_value(cursor, json.list.emplace_back()); });
}

bool read_object(Cursor& cursor, Json& json) {
  json.kind = Json::Kind::object;
  return read_elements(cursor, "}", [&] {
    std::string key;
    if (!read_text(cursor, key)) return false;
    skip_space(cursor);
    if (!take(cursor, ":")) return false;
    Json& value = json.object[key];
    value = {};
    return read_value(cursor, value);
  });
}

bool read_value(Cursor& cursor, Json& json) {
  skip_space(cursor);
  if (cursor.next() == '{') return read_object(cursor, json);
  if (cursor.next() == '[') return read_list(cursor, json);
  if (take(cursor, "null")) return true;
  const bool is_true = take(cursor, "true");
  if (is_true || take(cursor, "false")) {
    json.kind = Json::Kind::boolean;
    json.number = is_true ? 1.0 : 0.0;
    return true;
  }
  json.kind = cursor.next() == '"' ? Json::Kind::text : Json::Kind::number;
  return cursor.next() == '"' ? read_text(cursor, json.text) : read_number(cursor, json.number);
}

}  // namespace

const Json& Json::operator[](std::string_view key) const {
  const auto member = object.find(key);
  return member == object.end() ? kNothing : member->second;
}

const Json& Json::operator[](std::size_t index) const { return index < list.size() ? list[index] : kNothing; }

Result<Json, JsonError> parse_json(std::string_view text) {
  Cursor cursor{text};
  Json json;
  const bool is_read = read_value(cursor, json);
  skip_space(cursor);
  if (is_read && cursor.at == text.size()) return json;
  const auto read = text.substr(0, cursor.at);
  return JsonError{1 + static_cast<std::size_t>(std::count(read.begin(), read.end(), '\n'))};
}

}  // namespace lab::base
