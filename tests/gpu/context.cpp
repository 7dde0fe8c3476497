#include "context.h"

#include <epoxy/egl.h>

#include <array>

namespace lab::gpu_test {

std::string make_context() {
  const EGLDisplay display =
      eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
  if (display == EGL_NO_DISPLAY || eglInitialize(display, nullptr, nullptr) != EGL_TRUE) {
    return "EGL has no surfaceless display: install libegl-mesa0 and libgl1-mesa-dri";
  }
  constexpr std::array<EGLint, 5> kConfig{EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_SURFACE_TYPE, 0, EGL_NONE};
  constexpr std::array<EGLint, 7> kContext{EGL_CONTEXT_MAJOR_VERSION,
                                           3,
                                           EGL_CONTEXT_MINOR_VERSION,
                                           3,
                                           EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                           EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                           EGL_NONE};
  EGLConfig config = nullptr;
  EGLint count = 0;
  eglBindAPI(EGL_OPENGL_API);
  eglChooseConfig(display, kConfig.data(), &config, 1, &count);
  const EGLContext context = eglCreateContext(display, config, EGL_NO_CONTEXT, kContext.data());
  if (context == EGL_NO_CONTEXT) return "the driver has no OpenGL 3.3 core context";
  if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) != EGL_TRUE) {
    return "the driver cannot use a context without a surface";
  }
  return {};
}

}  // namespace lab::gpu_test
