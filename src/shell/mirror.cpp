#include "shell/mirror.h"

#include <cmath>

#include "base/json_writer.h"

namespace lab::shell {

namespace {

void text_member(base::JsonWriter& json, std::string_view name, const std::string& text) {
  if (!text.empty()) member(json, name, text);
}

void flag(base::JsonWriter& json, std::string_view name, bool is_set) {
  if (is_set) member(json, name, std::int64_t{1});
}

// To a quarter of a point.
void write_rect(base::JsonWriter& json, std::string_view name, const base::Rect& rect) {
  key(json, name);
  open_array(json);
  for (const float points : {rect.x, rect.y, rect.w, rect.h})
    value(json, std::round(static_cast<double>(points) * 4) / 4);
  close_array(json);
}

void write_options(base::JsonWriter& json, const std::vector<base::Option>& options) {
  key(json, "o");
  open_array(json);
  for (const base::Option& option : options) {
    open_array(json);
    value(json, option.value);
    value(json, option.label);
    close_array(json);
  }
  close_array(json);
}

void write(base::JsonWriter& json, const base::Element& element) {
  open_object(json);
  member(json, "i", element.id);
  member(json, "r", base::id_of(element.role));
  member(json, "l", element.label);
  member(json, "d", static_cast<std::int64_t>(element.depth));
  write_rect(json, "b", element.rect);
  if (element.whole.w > 0) write_rect(json, "c", element.whole);
  text_member(json, "v", element.value);
  text_member(json, "t", element.value_text);
  text_member(json, "h", element.help);
  text_member(json, "p", element.hint);
  if (element.range) {
    key(json, "n");
    open_array(json);
    for (const double end : {element.range->min, element.range->max, element.range->step}) value(json, end);
    close_array(json);
  }
  if (element.options != nullptr) write_options(json, *element.options);
  flag(json, "pressed", element.is_pressed);
  flag(json, "expanded", element.is_expanded);
  flag(json, "invalid", element.is_invalid);
  flag(json, "disabled", element.is_disabled);
  flag(json, "hidden", element.is_hidden);
  flag(json, "beneath", element.is_beneath);
  flag(json, "stop", element.is_tab_stop);
  close_object(json);
}

// The same elements at the same places, whatever they hold.
bool has_same_places(std::span<const base::Element> a, std::span<const base::Element> b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].id != b[i].id || a[i].role != b[i].role || a[i].depth != b[i].depth) return false;
  }
  return true;
}

// What is as it was is told by the place where it was, at either side of what has come or gone.
void write_all(base::JsonWriter& json, std::span<const base::Element> before,
               std::span<const base::Element> after) {
  key(json, "all");
  open_array(json);
  for (std::size_t i = 0; i < after.size(); ++i) {
    const auto was_at = [&](std::size_t place) { return place < before.size() && before[place] == after[i]; };
    const std::size_t from_end = i + before.size() - after.size();
    if (was_at(i) || was_at(from_end)) {
      value(json, static_cast<std::int64_t>(was_at(i) ? i : from_end));
    } else {
      write(json, after[i]);
    }
  }
  close_array(json);
}

void write_changed(base::JsonWriter& json, std::span<const base::Element> before,
                   std::span<const base::Element> after) {
  key(json, "some");
  open_object(json);
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (after[i] == before[i]) continue;
    key(json, std::to_string(i));
    write(json, after[i]);
  }
  close_object(json);
}

// What holds only numbers that training changes can wait for its time, a slider that goes along with a range that grows among them.
bool has_changed_otherwise(std::span<const base::Element> before, std::span<const base::Element> after) {
  for (std::size_t i = 0; i < after.size(); ++i) {
    const base::Element& a = before[i];
    const base::Element& b = after[i];
    const bool is_set = a.value != b.value && a.range == b.range;
    if (is_set || a.rect != b.rect || a.is_pressed != b.is_pressed || a.is_disabled != b.is_disabled ||
        a.is_hidden != b.is_hidden || a.is_beneath != b.is_beneath || a.is_invalid != b.is_invalid ||
        a.is_tab_stop != b.is_tab_stop || a.is_expanded != b.is_expanded)
      return true;
  }
  return false;
}

}  // namespace

std::optional<std::string> to_tell(Mirror& mirror, const Screened& screen, double now_s) {
  const std::span<const base::Element> elements = screen.elements;
  const ui::Keyboard& keyboard = screen.keyboard;
  const bool is_other = !has_same_places(mirror.told, elements);
  const bool may_wait =
      screen.is_playing && !is_other && now_s < mirror.due_s && !has_changed_otherwise(mirror.told, elements);
  const bool is_same = !is_other && std::equal(mirror.told.begin(), mirror.told.end(), elements.begin());
  const std::string& at = keyboard.is_seen ? mirror.pointed_at : keyboard.focus;
  const bool is_elsewhere = at != mirror.pointed_at;
  const bool is_shown_otherwise = screen.is_shown != mirror.is_shown;
  const bool tells_elements = !is_same && !may_wait;
  if (!tells_elements && !keyboard.is_moved_by_us && !is_elsewhere && !is_shown_otherwise)
    return std::nullopt;

  base::JsonWriter json;
  open_object(json);
  if (tells_elements) {
    if (is_other) {
      write_all(json, mirror.told, elements);
    } else {
      write_changed(json, mirror.told, elements);
    }
    mirror.told.assign(elements.begin(), elements.end());
    mirror.due_s = now_s + kMirrorS;
  }
  if (keyboard.is_moved_by_us) {
    member(json, "focus", keyboard.focus);
    member(json, "from", keyboard.moved_from);
  }
  if (is_elsewhere) member(json, "at", mirror.pointed_at = at);
  member(json, "show", mirror.is_shown = screen.is_shown);
  close_object(json);
  return std::move(json.text);
}

}  // namespace lab::shell
