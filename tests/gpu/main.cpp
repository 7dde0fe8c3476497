#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include <cstdio>

#include LAB_GL_HEADER

#include "context.h"

int main(int argc, char** argv) {
  const std::string problem = lab::gpu_test::make_context();
  if (!problem.empty()) {
    std::fprintf(stderr, "The GPU tests need an OpenGL context: %s.\n", problem.c_str());
    return 1;
  }
  std::printf("OpenGL %s, %s\n", reinterpret_cast<const char*>(glGetString(GL_VERSION)),
              reinterpret_cast<const char*>(glGetString(GL_RENDERER)));
  return doctest::Context(argc, argv).run();
}
