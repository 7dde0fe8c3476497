// Trains networks for images and compares the weights' hash with that in a file: the same bits in every
// build, natively and under Node, for which there are no unit tests. Usage: lab_image_hash FILE
#include <cstdio>
#include <fstream>
#include <string>

#include "base/hash.h"
#include "unit/image_training.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::ifstream file(argv[1]);
  std::string golden;
  file >> golden;
  const std::string found = lab::base::hex(lab::test::golden_image_run());
  std::printf("%s, expected %s\n", found.c_str(), golden.c_str());
  return found == golden ? 0 : 1;
}
