// The fonts, subset at build time to the characters the texts use.
#pragma once

namespace lab::ui {

extern const unsigned char kInterRegular[];
extern const unsigned int kInterRegularSize;
extern const unsigned char kInterSemiBold[];
extern const unsigned int kInterSemiBoldSize;
// The few characters beyond Inter that are needed before the CJK faces are here.
extern const unsigned char kRest[];
extern const unsigned int kRestSize;

}  // namespace lab::ui
