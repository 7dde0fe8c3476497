#include "gpu/network_pass.h"

#include <cassert>
#include <vector>

namespace lab::gpu {

namespace {

constexpr int kWeightsWidth = 64;  // texels a line; shaders/network.glsl knows it
constexpr int kWeightsLines = 64;  // 4096 texels; eight layers of 32 units, normalised, need 2185
constexpr int kWeightsUnit = 0;    // texture units
constexpr int kPreviousUnit = 1;

void use(NetworkPass& pass, const Program& program, const Raster& raster, const Image& target) {
  glBindVertexArray(pass.programs.vertex_array.name());
  glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer.name());
  glViewport(0, 0, target.width, target.height);
  glUseProgram(program.name());
  bind_image(pass.weights, kWeightsUnit);
  program.set("u_weights", kWeightsUnit);
  program.set("u_plane", raster.first, raster.step);
}

int first_texel(const std::vector<nn::LayerShape>& shapes, int layer) {
  int texel = 0;
  for (int l = 0; l < layer; ++l) texel += layer_texels(shapes[static_cast<std::size_t>(l)]);
  return texel;
}

const act::Activation* activation_of(const nn::NetworkSpec& spec, int layer) {
  const auto at = static_cast<std::size_t>(layer);
  return at < spec.hidden.size() ? &spec.hidden[at].activation : nullptr;
}

// Has the program for `key` at hand; its text is written only when it is not there yet.
template <typename WriteSource>
bool prepare(Programs& programs, const std::string& key, const WriteSource& source, std::string& log) {
  return find_program(programs, key) || build_program(programs, key, source(), log);
}

void set_params(const Program& program, const act::Activation& activation) {
  program.set("u_params", activation.params);
}

}  // namespace

bool prepare_layers(Programs& programs, const nn::NetworkSpec& spec, std::string& log) {
  const Glsl glsl = present_glsl();
  for (const nn::HiddenLayer& layer : spec.hidden) {
    const act::Activation& activation = layer.activation;
    const bool has_norm_pass = is_norm_pass(layer.norm);
    const auto source = [&] {
      return has_norm_pass ? norm_source(glsl, activation) : layer_source(glsl, &activation);
    };
    const std::string key = has_norm_pass ? norm_key(activation) : layer_key(&activation);
    if (!prepare(programs, key, source, log)) return false;
  }
  return prepare(
      programs, layer_key(nullptr), [&] { return layer_source(glsl, nullptr); }, log);
}

const Program* prepare_whole_network(Programs& programs, const nn::NetworkSpec& spec, std::string& log) {
  if (!can_draw_whole(spec)) return nullptr;
  const std::string key = whole_network_key(spec);
  const Program* program = find_program(programs, key);
  return program ? program : build_program(programs, key, whole_network_source(present_glsl(), spec), log);
}

void upload(NetworkPass& pass, const nn::NetworkSpec& spec, std::span<const float> params) {
  std::vector<float> texels;
  const auto end_texel = [&] { texels.resize((texels.size() + 3) / 4 * 4); };
  for (const nn::LayerShape& shape : nn::layer_shapes(spec)) {
    const auto in = static_cast<std::size_t>(shape.in);
    const auto units = static_cast<std::size_t>(shape.out);
    const bool has_norm_pass = is_norm_pass(shape.norm);
    for (std::size_t unit = 0; unit < units; ++unit) {
      const auto row = params.subspan(shape.weights + unit * in, in);
      const nn::RowMap map =  // batch normalisation is part of W and b
          has_norm_pass ? nn::RowMap{} : nn::prediction_map(shape, params, unit);
      for (const float weight : row) texels.push_back(map.scale * weight);
      texels.push_back(map.scale * params[shape.biases + unit] + map.shift);
      end_texel();
    }
    if (!has_norm_pass) continue;
    for (const std::size_t first : {shape.gamma, shape.beta}) {
      const auto values = params.subspan(first, units);
      texels.insert(texels.end(), values.begin(), values.end());
      end_texel();
    }
  }
  constexpr auto kLine = std::size_t{4} * kWeightsWidth;
  texels.resize((texels.size() + kLine - 1) / kLine * kLine);
  const auto lines = static_cast<int>(texels.size() / kLine);
  assert(lines <= kWeightsLines);
  fit_image(pass.weights, Texels::rgba32f, kWeightsWidth, kWeightsLines);
  bind_image(pass.weights, kWeightsUnit);
  glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, kWeightsWidth, lines, GL_RGBA, GL_FLOAT, texels.data());
}

namespace {

// W a + b and then the activation; null: no activation.
void draw_sums(NetworkPass& pass, const nn::LayerShape& shape, int texel, const act::Activation* activation,
               const Raster& raster, const Image* previous, Image& target) {
  const Program* program = find_program(pass.programs, layer_key(activation));
  assert(program);
  fit_image(target, Texels::rgba32ui, raster.samples, raster.samples * blocks_of_four(shape.out));
  use(pass, *program, raster, target);
  bind_image(previous ? *previous : pass.programs.nothing, kPreviousUnit);
  program->set("u_previous", kPreviousUnit);
  program->set("u_is_first", previous ? 0 : 1);
  program->set("u_raster", raster.samples);
  program->set("u_inputs", shape.in);
  program->set("u_units", shape.out);
  program->set("u_first_texel", texel);
  if (activation) set_params(*program, *activation);
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

// From the sums of a layer to its values.
void draw_norm(NetworkPass& pass, const nn::LayerShape& shape, int texel, const act::Activation& activation,
               const Raster& raster, const Image& sums, Image& target) {
  const Program* program = find_program(pass.programs, norm_key(activation));
  assert(program);
  fit_image(target, Texels::rgba32ui, sums.width, sums.height);
  use(pass, *program, raster, target);
  bind_image(sums, kPreviousUnit);
  program->set("u_sums", kPreviousUnit);
  program->set("u_raster", raster.samples);
  program->set("u_units", shape.out);
  program->set("u_share", 1.0F / static_cast<float>(shape.out));
  program->set("u_first_texel", texel + shape.out * row_texels(shape.in));
  set_params(*program, activation);
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

}  // namespace

void draw_layer(NetworkPass& pass, const nn::NetworkSpec& spec, int layer, const Raster& raster,
                const Image* previous, Image& sums, Image& target) {
  assert(previous || layer == 0);
  const std::vector<nn::LayerShape> shapes = nn::layer_shapes(spec);
  const nn::LayerShape& shape = shapes[static_cast<std::size_t>(layer)];
  const act::Activation* activation = activation_of(spec, layer);
  const int texel = first_texel(shapes, layer);
  if (!is_norm_pass(shape.norm)) return draw_sums(pass, shape, texel, activation, raster, previous, target);
  draw_sums(pass, shape, texel, nullptr, raster, previous, sums);
  draw_norm(pass, shape, texel, *activation, raster, sums, target);
}

void draw_whole_network(NetworkPass& pass, const nn::NetworkSpec& spec, const Program& program,
                        const Raster& raster, Image& target) {
  fit_image(target, Texels::r32ui, raster.samples, raster.samples);
  use(pass, program, raster, target);
  std::vector<float> params;
  for (const nn::HiddenLayer& layer : spec.hidden) {
    params.insert(params.end(), layer.activation.params.begin(), layer.activation.params.end());
  }
  if (!params.empty()) {
    glUniform3fv(program.location_of("u_params"), static_cast<GLsizei>(spec.hidden.size()), params.data());
  }
  glDrawArrays(GL_TRIANGLES, 0, 3);
}

}  // namespace lab::gpu
