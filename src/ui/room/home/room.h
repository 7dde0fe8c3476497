// The front page: what this is in two sentences, what to do first, and six figures whose titles are their claims. One of them moves
// at a time; each leads to where one can play with it. room.cpp arranges the parts by the shape of the window.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "ui/frame.h"
#include "ui/look/text.h"
#include "ui/room/home/field.h"
#include "ui/room/home/figures.h"

namespace lab::ui {

// Whose turn it is to move.
struct Turn {
  int figure = 0;  // −1: nobody's
  double begun_s = -1;
  int left = 0;  // turns until all stand still; pointing at a card or leading the keyboard there begins anew
  double now_s = 0;
  bool is_paused = false;
};

// What the front page remembers from frame to frame that is not worth a link.
struct HomeView {
  Figures figures;
  std::size_t drawn = 0;        // of the figures, in the last frame
  std::array<Field, 4> fields;  // of the twin, of XOR
  Turn turn;
  int wanted = -1;                           // the card that is pointed at or has the keyboard
  std::array<bool, kFigureCount> is_seen{};  // in the last frame
};

void draw_home_room(Frame&, HomeView&, const Rect&);
bool is_home_room_busy(const HomeView&);
std::string home_sentence(const Frame&, const HomeView&);

// What the figures' pictures are called and what is said of each: "tanh", "100 % right". At their ends where `moved` is 1.
struct Part {
  std::string label, value;
};
std::vector<Part> parts_of(const Frame&, const HomeView&, Figure, double moved);
std::string title_of(const Frame&, const HomeView&, Figure);
void draw_figure(Frame&, HomeView&, Figure, const Rect&, double moved);  // pictures and what is said of them

// Whose turn it is now, and how far its movement has come, 0 … 1; 1 of the others. Asks for the frames that it takes.
void take_turns(Frame&, HomeView&);
double moved(const HomeView&, Figure);
bool has_turn(const HomeView&, Figure);

void draw_figure_card(Frame&, HomeView&, Figure, const Rect&);
float figure_card_height(const Frame&, const HomeView&, Figure, float width, float picture);

// Below the figures.
void draw_lessons(Frame&, const Rect&);
void draw_rooms(Frame&, const Rect&);
void draw_embed(Frame&, const Rect&);
struct CardBelow {
  void (*draw)(Frame&, const Rect&);
  std::string_view word;  // of app/access.h that hides it
};
inline constexpr CardBelow kCardsBelow[] = {
    {draw_lessons, "open"}, {draw_rooms, "view"}, {draw_embed, "copy"}};
inline constexpr float kBelowHeight = 104;

// A lesson opens by a link. The first ones, by number.
void open_lesson(Frame&, std::string_view id);

}  // namespace lab::ui
