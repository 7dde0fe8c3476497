#include "gpu/shader_source.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include "formula/glsl.h"
#include "gpu/shader_files.h"

namespace lab::gpu {

namespace {

constexpr std::size_t kMaxWholeParams = 400;  // 16-16 has 337; measured, see can_draw_whole()

std::string prefix(Glsl glsl) {
  if (glsl == Glsl::core_330) return "#version 330 core\n";
  return "#version 300 es\n"
         "precision highp float;\nprecision highp int;\n"
         "precision highp sampler2D;\nprecision highp usampler2D;\n";
}

std::string number(std::size_t n) { return std::to_string(n); }

// "float activation_0(float x, float a, float b, float c) {…}" for each distinct function of the network;
// returns which of them each hidden layer uses.
std::vector<std::size_t> add_activations(std::string& text, const nn::NetworkSpec& spec) {
  std::vector<std::string> keys;
  std::vector<std::size_t> used;
  for (const nn::HiddenLayer& layer : spec.hidden) {
    const std::string key = layer_key(&layer.activation);
    const auto at = static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
    if (at == keys.size()) {
      keys.push_back(key);
      text += formula::glsl_function(*layer.activation.program, "activation_" + number(at)) + "\n";
    }
    used.push_back(at);
  }
  return used;
}

std::string activation_function(const act::Activation& activation) {
  return formula::glsl_function(*activation.program, "activation_of") +
         "\nuniform vec3 u_params;\n"
         "float activation(float z) { return activation_of(z, u_params.x, u_params.y, u_params.z); }\n";
}

// The sum of one unit: its row starts at `texel`,
// its inputs are the variables h<layer>_0 … of the layer before.
std::string weighted_sum(std::size_t layer, int inputs, int texel) {
  constexpr std::string_view kComponents = "xyzw";
  std::string text;
  for (int i = 0; i <= inputs; ++i) {
    const auto component = static_cast<std::size_t>(i % 4);
    if (component == 0) {
      text += "  w = weights(" + std::to_string(texel + i / 4) + ");\n  z ";
      text += i == 0 ? "= " : "+= ";
    } else {
      text += " + ";
    }
    text += "w.";
    text += kComponents[component];
    if (i < inputs) text += " * h" + number(layer) + "_" + std::to_string(i);
    if (component == 3 || i == inputs) text += ";\n";
  }
  return text;
}

// "(expression(0) + expression(1) + …) * (1.0 / units)"
template <typename Expression>
std::string mean_over(int units, const Expression& expression) {
  std::string text = "(";
  for (int unit = 0; unit < units; ++unit)
    text += (unit == 0 ? "" : " + ") + expression(std::to_string(unit));
  return text + ") * (1.0 / " + std::to_string(units) + ".0)";
}

// From the sums h<layer>_0 … of a layer to normalised ones under the same names; γ and β start at `texel`.
std::string layer_normalisation(std::size_t layer, int units, int texel) {
  constexpr std::string_view kComponents = "xyzw";
  const std::string name = "h" + number(layer) + "_";
  const auto h = [&](const std::string& unit) { return name + unit; };
  std::string text = "  z = " + mean_over(units, h) + ";\n";
  for (int unit = 0; unit < units; ++unit) text += "  " + h(std::to_string(unit)) + " -= z;\n";
  text += "  z = inverse_deviation(" +
          mean_over(units, [&](const std::string& unit) { return h(unit) + " * " + h(unit); }) + ");\n";
  for (int unit = 0; unit < units; ++unit) {
    if (unit % 4 == 0) {
      text += "  w = weights(" + std::to_string(texel + unit / 4) + ");\n";
      text += "  v = weights(" + std::to_string(texel + blocks_of_four(units) + unit / 4) + ");\n";
    }
    const std::string component = {'.', kComponents[static_cast<std::size_t>(unit % 4)]};
    const std::string of_unit = h(std::to_string(unit));
    text += "  " + of_unit + " = w" + component + " * (" + of_unit + " * z) + v" + component + ";\n";
  }
  return text;
}

std::string network_function(const nn::NetworkSpec& spec, const std::vector<std::size_t>& activation_of) {
  const std::vector<nn::LayerShape> shapes = nn::layer_shapes(spec);
  std::string text = "float network(vec2 point) {\n  float h0_0 = point.x;\n  float h0_1 = point.y;\n";
  text += "  vec4 w, v;\n  float z;\n";
  int first_texel = 0;
  for (std::size_t layer = 0; layer + 1 < shapes.size(); ++layer) {
    const nn::LayerShape& shape = shapes[layer];
    const std::string name = "h" + number(layer + 1) + "_";
    int texel = first_texel;
    for (int unit = 0; unit < shape.out; ++unit, texel += row_texels(shape.in)) {
      text += weighted_sum(layer, shape.in, texel) + "  float " + name + std::to_string(unit) + " = z;\n";
    }
    if (is_norm_pass(shape.norm)) text += layer_normalisation(layer + 1, shape.out, texel);
    const std::string params = "u_params[" + number(layer) + "]";
    for (int unit = 0; unit < shape.out; ++unit) {
      const std::string of_unit = name + std::to_string(unit);
      text += "  " + of_unit + " = activation_" + number(activation_of[layer]) + "(" + of_unit + ", " +
              params + ".x, " + params + ".y, " + params + ".z);\n";
    }
    first_texel += layer_texels(shape);
  }
  return text + weighted_sum(shapes.size() - 1, shapes.back().in, first_texel) + "  return z;\n}\n";
}

}  // namespace

Glsl glsl_of(std::string_view gl_version) {
  return gl_version.substr(0, 9) == "OpenGL ES" ? Glsl::es_300 : Glsl::core_330;
}

bool is_norm_pass(const nn::NormRow* norm) { return norm != nullptr && !norm->has_statistics; }

int layer_texels(const nn::LayerShape& shape) {
  const int norm_texels = is_norm_pass(shape.norm) ? 2 * blocks_of_four(shape.out) : 0;
  return shape.out * row_texels(shape.in) + norm_texels;
}

std::string triangle_source(Glsl glsl) { return prefix(glsl).append(shader_file("triangle.vert")); }

std::string layer_source(Glsl glsl, const act::Activation* activation) {
  std::string text = prefix(glsl);
  text.append(shader_file("prelude.glsl")).append(shader_file("network.glsl"));
  text += activation ? activation_function(*activation) : "float activation(float z) { return z; }\n";
  return text.append(shader_file("layer.frag"));
}

std::string norm_source(Glsl glsl, const act::Activation& activation) {
  std::string text = prefix(glsl);
  text.append(shader_file("prelude.glsl"))
      .append(shader_file("network.glsl"))
      .append(activation_function(activation));
  return text.append(shader_file("norm.frag"));
}

bool can_draw_whole(const nn::NetworkSpec& spec) { return nn::param_count(spec) <= kMaxWholeParams; }

std::string whole_network_source(Glsl glsl, const nn::NetworkSpec& spec) {
  assert(spec.inputs == 2);
  std::string text = prefix(glsl);
  text.append(shader_file("prelude.glsl")).append(shader_file("network.glsl"));
  if (!spec.hidden.empty()) text += "uniform vec3 u_params[" + number(spec.hidden.size()) + "];\n";
  const std::vector<std::size_t> activation_of = add_activations(text, spec);
  text += network_function(spec, activation_of);
  return text.append(shader_file("whole_network.frag"));
}

std::string heatmap_source(Glsl glsl) { return prefix(glsl).append(shader_file("heatmap.frag")); }

std::string layer_key(const act::Activation* activation) {
  return activation ? std::string(activation->row->formula) : std::string();
}

std::string norm_key(const act::Activation& activation) { return "norm:" + layer_key(&activation); }

std::string whole_network_key(const nn::NetworkSpec& spec) {
  std::string key = "net";
  for (const nn::HiddenLayer& layer : spec.hidden) {
    key += " " + std::to_string(layer.units) + ":";
    key += is_norm_pass(layer.norm) ? norm_key(layer.activation) : layer_key(&layer.activation);
  }
  return key;
}

}  // namespace lab::gpu
