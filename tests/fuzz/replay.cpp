// Runs the fuzz target over a kept corpus: one text a line, percent-encoded.
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>

#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  std::ifstream file(argc > 1 ? argv[1] : "");
  int texts = 0;
  for (std::string line; std::getline(file, line); ++texts) {
    const auto text = lab::base::percent_decode(line);
    if (!text) {
      std::fprintf(stderr, "line %d is not percent-encoded\n", texts + 1);
      return 1;
    }
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text->data()), text->size());
  }
  std::printf("%d texts\n", texts);
  return texts > 0 ? 0 : 1;
}
