// Whose turn it is: the figures move one after the other, and whoever is pointed at or has the keyboard moves at once.
#include <algorithm>
#include <utility>

#include "ui/control/gesture.h"
#include "ui/room/home/room.h"

namespace lab::ui {

namespace {

constexpr double kMoveS = 2.6;
constexpr double kTurnS = 4.2;                              // with the time to look at where it has come to
constexpr int kTurns = 2 * static_cast<int>(kFigureCount);  // then all rest until somebody comes
constexpr double kPictureS = 1.0 / 30;

void give_turn(HomeView& view, int figure) {
  view.turn.figure = figure;
  view.turn.begun_s = view.turn.now_s;
}

// The next one that is made and in sight.
int next_of(const HomeView& view, int figure) {
  for (std::size_t i = 0; i < kFigureCount; ++i) {
    figure = (figure + 1) % static_cast<int>(kFigureCount);
    if (view.is_seen[static_cast<std::size_t>(figure)]) return figure;
  }
  return figure;
}

}  // namespace

void take_turns(Frame& f, HomeView& view) {
  Turn& turn = view.turn;
  const double before_s = std::exchange(turn.now_s, ImGui::GetTime());
  if (turn.is_paused) turn.begun_s += turn.now_s - before_s;
  const int wanted = std::exchange(view.wanted, -1);
  if (f.is_still) {
    turn.figure = -1;
    return;
  }
  if (shortcut(f) == Shortcut::play) turn.is_paused = !turn.is_paused;
  if (turn.begun_s < 0 || (wanted >= 0 && turn.left == 0)) {
    turn.left = kTurns;
    give_turn(view, std::max(wanted, 0));
  }
  if (wanted >= 0 && wanted != turn.figure) give_turn(view, wanted);
  if (turn.is_paused) return;
  const double gone = turn.now_s - turn.begun_s;
  if (gone >= kTurnS && wanted < 0 && turn.left > 0 && --turn.left > 0)
    give_turn(view, next_of(view, turn.figure));
  const double moving = turn.now_s - turn.begun_s;
  if (turn.left == 0 && moving >= kMoveS) return;
  const bool is_here = view.is_seen[static_cast<std::size_t>(turn.figure)];
  f.due_in_s =
      std::min(f.due_in_s, moving < kMoveS && is_here ? kPictureS : std::max(kTurnS - moving, kPictureS));
}

double moved(const HomeView& view, Figure figure) {
  if (!has_turn(view, figure)) return 1;
  return std::clamp((view.turn.now_s - view.turn.begun_s) / kMoveS, 0.0, 1.0);
}

bool has_turn(const HomeView& view, Figure figure) { return view.turn.figure == static_cast<int>(figure); }

}  // namespace lab::ui
