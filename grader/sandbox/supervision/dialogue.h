// What a submission and its interactor say to each other. Each text goes
// through the supervisor, which passes it on as fast as the other one reads: it
// knows all that was said, and neither can keep the other from writing.
#ifndef GRADER_SANDBOX_SUPERVISION_DIALOGUE_H_
#define GRADER_SANDBOX_SUPERVISION_DIALOGUE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grader/execute/observation.h"
#include "grader/sandbox/isolation/process.h"
#include "grader/sandbox/kernel/unique_fd.h"
#include "grader/sandbox/supervision/output.h"

namespace grader::sandbox {

// Who said what, of a long conversation the beginning and the end.
class Transcript {
 public:
  void Add(bool of_submission, absl::string_view text);
  // Into `interaction`.
  void Write(Interaction& interaction) const;

 private:
  struct Spoken {
    bool of_submission = false;
    std::string head;
    std::string tail;
    std::int64_t size = 0;
  };
  static Utterance TurnOf(const Spoken& spoken);

  std::vector<Spoken> first_;
  std::int64_t omitted_ = 0;
  std::deque<Spoken> last_;
};

class Dialogue {
 public:
  // Takes over the interactor's channels of `process`, and its stdin.
  explicit Dialogue(Process& process);

  // What the interactor writes to; -1: it has ended.
  int out_fd() const { return out_.fd(); }
  int err_fd() const { return err_.fd(); }

  // The submission has said `text`; will say no more; has ended, and whatever
  // it has left behind is not heard, and told nothing.
  void Hear(absl::string_view text);
  void HearEndOfSubmission() { to_interactor_.ends = true; }
  void EndSubmission();
  // Takes what the interactor has said and passes on what it and the submission
  // did, as far as they read; true if there was anything to do.
  bool Go();
  // Tells one that the other will say no more, once it has read what was said;
  // true if there was anybody to tell. To be called when both sleep, as far as
  // that is known: whoever ends by itself meanwhile was not told.
  bool PassOnEnds();

  void EndInteractor(const Termination& end);
  const std::optional<Termination>& end() const { return end_; }
  // The interactor was told that the submission would say no more.
  bool told_of_end() const { return told_of_end_; }
  bool over_limit() const { return out_.over_limit() || err_.over_limit(); }
  // The interactor has said most of what it did in replies: who asks without
  // end has it say too much.
  bool was_asked() const { return 2 * unasked_ < out_.size(); }
  // How long the interactor may go on after the submission has ended.
  absl::Duration patience() const { return patience_; }
  // Changes with whatever the interactor says.
  std::int64_t activity() const { return out_.size() + err_.size(); }

  // After the end of the run.
  Interaction Result();

 private:
  struct Way {
    UniqueFd to;
    std::string waiting;
    std::size_t done = 0;  // of what waits
    bool ends = false;     // nothing more will come
    bool misses = false;   // too much waits: what still comes is dropped

    void Add(absl::string_view text);

    bool Flush();
    bool PassOnEnd();
  };

  Way to_submission_;
  Way to_interactor_;
  Capture out_;
  Capture err_;
  const absl::Duration patience_;
  std::optional<Termination> end_;
  bool told_of_end_ = false;
  bool submission_ended_ = false;
  std::int64_t unasked_ = 0;  // what was said since the submission last spoke
  Transcript transcript_;
};

}  // namespace grader::sandbox

#endif  // GRADER_SANDBOX_SUPERVISION_DIALOGUE_H_
