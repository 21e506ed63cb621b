// The gradebook as Canvas and Moodle import it. Pure.
#ifndef GRADER_BATCH_COURSE_SYSTEM_CSV_H_
#define GRADER_BATCH_COURSE_SYSTEM_CSV_H_

#include <string>

#include "grader/batch/gradebook.h"

namespace grader {

// What Canvas takes under Grades, Import: a column per problem by its title,
// and a second line with the points that there are. Canvas finds a learner by
// the first of its own number, the school's ID, the login and the name that is
// not empty.
std::string CanvasCsv(const Gradebook& book);

// What Moodle takes as the grading worksheet of an assignment (the number of
// the participant tells who it is) and, by ID number or email, under Grades,
// Import: the sum of the points, and the reason as feedback.
std::string MoodleCsv(const Gradebook& book);

}  // namespace grader

#endif  // GRADER_BATCH_COURSE_SYSTEM_CSV_H_
