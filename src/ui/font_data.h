// The fonts, subset at build time to the characters the texts use.
#pragma once

namespace lab::ui {

extern const unsigned char kInterRegular[];
extern const unsigned int kInterRegularSize;
extern const unsigned char kInterSemiBold[];
extern const unsigned int kInterSemiBoldSize;

}  // namespace lab::ui
