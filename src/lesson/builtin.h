// The lessons that come with the program: the files <id>.<tag>.md beside this header, in order of their numbers. The tables are
// generated from all there are (generate.py).
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace lab::lesson {

struct CourseRow {
  std::string_view id;
  int number = 0;
};

extern const CourseRow kCourse[];
extern const std::size_t kCourseSize;

// What there is to learn, known before the lessons are there.
inline std::span<const CourseRow> course() { return {kCourse, kCourseSize}; }

// What an asset "lessons-<tag>" holds, for parse_all(). The page downloads it instead: whatever calls this has all lessons linked
// into it. Empty when there are none in the language.
std::string_view builtin(std::string_view tag);

}  // namespace lab::lesson
