// A network for images in the table of `./lab bench`. A program of its own: what else of Eigen a program
// holds changes how engines compile it, by half in some rows, and each network is to meet it as it is alone.
#include <string>

#include "cnn.h"
#include "table.h"

using namespace lab::bench;

int main() {
  const CnnExamples examples = make_cnn_examples(640);
  print_table_row("CNN 16x16 c8 p2 c16 p2 10 batch 32", kCnnBatch, cnn_products_per_example(),
                  {our_cnn(examples), plain_cnn(examples), eigen_cnn(examples)});
}
