// The fonts, subset at build time to the characters the texts use.
#pragma once

namespace lab::ui {

extern const unsigned char kInterRegular[];
extern const unsigned int kInterRegularSize;
extern const unsigned char kInterSemiBold[];
extern const unsigned int kInterSemiBoldSize;
// The few characters of English texts that Inter lacks.
extern const unsigned char kRest[];
extern const unsigned int kRestSize;

}  // namespace lab::ui
