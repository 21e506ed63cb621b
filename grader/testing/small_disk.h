// A SmallDisk: a file system of a few MiB, for tests of what becomes of a
// program whose disk is full.
#ifndef GRADER_TESTING_SMALL_DISK_H_
#define GRADER_TESTING_SMALL_DISK_H_

#include <gtest/gtest.h>
#include <sys/mount.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grader/testing/temporary_folder.h"

namespace grader {

class SmallDisk {
 public:
  explicit SmallDisk(int mib) {
    mounted_ = mount("small", folder_.path().c_str(), "tmpfs", 0,
                     absl::StrCat("mode=0755,size=", mib, "m").c_str()) == 0;
  }
  ~SmallDisk() {
    if (mounted_) umount2(folder_.path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  // Whether this user may mount one.
  bool mounted() const { return mounted_; }
  const std::filesystem::path& path() const { return folder_.path(); }

  // Leaves no room on it, until MakeRoom.
  void Fill() const {
    std::FILE* const file = std::fopen(Filler().c_str(), "w");
    ASSERT_NE(file, nullptr);
    std::setvbuf(file, nullptr, _IONBF, 0);
    const std::vector<char> piece(4096, 'x');
    while (std::fwrite(piece.data(), 1, piece.size(), file) == piece.size()) {
    }
    std::fclose(file);
  }
  void MakeRoom() const { std::filesystem::remove(Filler()); }

 private:
  std::filesystem::path Filler() const { return folder_.path() / "filler"; }

  const TemporaryFolder folder_;
  bool mounted_ = false;
};

}  // namespace grader

#endif  // GRADER_TESTING_SMALL_DISK_H_
