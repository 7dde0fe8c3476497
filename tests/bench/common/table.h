// The table of `./lab bench`: a row a workload, ours beside plain C++ and Eigen,
// each with the machine's limit.
#pragma once

#include <string>
#include <vector>

#include "timing.h"

namespace lab::bench {

// Without Eigen a sentence says why its columns hold dashes.
void print_table_head(bool has_eigen);

// Of a workload whose step handles `count` things with `products` multiplications and additions each.
// Contestants: ours, plain, Eigen, which may be missing. The limit takes its turns among them, so that a
// slower moment of the machine slows it too.
void print_table_row(const std::string& name, double count, double products, std::vector<Steps> contestants);

}  // namespace lab::bench
