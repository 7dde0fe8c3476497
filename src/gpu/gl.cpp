#include "gpu/gl.h"

#include <optional>

namespace lab::gpu {

namespace {

struct TexelsRow {
  GLint internal_format;
  GLenum format, type;
  GLint filter;
  bool is_drawable;
};

TexelsRow row_of(Texels texels) {
  constexpr std::array<TexelsRow, 5> kRows{{
      {GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, GL_LINEAR, true},
      {GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, GL_NEAREST, false},
      {GL_RGBA32F, GL_RGBA, GL_FLOAT, GL_NEAREST, false},
      {GL_R32UI, GL_RED_INTEGER, GL_UNSIGNED_INT, GL_NEAREST, true},
      {GL_RGBA32UI, GL_RGBA_INTEGER, GL_UNSIGNED_INT, GL_NEAREST, true},
  }};
  return kRows[static_cast<std::size_t>(texels)];
}

// Null on success, else the words of the compiler.
Shader compile(GLenum stage, std::string_view source) {
  Shader shader(glCreateShader(stage));
  const char* text = source.data();
  const auto length = static_cast<GLint>(source.size());
  glShaderSource(shader.name(), 1, &text, &length);
  glCompileShader(shader.name());
  return shader;
}

// What the compiler says of a shader that it did not take; nothing of one that it took.
std::optional<std::string> complaint(const Shader& shader) {
  GLint ok = GL_FALSE;
  glGetShaderiv(shader.name(), GL_COMPILE_STATUS, &ok);
  if (ok == GL_TRUE) return std::nullopt;
  GLint log_length = 0;
  glGetShaderiv(shader.name(), GL_INFO_LOG_LENGTH, &log_length);
  std::string log(static_cast<std::size_t>(log_length > 0 ? log_length : 1), '\0');
  glGetShaderInfoLog(shader.name(), log_length, &log_length, log.data());
  log.resize(static_cast<std::size_t>(log_length));
  return log;
}

}  // namespace

void delete_texture(GLuint name) { glDeleteTextures(1, &name); }
void delete_framebuffer(GLuint name) { glDeleteFramebuffers(1, &name); }
void delete_vertex_array(GLuint name) { glDeleteVertexArrays(1, &name); }
void delete_shader(GLuint name) { glDeleteShader(name); }
void delete_program(GLuint name) { glDeleteProgram(name); }

void Image::forget() {
  texture.forget();
  framebuffer.forget();
  width = height = 0;
}

Image make_image(Texels texels, int width, int height) {
  const TexelsRow row = row_of(texels);
  Image image;
  GLuint name = 0;
  glGenTextures(1, &name);
  image.texture = Texture(name);
  image.texels = texels;
  image.width = width;
  image.height = height;
  glBindTexture(GL_TEXTURE_2D, name);
  glTexImage2D(GL_TEXTURE_2D, 0, row.internal_format, width, height, 0, row.format, row.type, nullptr);
  for (const GLenum filter : {GL_TEXTURE_MIN_FILTER, GL_TEXTURE_MAG_FILTER}) {
    glTexParameteri(GL_TEXTURE_2D, filter, row.filter);
  }
  for (const GLenum wrap : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T}) {
    glTexParameteri(GL_TEXTURE_2D, wrap, GL_CLAMP_TO_EDGE);
  }
  if (row.is_drawable) {
    GLuint framebuffer = 0;
    glGenFramebuffers(1, &framebuffer);
    image.framebuffer = Framebuffer(framebuffer);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, name, 0);
  }
  return image;
}

void fit_image(Image& image, Texels texels, int width, int height) {
  const bool fits = image.texture && image.texels == texels && image.width == width && image.height == height;
  if (!fits) image = make_image(texels, width, height);
}

void bind_image(const Image& image, int unit) {
  glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + unit));
  glBindTexture(GL_TEXTURE_2D, image.texture.name());
}

VertexArray make_vertex_array() {
  GLuint name = 0;
  glGenVertexArrays(1, &name);
  return VertexArray(name);
}

Uniform& Program::uniform(std::string_view name) const {
  for (Uniform& known : uniforms_) {
    if (known.name == name) return known;
  }
  return uniforms_.emplace_back(Uniform{name, glGetUniformLocation(owned_.name(), name.data())});
}

// Whether it has to be set to that.
bool Program::changes(Uniform& uniform, const std::array<float, 3>& value) const {
  if (uniform.location < 0 || (uniform.is_set && uniform.value == value)) return false;
  uniform.value = value;
  return uniform.is_set = true;
}

void Program::set(std::string_view name, int value) const {
  Uniform& one = uniform(name);
  if (changes(one, {static_cast<float>(value)})) glUniform1i(one.location, value);
}

void Program::set(std::string_view name, float value) const {
  Uniform& one = uniform(name);
  if (changes(one, {value})) glUniform1f(one.location, value);
}

void Program::set(std::string_view name, float x, float y) const {
  Uniform& one = uniform(name);
  if (changes(one, {x, y})) glUniform2f(one.location, x, y);
}

void Program::set(std::string_view name, const std::array<float, 3>& value) const {
  Uniform& one = uniform(name);
  if (changes(one, value)) glUniform3f(one.location, value[0], value[1], value[2]);
}

GLint Program::location_of(std::string_view name) const { return uniform(name).location; }

base::Result<Program, std::string> build_program(std::string_view vertex_source,
                                                 std::string_view fragment_source) {
  const Shader vertex = compile(GL_VERTEX_SHADER, vertex_source);
  const Shader fragment = compile(GL_FRAGMENT_SHADER, fragment_source);
  Program program(glCreateProgram());
  glAttachShader(program.name(), vertex.name());
  glAttachShader(program.name(), fragment.name());
  glLinkProgram(program.name());
  GLint ok = GL_FALSE;
  // The one question that is waited for when all is well.
  glGetProgramiv(program.name(), GL_LINK_STATUS, &ok);
  if (ok == GL_TRUE) return program;
  for (const Shader* shader : {&vertex, &fragment}) {
    if (auto log = complaint(*shader)) return std::move(*log);
  }
  std::string log(4096, '\0');
  GLsizei length = 0;
  glGetProgramInfoLog(program.name(), static_cast<GLsizei>(log.size()), &length, log.data());
  log.resize(static_cast<std::size_t>(length));
  return log;
}

KeptState::KeptState() {
  glGetIntegerv(GL_FRAMEBUFFER_BINDING, &framebuffer_);
  glGetIntegerv(GL_CURRENT_PROGRAM, &program_);
  glGetIntegerv(GL_VERTEX_ARRAY_BINDING, &vertex_array_);
  glGetIntegerv(GL_VIEWPORT, viewport_.data());
  glGetIntegerv(GL_ACTIVE_TEXTURE, &active_texture_);
  for (std::size_t unit = 0; unit < textures_.size(); ++unit) {
    glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + unit));
    glGetIntegerv(GL_TEXTURE_BINDING_2D, &textures_[unit]);
  }
  glGetBooleanv(GL_COLOR_WRITEMASK, colour_mask_.data());
  glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
  for (std::size_t i = 0; i < kCapabilities.size(); ++i) {
    enabled_[i] = glIsEnabled(kCapabilities[i]);
    glDisable(kCapabilities[i]);
  }
}

KeptState::~KeptState() {
  for (std::size_t i = 0; i < kCapabilities.size(); ++i) {
    if (enabled_[i] == GL_TRUE) glEnable(kCapabilities[i]);
  }
  glColorMask(colour_mask_[0], colour_mask_[1], colour_mask_[2], colour_mask_[3]);
  for (std::size_t unit = 0; unit < textures_.size(); ++unit) {
    glActiveTexture(static_cast<GLenum>(GL_TEXTURE0 + unit));
    glBindTexture(GL_TEXTURE_2D, static_cast<GLuint>(textures_[unit]));
  }
  glActiveTexture(static_cast<GLenum>(active_texture_));
  glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
  glBindVertexArray(static_cast<GLuint>(vertex_array_));
  glUseProgram(static_cast<GLuint>(program_));
  glBindFramebuffer(GL_FRAMEBUFFER, static_cast<GLuint>(framebuffer_));
}

}  // namespace lab::gpu
