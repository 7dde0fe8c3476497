// The files of shaders/. Where they are read is chosen by CMake, one source of two: shader_files_embedded.cpp has their
// texts inside the program; shader_files_disk.cpp (LAB_DEBUG_TOOLS) reads the folder, so that an edited shader is seen
// with the next frame: move the pointer after saving.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lab::gpu {

// The text of a file by its name ("prelude.glsl"), without a #version line.
std::string shader_file(std::string_view name);

// Another one whenever a file has changed; where the texts are inside the program, always the same.
std::uint64_t shader_files_stamp();

// What the compiler says about them, to whoever edits them: on standard error, or nowhere.
void report_shader_failure(std::string_view log);

}  // namespace lab::gpu
