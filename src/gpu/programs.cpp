#include "gpu/programs.h"

#include <utility>

#include "nn/network.h"

namespace lab::gpu {

namespace {

// A program for each hidden layer, the layer without activation, all layers in one, and the colours.
constexpr std::size_t kProgramsOfNetwork = nn::kMaxHiddenLayers + 3;
constexpr std::size_t kSparePrograms = 13;
constexpr std::size_t kMaxFailures = 16;

}  // namespace

void forget(Programs& programs) {
  programs.vertex_array.forget();
  programs.nothing.forget();
  for (KeyedProgram& keyed : programs.kept) keyed.program.forget();
  programs.kept.clear();
  programs.failures.clear();
}

void drop_outdated(Programs& programs) {
  const std::uint64_t stamp = shader_files_stamp();
  if (std::exchange(programs.files_stamp, stamp) == stamp) return;
  programs.kept.clear();
  programs.failures.clear();
}

void begin_paint(Programs& programs) {
  const std::size_t most = kSparePrograms + kProgramsOfNetwork * static_cast<std::size_t>(programs.users);
  while (programs.kept.size() > most) programs.kept.pop_back();
  if (!programs.vertex_array) programs.vertex_array = make_vertex_array();
  fit_image(programs.nothing, Texels::rgba32ui, 1, 1);
}

const Program* find_program(Programs& programs, const std::string& key) {
  for (auto it = programs.kept.begin(); it != programs.kept.end(); ++it) {
    if (it->key != key) continue;
    programs.kept.splice(programs.kept.begin(), programs.kept, it);
    return &it->program;
  }
  return nullptr;
}

const Program* build_program(Programs& programs, const std::string& key, const std::string& source,
                             std::string& log) {
  for (const FailedProgram& failed : programs.failures) {
    if (failed.key != key) continue;
    log = failed.log;
    return nullptr;
  }
  ++programs.compiles;
  auto program = gpu::build_program(triangle_source(present_glsl()), source);
  if (!program) {
    log = program.error();
    report_shader_failure(log);
    if (programs.failures.size() >= kMaxFailures) programs.failures.clear();
    programs.failures.push_back({key, log});
    return nullptr;
  }
  programs.kept.push_front({key, std::move(*program)});
  return &programs.kept.front().program;
}

Glsl present_glsl() { return glsl_of(reinterpret_cast<const char*>(glGetString(GL_VERSION))); }

}  // namespace lab::gpu
