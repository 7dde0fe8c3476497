# Dear ImGui, 1.92 or newer (dynamic fonts): from IMGUI_DIR, from build/deps (where ./lab puts Debian's source
# package), or downloaded at a pinned tag. Defines the targets lab_imgui and, natively, lab_imgui_glfw.
set(imgui_dir ${IMGUI_DIR})
if(NOT imgui_dir)
  file(GLOB imgui_candidates ${PROJECT_SOURCE_DIR}/build/deps/imgui-*/imgui.h)
  list(SORT imgui_candidates COMPARE NATURAL ORDER DESCENDING)
  if(imgui_candidates)
    list(GET imgui_candidates 0 imgui_header)
    get_filename_component(imgui_dir ${imgui_header} DIRECTORY)
  else()
    include(FetchContent)
    FetchContent_Declare(imgui  # the commit tagged v1.92.2b
      GIT_REPOSITORY https://github.com/ocornut/imgui.git
      GIT_TAG 45acd5e0e82f4c954432533ae9985ff0e1aad6d5)
    FetchContent_GetProperties(imgui)
    if(NOT imgui_POPULATED)
      FetchContent_Populate(imgui)
    endif()
    set(imgui_dir ${imgui_SOURCE_DIR})
  endif()
endif()

file(STRINGS ${imgui_dir}/imgui.h imgui_version REGEX "#define IMGUI_VERSION_NUM")
string(REGEX MATCH "[0-9]+" imgui_version "${imgui_version}")
if(NOT imgui_version OR imgui_version LESS 19200)
  message(FATAL_ERROR "Dear ImGui in ${imgui_dir} is version '${imgui_version}'; 19200 or newer is needed.")
endif()

set(imgui_sources ${imgui_dir}/imgui.cpp ${imgui_dir}/imgui_draw.cpp ${imgui_dir}/imgui_tables.cpp
  ${imgui_dir}/imgui_widgets.cpp)
add_library(lab_imgui STATIC ${imgui_sources} ${imgui_dir}/backends/imgui_impl_opengl3.cpp)
target_include_directories(lab_imgui SYSTEM PUBLIC ${imgui_dir} ${imgui_dir}/backends)
# What the program never shows or does stays out of the download.
target_compile_definitions(lab_imgui PUBLIC IMGUI_DISABLE_OBSOLETE_FUNCTIONS IMGUI_DISABLE_DEMO_WINDOWS
  IMGUI_DISABLE_DEFAULT_FONT IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS
  "ImDrawIdx=unsigned int")  # a wide network has more than 65,536 corners
if(NOT LAB_DEBUG_TOOLS)
  target_compile_definitions(lab_imgui PUBLIC IMGUI_DISABLE_DEBUG_TOOLS)
endif()
target_link_libraries(lab_imgui PUBLIC lab_build)
target_compile_options(lab_imgui PRIVATE -w)
if(EMSCRIPTEN)
  target_compile_definitions(lab_imgui PUBLIC IMGUI_IMPL_OPENGL_ES3 IMGUI_DISABLE_FILE_FUNCTIONS)
  target_compile_options(lab_imgui PRIVATE -Oz)
else()
  target_compile_options(lab_imgui PRIVATE -O1)  # builds twice as fast; the desktop does not notice
  # The same with the hooks of its test engine, for a test to link before lab_imgui: it tells each item that it is asked for.
  add_library(lab_imgui_told OBJECT EXCLUDE_FROM_ALL ${imgui_sources})
  target_link_libraries(lab_imgui_told PRIVATE lab_imgui)
  target_compile_definitions(lab_imgui_told PRIVATE IMGUI_ENABLE_TEST_ENGINE)
  target_compile_options(lab_imgui_told PRIVATE -w -O1)
  add_library(lab_imgui_glfw STATIC ${imgui_dir}/backends/imgui_impl_glfw.cpp)
  target_link_libraries(lab_imgui_glfw PUBLIC lab_imgui glfw)
  target_compile_options(lab_imgui_glfw PRIVATE -w)
endif()
