// Where the picture changes abruptly, the one before stays over it for a moment and fades.
#pragma once

#include "app/scenario.h"
#include "gpu/gl.h"
#include "platform/platform.h"

namespace lab::shell {

struct CrossFade {
  bool is_wanted = true;  // no: the person prefers less motion
  gpu::Image picture;     // the one before
  double ends_s = 0;
};

// Another room, another function, or a twin that opens or closes; not what changes bit by bit.
bool is_abrupt(const app::Scenario& before, const app::Scenario& after);

// Keeps what was drawn last, before it is shown. Needs a current context.
void begin_fade(CrossFade&, const platform::View&, double now_s);

// Over the frame that Dear ImGui is building; lets the picture go when its time is over.
void draw_fade(CrossFade&, const platform::View&, double now_s);
inline bool is_fading(const CrossFade& fade) { return static_cast<bool>(fade.picture.texture); }

}  // namespace lab::shell
