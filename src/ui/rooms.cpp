#include "ui/rooms.h"

#include <algorithm>

#include "base/rows.h"
#include "ui/room/curves/room.h"
#include "ui/room/home/room.h"
#include "ui/room/image/room.h"
#include "ui/room/neuron/room.h"
#include "ui/room/train/room.h"

namespace lab::ui {

namespace {

// A row whose functions see the view as what it is.
template <typename View, void (*kDraw)(Frame&, View&, const Rect&), bool (*kIsBusy)(const View&),
          std::string (*kSentence)(const Frame&, const View&)>
constexpr RoomRow room(std::string_view id, bool is_later = false) {
  return {id,
          []() -> std::shared_ptr<void> { return std::make_shared<View>(); },
          [](Frame& f, void* view, const Rect& rect) { kDraw(f, *static_cast<View*>(view), rect); },
          [](const void* view) { return kIsBusy(*static_cast<const View*>(view)); },
          [](const Frame& f, const void* view) { return kSentence(f, *static_cast<const View*>(view)); },
          is_later};
}

constexpr RoomRow kRooms[] = {
    room<HomeView, draw_home_room, is_home_room_busy, home_sentence>("home"),
    room<CurvesView, draw_curves_room, is_curves_room_busy, curves_sentence>("curves"),
    room<NeuronView, draw_neuron_room, is_neuron_room_busy, neuron_sentence>("neuron", true),
    room<TrainView, draw_train_room, is_train_room_busy, train_sentence>("train"),
    room<ImageView, draw_image_room, is_image_room_busy, image_sentence>("image", true),
};

}  // namespace

std::span<const RoomRow> rooms() { return kRooms; }

const RoomRow* find_room(std::string_view id) { return base::find_row(kRooms, id, &RoomRow::id); }

RoomViews make_room_views() {
  RoomViews views;
  for (const RoomRow& row : kRooms) views.by_row.push_back(row.make_view());
  return views;
}

void* view_of(const RoomViews& views, const RoomRow& row) {
  return views.by_row[static_cast<std::size_t>(&row - kRooms)].get();
}

}  // namespace lab::ui
