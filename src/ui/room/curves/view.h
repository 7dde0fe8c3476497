// What the Curves room remembers from frame to frame that is not worth a link.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "act/study/float32.h"
#include "act/study/properties.h"
#include "act/study/sampling.h"
#include "app/gallery.h"
#include "app/scenario.h"
#include "formula/box.h"
#include "formula/readings.h"
#include "i18n/text.h"
#include "ui/control/formula_bar.h"
#include "ui/control/number_input.h"
#include "ui/look/rect.h"

namespace lab::ui {

// A drag of the plot: the intervals follow the pointer here and become fields when it is let go, so that one
// drag is one step of undo.
struct Pan {
  app::Interval x, y;  // when the drag began
  ImVec2 pointer;
  app::Interval x_now, y_now;
};

// What the card says about the first function, computed again only when that changes.
struct CurveFacts {
  std::string id, text;  // of the function and its formula
  act::ActivationParams params{};
  act::Properties properties;
  formula::Readings readings;                    // of the formula of the textbook
  formula::Box formula;                          // the same, set
  std::optional<formula::Box> slope, curvature;  // nothing where they are too long to read
  std::string read_aloud;                        // f and f′ in one line of text
};

// A small curve as it was sampled last, sampled again only when the function or the size changes.
struct Thumbnail {
  std::string formula;
  act::ActivationParams params{};
  int columns = 0;
  act::Curve curve;
};

// A function in the gallery, and what its buttons say.
struct GalleryItem {
  std::string id;
  std::string name;  // short
  bool is_chosen = false;
  bool is_starred = false;
  bool is_removable = false;
  std::string overlay, star, remove;  // labels; remove: of a typed one, which has no star
};

// What the query leaves of the catalogue, best first; the typed ones before those with a star, and these
// before the others.
struct GalleryHits {
  std::vector<GalleryItem> items;
  std::size_t total = 0;       // in the catalogue
  std::size_t unmeasured = 0;  // not known yet whether they belong to the hits
};

// All that the hits depend on.
struct GallerySource {
  app::GalleryQuery query;
  i18n::Language language{};
  app::Formulas formulas;
  app::ActivationChoice act;
  std::vector<std::string> curves, stars;

  bool operator==(const GallerySource&) const = default;
};

struct GalleryView {
  bool is_open = false;  // beside the plot, in the place of the card
  app::GalleryQuery query;
  std::map<std::string, app::Measured, std::less<>> measured;  // by function; as far as time allowed
  std::map<std::string, Thumbnail, std::less<>> thumbnails;    // by id
  GalleryHits hits;                                            // as found last …
  std::optional<GallerySource> found_for;                      // … for this
  bool is_measuring = false;  // the query needs more measurements: another frame is wanted
};

// A line as it was sampled last.
struct CachedCurve {
  std::string formula;
  act::ActivationParams params{};
  act::PlotWindow window;
  std::shared_ptr<const act::Curve> curve;
  app::Interval seen;  // along y
  std::optional<act::Float32Fault> fault;
};

// What the plot shows, from frame to frame; see axes.cpp.
struct Axes {
  app::Interval y;        // shown
  bool is_equal = false;  // a unit is as long along y as along x
  double aspect = 1;      // height of the plot by its width
  // What the functions reach, read again only where they or x change.
  app::Interval values;
  std::optional<app::Interval> read_for;
  std::vector<act::Activation> read_of;
};

struct CurvesView {
  Axes axes{};
  double cursor_x = 1;    // data units; it stays where the pointer was last, or where it was typed to be
  double asked_x = 1;     // the one that the App was last told of
  NumberDraft x_draft{};  // it as it is typed
  bool is_typed = false;  // and so it may lie beyond the axes, until pointer or keys move it
  std::optional<Pan> pan;
  bool is_pointed_at = false;                             // the plot, in this frame
  bool was_pointed_at = false;                            // and in the one before
  std::map<std::string, CachedCurve, std::less<>> cache;  // by function and reading
  CurveFacts facts;
  FormulaDraft draft{app::Use::curves};
  GalleryView gallery;
};

}  // namespace lab::ui
