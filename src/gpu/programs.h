// The compiled programs that any number of heatmaps share, and what else of OpenGL is the same for every network.
#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <vector>

#include "gpu/gl.h"
#include "gpu/shader_files.h"
#include "gpu/shader_source.h"

namespace lab::gpu {

struct KeyedProgram {
  std::string key;
  Program program;
};

struct FailedProgram {
  std::string key;
  std::string log;  // the compiler's words
};

struct Programs {
  VertexArray vertex_array;
  Image nothing;  // stands for the layer before the first: a sampler must have a texture of its own type
  std::list<KeyedProgram> kept;                      // the last used ones, latest first
  std::vector<FailedProgram> failures;               // what did not compile is not tried again
  int users = 0;                                     // heatmaps that share them
  int compiles = 0;                                  // so far, failures included
  std::uint64_t files_stamp = shader_files_stamp();  // of the shader files that all of it was compiled from
};

// Needs no context: the names are gone with it.
void forget(Programs&);

// Drops all of them when a shader file has changed (see shader_files.h). What was painted with another files_stamp than
// the one here then is out of date.
void drop_outdated(Programs&);

// Call before a paint asks for its programs: only here some go, those not used for longest. What stays is room for
// the largest network of every user and some more for networks to come back to, so users that paint by turns compile
// nothing anew, and what a paint has found or built is there until its end.
void begin_paint(Programs&);

// The program made for `key` earlier, or null.
const Program* find_program(Programs&, const std::string& key);

// Makes the program for `key`; null when it does not compile (now or earlier), and `log` then holds the
// compiler's words.
const Program* build_program(Programs&, const std::string& key, const std::string& source, std::string& log);

Glsl present_glsl();  // of the current context

}  // namespace lab::gpu
