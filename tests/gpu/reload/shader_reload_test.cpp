// Shaders edited while the program runs. LAB_SHADER_FOLDER is a folder of this test; LAB_SHADERS is the real one.
#include <doctest/doctest.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "gpu/heatmap.h"
#include "pictures.h"

using namespace lab;
using gpu_test::make_request;
using gpu_test::read_picture;

namespace {

namespace fs = std::filesystem;

// The real shaders, copied anew for every test.
struct Folder {
  Folder() {
    fs::remove_all(LAB_SHADER_FOLDER);
    fs::copy(LAB_SHADERS, LAB_SHADER_FOLDER);
  }
};

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Writes a file of the folder, a second later than it was written before: file systems count coarsely.
void write(const fs::path& name, const std::string& text) {
  const fs::path path = fs::path(LAB_SHADER_FOLDER) / name;
  const fs::file_time_type before = fs::last_write_time(path);
  std::ofstream(path) << text;
  fs::last_write_time(path, before + std::chrono::seconds(1));
}

// The colours with red and blue exchanged.
std::string with_exchanged_colours() {
  std::string text = read(fs::path(LAB_SHADERS) / "heatmap.frag");
  const std::size_t end = text.rfind('}');
  REQUIRE(end != std::string::npos);
  return text.insert(end, "  colour = colour.bgra;\n");
}

}  // namespace

TEST_CASE_FIXTURE(Folder, "an edited shader is seen with the next paint, though the network is the same") {
  const nn::Snapshot snapshot = gpu_test::make_snapshot({4, 3}, "gelu", 1);
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs), other(programs);
  REQUIRE(heatmap.paint(make_request(snapshot)));
  REQUIRE(other.paint(make_request(snapshot)));
  const gpu_test::Picture before = read_picture(heatmap.output_texture());
  const int compiles = programs.compiles();
  REQUIRE(heatmap.paint(make_request(snapshot)));
  CHECK(programs.compiles() == compiles);  // nothing was edited

  write("heatmap.frag", with_exchanged_colours());
  for (gpu::Heatmap* each : {&heatmap, &other}) {
    REQUIRE(each->paint(make_request(snapshot)));
    gpu_test::Picture after = read_picture(each->output_texture());
    CHECK(gpu_test::difference(after, before) > 100);
    for (std::array<std::uint8_t, 4>& pixel : after.pixels) std::swap(pixel[0], pixel[2]);
    CHECK(gpu_test::difference(after, before) == 0);
  }
  CHECK(programs.compiles() == 2 * compiles);
}

TEST_CASE_FIXTURE(Folder,
                  "a shader that no longer compiles keeps the picture and says why, until it is repaired") {
  nn::Snapshot snapshot = gpu_test::make_snapshot({4, 3}, "gelu", 1);
  gpu::ProgramCache programs;
  gpu::Heatmap heatmap(programs);
  REQUIRE(heatmap.paint(make_request(snapshot)));
  const gpu_test::Picture before = read_picture(heatmap.output_texture());

  write("heatmap.frag", "void main() {");
  for (int attempt = 0; attempt < 2; ++attempt) {
    CHECK_FALSE(heatmap.paint(make_request(snapshot)));
    CHECK_FALSE(heatmap.log().empty());
    CHECK(gpu_test::difference(read_picture(heatmap.output_texture()), before) == 0);
  }

  fs::copy(fs::path(LAB_SHADERS) / "heatmap.frag", LAB_SHADER_FOLDER, fs::copy_options::overwrite_existing);
  CHECK(heatmap.paint(make_request(snapshot)));
  CHECK(heatmap.log().empty());
  CHECK(gpu_test::difference(read_picture(heatmap.output_texture()), before) == 0);
}
