// The files of a hand-in as they lie on the disk: which there are, and what is
// in them. A hand-in may hold anything, so each step is bounded.
#ifndef GRADER_PROBLEM_SUBMISSION_FILES_H_
#define GRADER_PROBLEM_SUBMISSION_FILES_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "grader/problem/limits.h"
#include "grader/problem/refusal.h"

namespace grader {

// Of one hand-in: all that is read, the files that are read, what a folder may
// hold beside them, and how deep files may lie in it.
inline constexpr std::int64_t kMaxSubmissionBytes = kMiB;
inline constexpr std::size_t kMaxSourceFiles = 100;
inline constexpr std::size_t kMaxFolderEntries = 10'000;
inline constexpr int kMaxFolderDepth = 8;
// Of a file's name: compilers make names of it that are longer, and a file
// system takes 255 bytes.
inline constexpr std::size_t kMaxNameBytes = 200;

struct SubmissionFile {
  std::filesystem::path path;
  std::string name;  // from the hand-in's folder on: "lib/greet.h"

  // In how many folders it lies there.
  int depth() const;
};

struct SubmissionFiles {
  bool in_folder = false;             // else one file was named
  std::vector<SubmissionFile> files;  // by name
  std::vector<std::string> left_out;  // folders not looked into; by name
};

// The file or folder at `path`: of a folder all that lies in it and in its
// folders, but for names that begin with a dot, for what tools make (`build`,
// `node_modules`, …), and for what lies too deep. Links to folders are not
// followed. Fails with kNotFound when there is nothing of that name,
// kUnavailable when the machine cannot tell.
absl::StatusOr<std::variant<SubmissionFiles, Refusal>> FindSubmissionFiles(
    const std::filesystem::path& path);

// Nothing if `name`, from the hand-in's folder on, can travel through command
// lines and reports.
std::optional<Refusal> CheckFileName(const std::string& name);

// The content of `file`, a regular one of at most `max_bytes`. `follow`: a link
// will do. Never waits. Fails with kUnavailable when the machine cannot read.
absl::StatusOr<std::variant<std::string, Refusal>> ReadSubmissionFile(
    const std::filesystem::path& file, std::int64_t max_bytes, bool follow);

}  // namespace grader

#endif  // GRADER_PROBLEM_SUBMISSION_FILES_H_
