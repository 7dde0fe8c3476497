// How the numbers in sentences about a run are written, everywhere on the screen.
#pragma once

#include <string>

namespace lab::app {

std::string loss_text(double loss);       // "0.041", "< 0.001", "238.8"
std::string accuracy_text(double share);  // "98.7 %", "100 %"
std::string percent_text(double share);   // "90 %"
std::string share_text(double share);     // of any size: "22 %", "4.4 %", "0.04 %", "1.3·10⁻⁶"
std::string factor_text(double factor);   // of any size: "0.21", "3.4", "1,060", "1.3·10⁹"
std::string number_text(double value);    // "0.23"
std::string short_text(double value);     // two decimals, more where they would say nothing
std::string rate_text(double rate);       // "0.02", "2·10⁻⁷"
std::string count_text(double count);     // "1,204"

}  // namespace lab::app
