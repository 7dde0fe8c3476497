// LAB_SHADER_FOLDER is the folder, given by the build.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "base/hash.h"
#include "gpu/shader_files.h"

namespace lab::gpu {

// Of a file that is just being written, what there is of it; when the rest comes, the stamp changes.
std::string shader_file(std::string_view name) {
  std::ifstream file(std::filesystem::path(LAB_SHADER_FOLDER) / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::uint64_t shader_files_stamp() {
  std::uint64_t stamp = 0;
  std::error_code gone;  // editors replace files: one may be missing for a moment
  for (const auto& file : std::filesystem::directory_iterator(LAB_SHADER_FOLDER, gone)) {
    const std::string now = file.path().filename().string() + " " + std::to_string(file.file_size(gone)) +
                            " " + std::to_string(file.last_write_time(gone).time_since_epoch().count());
    stamp += base::hash_bytes(now);  // a sum, because the files come in any order
  }
  return stamp;
}

void report_shader_failure(std::string_view log) {
  std::fprintf(stderr, "%.*s\n", static_cast<int>(log.size()), log.data());
}

}  // namespace lab::gpu
