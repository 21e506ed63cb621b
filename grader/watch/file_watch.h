// A FileWatch: notices when the files of one folder change, by inotify(7) or,
// where that tells nothing, by looking again and again.
#ifndef GRADER_WATCH_FILE_WATCH_H_
#define GRADER_WATCH_FILE_WATCH_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <tuple>

namespace grader {

class FileWatch {
 public:
  // `poll`: do without inotify.
  explicit FileWatch(const std::filesystem::path& folder, bool poll = false);
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  // Readable when something may have changed; -1: ask Changed twice a second.
  int fd() const { return fd_; }

  // Whether files came, went or were written since the last call. Names that
  // begin with a dot or end in "~" are an editor's, and do not count.
  bool Changed();

  // Whether the folder was there at the last look.
  bool folder_is_there() const { return there_; }

 private:
  // By name: inode, size, time of change.
  using Snapshot =
      std::map<std::string,
               std::tuple<std::uint64_t, std::int64_t, std::int64_t>>;
  Snapshot Look();
  void WatchFolder();
  bool TakeEvents();

  const std::filesystem::path folder_;
  int fd_ = -1;
  int watch_ = -1;
  bool there_ = true;
  Snapshot seen_;
};

}  // namespace grader

#endif  // GRADER_WATCH_FILE_WATCH_H_
