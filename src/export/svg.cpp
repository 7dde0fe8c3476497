#include "export/svg.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "base/text.h"

namespace lab::exports {

namespace {

constexpr const char* kFonts = "Inter, 'Noto Sans SC', 'Noto Sans CJK SC', system-ui, sans-serif";

// Hundredths are less than any screen shows.
std::string number(float value) {
  const auto hundredths = static_cast<std::int64_t>(std::llround(static_cast<double>(value) * 100));
  std::string out = hundredths < 0 ? "-" : "";
  const std::int64_t whole = std::abs(hundredths) / 100;
  const std::int64_t rest = std::abs(hundredths) % 100;
  out += std::to_string(whole);
  if (rest == 0) return out;
  out += '.';
  out += static_cast<char>('0' + rest / 10);
  if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (static_cast<unsigned char>(c) >= ' ') {  // XML has no other control characters
      out += c;
    }
  }
  return out;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}

std::string colour(unsigned rgb) {
  if (rgb == kNone) return "none";
  constexpr const char* kDigits = "0123456789abcdef";
  std::string out = "#";
  for (int shift = 20; shift >= 0; shift -= 4) out += kDigits[(rgb >> shift) & 0xF];
  return out;
}

std::string ink(const Ink& ink) {
  std::string out = attribute("fill", colour(ink.fill));
  if (ink.stroke == kNone) return out;
  out += attribute("stroke", colour(ink.stroke)) + attribute("stroke-width", number(ink.width));
  const DashPattern& dash = kDashes[static_cast<int>(ink.dash)];
  if (ink.dash != Dash::solid) out += attribute("stroke-dasharray", number(dash.on) + " " + number(dash.off));
  return out;
}

void add_discs(std::string& out, const Path& path) {
  for (const std::vector<Point>& part : path.parts) {
    for (const Point& at : part) {
      out += "<circle" + attribute("cx", number(at.x)) + attribute("cy", number(at.y)) +
             attribute("r", number(path.radius)) + ink(path.ink) + "/>\n";
    }
  }
}

void add(std::string& out, const Path& path) {
  if (path.radius > 0) return add_discs(out, path);
  std::string d;
  for (const std::vector<Point>& part : path.parts) {
    for (std::size_t i = 0; i < part.size(); ++i) {
      const std::string x = number(part[i].x);
      const std::string y = number(part[i].y);
      if (i > 0 && y == number(part[i - 1].y)) {
        d += "H" + x;
      } else if (i > 0 && x == number(part[i - 1].x)) {
        d += "V" + y;
      } else {
        d += (i == 0 ? "M" : "L") + x + " " + y;
      }
    }
    if (path.ink.fill != kNone) d += "Z";
  }
  if (!d.empty()) out += "<path" + attribute("d", d) + ink(path.ink) + "/>\n";
}

void add(std::string& out, const Label& label) {
  constexpr const char* kAnchors[] = {"start", "middle", "end"};
  out += "<text" + attribute("x", number(label.at.x)) + attribute("y", number(label.at.y)) +
         attribute("font-size", number(label.size)) + attribute("fill", colour(label.colour));
  if (label.is_bold) out += attribute("font-weight", "600");
  if (label.anchor != Anchor::start)
    out += attribute("text-anchor", kAnchors[static_cast<int>(label.anchor)]);
  out += ">" + escaped(label.text) + "</text>\n";
}

std::string box(const base::Rect& r) {
  return attribute("x", number(r.x)) + attribute("y", number(r.y)) + attribute("width", number(r.w)) +
         attribute("height", number(r.h));
}

std::string interval(const app::Interval& scale) {
  return base::shortest(scale.min) + " " + base::shortest(scale.max);
}

}  // namespace

std::string svg(const Drawing& drawing) {
  const std::string width = number(drawing.width);
  const std::string height = number(drawing.height);
  std::string out = "<svg" + attribute("xmlns", "http://www.w3.org/2000/svg") + attribute("width", width) +
                    attribute("height", height) + attribute("viewBox", "0 0 " + width + " " + height) +
                    attribute("role", "img") + attribute("font-family", kFonts) +
                    attribute("stroke-linejoin", "round") + ">\n";
  out += "<title>" + escaped(drawing.title) + "</title>\n<desc>" + escaped(drawing.description) + "</desc>\n";
  out += "<rect" + box({0, 0, drawing.width, drawing.height}) + ink({drawing.ground}) + "/>\n";
  for (const Panel& panel : drawing.panels) {
    // A picture in the picture is cut off at its edge without an id, which would clash with that of another one on the same page.
    const auto [x, y, w, h] = panel.area;
    out += "<svg" + box(panel.area) +
           attribute("viewBox", number(x) + " " + number(y) + " " + number(w) + " " + number(h)) +
           attribute("data-x", interval(panel.x)) + attribute("data-y", interval(panel.y)) + ">\n";
    for (const Path& path : panel.inside) add(out, path);
    out += "</svg>\n";
  }
  for (const Path& path : drawing.around) add(out, path);
  for (const Label& label : drawing.labels) add(out, label);
  return out + "</svg>\n";
}

}  // namespace lab::exports
