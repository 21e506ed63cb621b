// A folder for one test, with whatever files it needs; gone afterwards.
#ifndef GRADER_TESTING_TEMPORARY_FOLDER_H_
#define GRADER_TESTING_TEMPORARY_FOLDER_H_

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

#include <gtest/gtest.h>

namespace grader {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string path = ::testing::TempDir() + "problem-test-XXXXXX";
    path_ = mkdtemp(path.data());
    // Open to all: some tests read as another user.
    chmod(path_.c_str(), 0755);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

  // Writes a file, the folders above it included, and gives its path.
  std::filesystem::path Write(const std::string& name,
                              const std::string& content) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace grader

#endif  // GRADER_TESTING_TEMPORARY_FOLDER_H_
