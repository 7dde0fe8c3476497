// The kinds of runs, by name: of points and of pictures. What they are says run/run.h.
#pragma once

namespace lab::run {

struct PointKind;
struct ImageKind;
template <typename Kind>
struct RunOf;

using Run = RunOf<PointKind>;
using ImageRun = RunOf<ImageKind>;

}  // namespace lab::run
