// The whole screen: the top bar, one room below it, notices over it.
#pragma once

#include <string>
#include <vector>

#include "app/app.h"
#include "gpu/heatmap.h"
#include "ui/curves_view.h"
#include "ui/fonts.h"
#include "ui/frame.h"

namespace lab::ui {

// A neuron of the diagram: layer 0 is the inputs, then the hidden layers, then the output; −1: none.
struct Neuron {
  int layer = -1;
  int unit = -1;

  bool operator==(const Neuron&) const = default;
};

// What the Train room remembers from frame to frame that is not worth a link.
struct TrainView {
  Neuron hovered;                          // in the last frame: shown large while the pointer rests on it
  Neuron hovered_now;                      // in the frame being drawn
  Neuron pinned;                           // pressed: shown large until pressed again
  std::vector<data::PointSet> thumbnails;  // one per dataset, made once
  std::string searched;                    // in the list of activations that is open
  nn::Workspace workspace;
};

struct Ui {
  Fonts fonts;
  Markers markers;
  gpu::Heatmap heatmap;
  CurvesView curves;
  TrainView train;
  bool has_page_fields = false;         // whether the page lays real <input> elements over the canvas
  std::vector<PageTyping> page_typing;  // what was typed there since the last frame
  // What turning the wheel would do where the pointer is: "none" (the page may scroll), "scroll" or "zoom".
  std::string_view wheel_use = "none";
};

struct Drawn {
  std::vector<app::Command> commands;
  std::vector<Control> controls;
  std::vector<PageField> page_fields;
  std::string copied;         // for the clipboard; empty: nothing
  std::string copied_notice;  // id of the sentence that says so, {0}: the text
  bool copies_link = false;   // the text is a link: what is copied is the address with it
  bool is_working = false;    // something is being computed over several frames: another one is wanted
};

// Builds one Dear ImGui frame (between NewFrame and Render).
Drawn draw(Ui&, const app::App&, float width, float height, float pixel_ratio);

// The parts, each in a file of its own.
void draw_top_bar(Frame&, const Rect&);
void draw_notices(Frame&, const Rect& room);
void draw_train_room(Frame&, Ui&, const Rect&);
void draw_curves_room(Frame&, Ui&, const Rect&);

}  // namespace lab::ui
