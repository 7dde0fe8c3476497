# Writes OUT/shaders.h and OUT/shaders.cpp: the text of each of FILES under its file name, as short as it can be.
# Run as cmake -DOUT=dir -DFILES=a;b -P embed.cmake. Files are written only when they change.
file(CONFIGURE OUTPUT ${OUT}/shaders.h @ONLY CONTENT [[
// The files of shaders/ as text, written by shaders/embed.cmake.
#pragma once

#include <cstddef>
#include <string_view>

namespace lab::gpu {

// One file, by its name ("prelude.glsl"); the text has no #version line.
struct ShaderFile {
  std::string_view name, text;
};
extern const ShaderFile kShaderFiles[];
extern const std::size_t kShaderFileCount;

}  // namespace lab::gpu
]])
set(rows "")
set(count 0)
foreach(file IN LISTS FILES)
  file(READ ${file} text)
  # A compiler needs neither remarks nor indents; the lines stay, because it counts them in what it says.
  string(REGEX REPLACE "[ ]*//[^\n]*" "" text "${text}")
  string(REGEX REPLACE "\n +" "\n" text "${text}")
  get_filename_component(name ${file} NAME)
  string(APPEND rows "    {\"${name}\", R\"glsl(${text})glsl\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
if(count EQUAL 0)
  set(rows "    {},\n")
endif()
file(WRITE ${OUT}/shaders.cpp "#include \"shaders.h\"\n\nnamespace lab::gpu {\n\n"
  "extern const ShaderFile kShaderFiles[] = {\n${rows}};\n"
  "extern const std::size_t kShaderFileCount = ${count};\n\n}  // namespace lab::gpu\n")
