// A Badge: what all right answers of a quiz earn, signed, as JSON and as an
// image that holds that JSON.
#ifndef GRADER_COURSE_BADGE_H_
#define GRADER_COURSE_BADGE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/problem/material.h"

namespace grader {

struct Badge {
  std::string title;
  std::string quiz;     // id
  std::string content;  // a hash of what was asked
  std::string learner;  // as they call themselves; may be empty
  absl::Time earned;    // to the second

  bool operator==(const Badge&) const = default;
};

// What all right answers to `material` have earned at `earned`.
Badge EarnedBadge(const Material& material, const std::string& learner,
                  absl::Time earned);

// {"schema": "grader.badge/1", "title", "quiz", "content", "learner", "earned",
// "public_key", "signature"}; signed with the key pair whose seed is `key`.
std::string BadgeJson(const Badge& badge, const std::string& key);

// An SVG image that shows the badge and holds `json`, its BadgeJson.
std::string BadgeImage(const Badge& badge, absl::string_view json);

// The badge that `file`, a JSON object or an image, holds. Fails with
// kInvalidArgument and the reason when it is not signed with the key whose
// public half is `public_key`, or anything in it was changed.
absl::StatusOr<Badge> VerifyBadge(absl::string_view file,
                                  absl::string_view public_key);

}  // namespace grader

#endif  // GRADER_COURSE_BADGE_H_
