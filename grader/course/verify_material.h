// Does a lesson or a quiz hold? Every program does what its author says, every
// block shows what its run gave, and of each question exactly the right
// choices are true.
#ifndef GRADER_COURSE_VERIFY_MATERIAL_H_
#define GRADER_COURSE_VERIFY_MATERIAL_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "grader/course/program_run.h"
#include "grader/problem/material.h"
#include "grader/verify/proof.h"

namespace grader {

// The parts of the proof of a Material, in their order.
inline constexpr absl::string_view kMaterialParts[] = {"programs", "shown",
                                                       "questions", "reading"};

// Holds `material` against `runs` of its programs. Each complaint has the place
// in the file. `only`: of kMaterialParts; empty: all. Pure, but that
// it looks whether the files are there that links name.
Proof VerifyMaterial(const Material& material, const ProgramRuns& runs,
                     const std::vector<std::string>& only);

// The text of the lesson with what `runs` gave in the blocks that hold it.
std::string Recorded(const Material& material, absl::string_view text,
                     const ProgramRuns& runs);

// What `block`, one that is recorded, has to hold.
std::string RecordedBody(const LessonBlock& block, const Material& material,
                         const ProgramRuns& runs);

}  // namespace grader

#endif  // GRADER_COURSE_VERIFY_MATERIAL_H_
