#include "grader/course/quiz_record.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "grader/course/quiz_event_json.h"
#include "grader/course/secrets.h"
#include "grader/execute/content_hash.h"
#include "grader/problem/files.h"
#include "grader/problem/whole_file.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMaxRecordBytes = 4 << 20;
constexpr char kKeyName[] = "record.key";

struct Seal {
  int lines = 0;
  std::string code;  // of the last of them
  int takes = 0;
};

fs::path SealFile(const fs::path& file, const fs::path& state) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(file, error);
  return state / "quiz" /
         (ContentHash("quiz seal 1").Add(whole.string()).Digest() + ".seal");
}

Seal ReadSeal(const fs::path& file) {
  Seal seal;
  const std::vector<std::string> words =
      absl::StrSplit(ReadFile(file).value_or(""), absl::ByAnyChar(" \n"));
  if (words.size() >= 3) {
    seal.code = words[1];
    if (!absl::SimpleAtoi(words[0], &seal.lines) ||
        !absl::SimpleAtoi(words[2], &seal.takes)) {
      seal.lines = -1;
    }
  }
  return seal;
}

absl::Status WriteSeal(const fs::path& file, const Seal& seal) {
  return ReplaceFile(
      file, absl::StrCat(seal.lines, " ", seal.code, " ", seal.takes, "\n"));
}

absl::Status Tampered(const fs::path& file, absl::string_view how) {
  return absl::InvalidArgumentError(absl::StrCat(
      file.string(), " was changed by somebody else than the grader: ", how,
      ". It does not count like this; `grader quiz ID --again` begins anew, "
      "which the result says"));
}

// Two graders that add lines would spoil each other's seals.
absl::StatusOr<std::shared_ptr<const int>> Lock(const fs::path& seal) {
  std::error_code error;
  fs::create_directories(seal.parent_path(), error);
  const std::string file = seal.string() + ".lock";
  const int fd = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) {
    return absl::InternalError(
        absl::StrCat("cannot write ", file, ": ", std::strerror(errno)));
  }
  std::shared_ptr<const int> lock(new int(fd), [](const int* held) {
    close(*held);
    delete held;
  });
  if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
    return absl::FailedPreconditionError(
        "this quiz goes on in another terminal");
  }
  return lock;
}

}  // namespace

absl::StatusOr<QuizRecord> QuizRecord::Open(const fs::path& file,
                                            const fs::path& state) {
  QuizRecord record;
  record.file_ = file;
  record.seal_ = SealFile(file, state);
  auto lock = Lock(record.seal_);
  if (!lock.ok()) return lock.status();
  record.lock_ = *std::move(lock);
  auto key = SecretKey(state, kKeyName);
  if (!key.ok()) return key.status();
  record.key_ = *std::move(key);
  const Seal seal = ReadSeal(record.seal_);
  record.takes_ = seal.takes;
  std::error_code error;
  if (!fs::exists(fs::symlink_status(file, error))) {
    if (seal.lines != 0) return Tampered(file, "it is gone");
    return record;
  }
  auto text = ReadRegularFile(file, kMaxRecordBytes);
  if (!text.ok()) {
    return absl::InternalError(
        absl::StrCat(file.string(), ": ", text.status().message()));
  }
  int count = 0;
  for (const absl::string_view line : absl::StrSplit(*text, '\n')) {
    if (line.empty()) continue;
    ++count;
    const std::size_t space = line.find(' ');
    const absl::string_view code = line.substr(0, space);
    const absl::string_view body =
        space == absl::string_view::npos ? "" : line.substr(space + 1);
    const std::string wanted = AuthenticationCode(
        absl::StrCat(record.last_code_, "\n", record.takes_, "\n", body),
        record.key_);
    if (code != wanted) {
      return Tampered(file, absl::StrCat("line ", count, " is not as it was"));
    }
    record.last_code_ = wanted;
    if (count == seal.lines && wanted != seal.code) {
      return Tampered(file, "it is an earlier one");
    }
    auto event = ReadQuizEvent(body);
    if (!event.ok()) {
      return Tampered(file, absl::StrCat("line ", count, " says nothing"));
    }
    record.events_.push_back(*std::move(event));
  }
  // One line more than was sealed: the grader was ended in between.
  if (count < seal.lines) return Tampered(file, "lines are missing");
  return record;
}

absl::Status QuizRecord::Add(const QuizEvent& event) {
  std::error_code error;
  fs::create_directories(file_.parent_path(), error);
  if (takes_ == 0) {
    // It is part of every code, so it has to be known before the first line.
    takes_ = 1;
    absl::Status sealed = WriteSeal(seal_, {0, "", takes_});
    if (!sealed.ok()) return sealed;
  }
  const std::string body = QuizEventJson(event);
  const std::string code = AuthenticationCode(
      absl::StrCat(last_code_, "\n", takes_, "\n", body), key_);
  const int fd =
      open(file_.c_str(),
           O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (fd < 0) {
    return absl::InternalError(absl::StrCat("cannot write ", file_.string(),
                                            ": ", std::strerror(errno)));
  }
  const absl::Cleanup close_file = [fd] { close(fd); };
  // Who was begun once counts from then on: the number of times is sealed
  // first.
  absl::Status written =
      AppendLine(fd, file_, absl::StrCat(code, " ", body, "\n"));
  if (!written.ok()) return written;
  last_code_ = code;
  events_.push_back(event);
  return WriteSeal(seal_,
                   {static_cast<int>(events_.size()), last_code_, takes_});
}

absl::Status QuizRecord::StartAgain(const fs::path& file,
                                    const fs::path& state) {
  const fs::path seal_file = SealFile(file, state);
  Seal seal = ReadSeal(seal_file);
  std::error_code error;
  if (fs::exists(file, error)) {
    fs::rename(file, absl::StrCat(file.string(), ".", seal.takes), error);
    if (error) {
      return absl::InternalError(
          absl::StrCat("cannot move ", file.string(), ": ", error.message()));
    }
  }
  return WriteSeal(seal_file, {0, "", seal.takes + 1});
}

}  // namespace grader
