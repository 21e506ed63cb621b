#include "grader/cli/course_option.h"

#include <filesystem>
#include <system_error>

#include "grader/problem/track/exercise.h"

namespace grader {

void AddCourseOptions(CLI::App& command, std::string& problems) {
  CLI::Option* const folder =
      command.add_option("--problems", problems,
                         "the folder of problems (default: the nearest one)");
  command
      .add_option_function<std::string>(
          "--course",
          [&problems](const std::string& course) {
            std::error_code error;
            const bool inside =
                ExercisesOfTrack(course).empty() &&
                std::filesystem::is_directory(course + "/problems", error);
            problems = inside ? course + "/problems" : course;
          },
          "the course: a folder with problems, starters and solutions in it "
          "(default: the nearest, else the one that comes with the grader)")
      ->check(CLI::ExistingDirectory)
      ->excludes(folder);
}

}  // namespace grader
