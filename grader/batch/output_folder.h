// The folder that a batch writes to. Whatever ends the batch, a signal or a
// full disk, what was written there before is still there, and whole.
#ifndef GRADER_BATCH_OUTPUT_FOLDER_H_
#define GRADER_BATCH_OUTPUT_FOLDER_H_

#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace grader {

class OutputFolder {
 public:
  // Makes the folder if need be, and keeps other batches out of it for as long
  // as this lives: kFailedPrecondition if one is there. What a batch that was
  // killed left of the last line of results.jsonl is cut off.
  static absl::StatusOr<std::unique_ptr<OutputFolder>> Open(
      const std::filesystem::path& folder);
  ~OutputFolder();
  OutputFolder(const OutputFolder&) = delete;
  OutputFolder& operator=(const OutputFolder&) = delete;

  // The whole lines of results.jsonl, as they were when the folder was opened.
  const std::string& earlier_lines() const { return earlier_lines_; }

  // Adds a line to results.jsonl: all of it or, with a Status, nothing.
  absl::Status AddLine(absl::string_view line);

  // Writes the file `name`, relative to the folder, and the folders it lies in.
  // Who reads it sees the old one or the new one, also after a loss of power.
  absl::Status Replace(const std::string& name,
                       absl::string_view content) const;

  // Removes the .html files in the folders of reports/ that are not among
  // `names`, what a batch that was killed has half written, and the folders
  // that are empty then.
  absl::Status RemoveReportsBut(const std::set<std::string>& names) const;

 private:
  OutputFolder(std::filesystem::path folder, int lock);

  const std::filesystem::path folder_;
  const int lock_;  // a flock(2) on the folder
  int results_ = -1;
  std::string earlier_lines_;
};

}  // namespace grader

#endif  // GRADER_BATCH_OUTPUT_FOLDER_H_
