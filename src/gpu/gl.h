// OpenGL names with owners. Everything here needs a current context (OpenGL 3.3 core, OpenGL ES 3.0 or WebGL
// 2) unless it says otherwise.
#pragma once

#include LAB_GL_HEADER

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace lab::gpu {

// Owns one GL name, 0 for none.
template <void (*kDelete)(GLuint)>
class Owned {
 public:
  Owned() = default;
  explicit Owned(GLuint name) : name_(name) {}
  Owned(Owned&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
  Owned& operator=(Owned&& other) noexcept {
    std::swap(name_, other.name_);
    return *this;
  }
  ~Owned() {
    if (name_ != 0) kDelete(name_);
  }

  GLuint name() const { return name_; }
  explicit operator bool() const { return name_ != 0; }
  void forget() { name_ = 0; }  // the context is gone and its names with it; needs no context

 private:
  GLuint name_ = 0;
};

void delete_texture(GLuint);
void delete_framebuffer(GLuint);
void delete_vertex_array(GLuint);
void delete_shader(GLuint);
void delete_program(GLuint);

using Texture = Owned<delete_texture>;
using Framebuffer = Owned<delete_framebuffer>;
using VertexArray = Owned<delete_vertex_array>;
using Shader = Owned<delete_shader>;

// One variable of a program: where it is, and what it was set to last.
struct Uniform {
  std::string_view name;
  GLint location = -1;
  std::array<float, 3> value{};
  bool is_set = false;
};

// A linked program. Setting a uniform again to what it is asks nothing of the driver.
class Program {
 public:
  Program() = default;
  explicit Program(GLuint name) : owned_(name) {}

  GLuint name() const { return owned_.name(); }
  void forget() { owned_.forget(); }

  // Of the program in use; `name` is a literal. A name the compiler dropped is not an error.
  void set(std::string_view name, int) const;
  void set(std::string_view name, float) const;
  void set(std::string_view name, float, float) const;
  void set(std::string_view name, const std::array<float, 3>&) const;
  GLint location_of(std::string_view name) const;

 private:
  Uniform& uniform(std::string_view name) const;
  bool changes(Uniform&, const std::array<float, 3>& value) const;

  Owned<delete_program> owned_;
  mutable std::vector<Uniform> uniforms_;  // those asked for so far
};

// What the texels of a texture are.
enum class Texels {
  rgba8,          // colours, sampled with a linear filter
  rgba8_squares,  // colours, each of which fills a square of its own
  rgba32f,        // numbers to read with texelFetch; cannot be drawn into everywhere
  r32ui,          // the bits of a float: every OpenGL ES 3.0 can draw into it, unlike float textures
  rgba32ui        // the bits of four floats
};

// A texture with storage, and, where it can be drawn into, its framebuffer. Contents are undefined at first.
struct Image {
  Texture texture;
  Framebuffer framebuffer;
  Texels texels = Texels::rgba8;
  int width = 0, height = 0;  // texels

  void forget();
};

Image make_image(Texels, int width, int height);

// Makes `image` anew unless it has this kind and size already.
void fit_image(Image& image, Texels, int width, int height);

// Texture `image` becomes what sampler uniforms with value `unit` read.
void bind_image(const Image& image, int unit);

VertexArray make_vertex_array();

// The error is the compiler's or linker's words.
base::Result<Program, std::string> build_program(std::string_view vertex_source,
                                                 std::string_view fragment_source);

// Puts back at the end of its scope what the passes here change: framebuffer, viewport, program, vertex
// array, the textures of units 0 and 1, the active unit, write mask, and the tests and blending, which are
// off until then.
class KeptState {
 public:
  KeptState();
  ~KeptState();
  KeptState(const KeptState&) = delete;
  KeptState& operator=(const KeptState&) = delete;

 private:
  static constexpr std::array<GLenum, 5> kCapabilities{GL_BLEND, GL_SCISSOR_TEST, GL_DEPTH_TEST, GL_CULL_FACE,
                                                       GL_STENCIL_TEST};
  GLint framebuffer_ = 0, program_ = 0, vertex_array_ = 0, active_texture_ = 0;
  std::array<GLint, 2> textures_{};
  std::array<GLint, 4> viewport_{};
  std::array<GLboolean, 4> colour_mask_{};
  std::array<GLboolean, kCapabilities.size()> enabled_{};
};

}  // namespace lab::gpu
