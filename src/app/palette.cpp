#include "app/palette.h"

#include <algorithm>
#include <cmath>

namespace lab::app {

namespace {

constexpr unsigned kBlue = 0x2256b8;
constexpr unsigned kOrange = 0xec8a12;
constexpr float kHeatShare = 0.58F;  // of the full colour, so that the points stand out

constexpr Palette kLight = {
    false,    0xf6f7f9, 0xffffff,
    0x1b2330, 0x5b6675, 0xe2e6ec,
    0x0b7a75, 0xffffff, 0xedf1f5,
    0xf3f5f8, 0xe2e4ee, 0xb3261e,
    kBlue,    kOrange,  0x143d8a,
    0xa65200, 0xffffff, {0x0b7a75, 0x8e3b9c, 0x9a6700, 0xc2185b, 0x2e7d32, 0x5d4037, 0x455a64, 0x4a148c}};

constexpr Palette kDark = {
    true,     0x11151b, 0x191f27,
    0xe8ecf1, 0x98a4b3, 0x2b333e,
    0x35b8ae, 0x11151b, 0x232b35,
    0x1f262f, 0x2b333e, 0xff8a80,
    0x7ea6f5, kOrange,  0x9dc1ff,
    0xffb454, 0x11151b, {0x35b8ae, 0xce93d8, 0xe3c368, 0xf48fb1, 0x81c784, 0xbcaaa4, 0x90a4ae, 0xb39ddb}};

}  // namespace

const Palette& palette(bool is_dark) { return is_dark ? kDark : kLight; }

unsigned mixed(unsigned from, unsigned to, float share) {
  unsigned out = 0;
  for (const int shift : {16, 8, 0}) {
    const auto a = static_cast<float>((from >> shift) & 0xFF);
    const auto b = static_cast<float>((to >> shift) & 0xFF);
    out |= static_cast<unsigned>(std::lround(a + (b - a) * share)) << shift;
  }
  return out;
}

unsigned heat_colour(const Palette& p, float value) {
  const float v = std::clamp(value, -1.0F, 1.0F);
  return mixed(p.card, v < 0 ? kBlue : kOrange, std::abs(v) * kHeatShare);
}

}  // namespace lab::app
