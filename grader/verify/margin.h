// Do the limits leave room? What the reference uses against what it may use;
// pure.
#ifndef GRADER_VERIFY_MARGIN_H_
#define GRADER_VERIFY_MARGIN_H_

#include <string>
#include <vector>

#include "grader/report/report.h"

namespace grader {

// Every limit of which `reference`, an accepted report, uses more than half:
// a machine half as fast, or another version of a library, would reach it.
std::vector<std::string> NarrowLimits(const Report& reference);

// The largest share of each limit that any of the references uses, for people:
// "elapsed 1 %, cpu 2 %, memory 7 %".
std::string LargestShares(const std::vector<Report>& references);

}  // namespace grader

#endif  // GRADER_VERIFY_MARGIN_H_
