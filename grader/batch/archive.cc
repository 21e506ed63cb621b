#include "grader/batch/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <locale.h>
#include <sys/stat.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grader/batch/file_names.h"
#include "grader/execute/workspace.h"
#include "grader/problem/files.h"
#include "grader/problem/limits.h"
#include "grader/problem/readable.h"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr int kMostFiles = 1000;
constexpr std::size_t kMostBytes = 16 * kMiB;
// Packed, and with what is left out.
constexpr std::int64_t kLargestArchive = 64 * kMiB;
constexpr int kMostEntries = 100'000;
constexpr std::size_t kLongestPath = 1024;

struct Close {
  void operator()(struct archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<struct archive, Close>;

// While it lives, this thread has a locale of UTF-8: libarchive gives names in
// that of the thread, and loses what the "C" locale cannot say.
class Utf8Locale {
 public:
  Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ != nullptr) before_ = uselocale(locale_);
  }
  ~Utf8Locale() {
    if (locale_ == nullptr) return;
    uselocale(before_);
    freelocale(locale_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

bool LeadsOut(const fs::path& name) {
  if (name.is_absolute()) return true;
  for (const fs::path& part : name) {
    if (part == "..") return true;
  }
  return false;
}

// Also what other systems put beside the files that were meant.
bool IsOfNoUse(const fs::path& name) {
  for (const fs::path& part : name) {
    if (part == "__MACOSX" || absl::StartsWith(part.string(), ".")) return true;
  }
  return false;
}

// The content of the entry that `reader` is at; at most `most` bytes of it.
absl::Status ReadContent(struct archive* reader, std::size_t most,
                         std::string& content) {
  char buffer[16384];
  while (true) {
    const la_ssize_t got = archive_read_data(reader, buffer, sizeof buffer);
    if (got == 0) return absl::OkStatus();
    if (got < 0) {
      return absl::InvalidArgumentError(absl::StrCat(
          "the archive is damaged: ",
          Readable(absl::NullSafeStringView(archive_error_string(reader)))));
    }
    content.append(buffer, static_cast<std::size_t>(got));
    if (content.size() > most) {
      return absl::InvalidArgumentError(
          "the archive holds more than 16 MiB when it is unpacked");
    }
  }
}

// `name` with every part as a file can be called; empty if nothing is left.
fs::path Safe(const fs::path& name) {
  fs::path safe;
  for (const fs::path& part : name) {
    if (!part.empty() && part != ".") safe /= SafePart(part.string());
  }
  return safe;
}

// Why nothing can be written to `file` in `folder` beside what was written
// already, or nothing.
std::optional<std::string> InTheWay(const fs::path& folder,
                                    const fs::path& file) {
  std::error_code error;
  if (file.native().size() > kLongestPath) {
    return absl::StrCat(Quoted(file.string()),
                        ", which lies too deep in folders,");
  }
  if (fs::exists(fs::symlink_status(folder / file, error))) {
    return absl::StrCat("a second file of the name ", Quoted(file.string()));
  }
  for (fs::path above = file.parent_path(); !above.empty();
       above = above.parent_path()) {
    if (fs::is_regular_file(folder / above, error)) {
      return absl::StrCat(Quoted(file.string()),
                          " lies in a file, not a folder");
    }
  }
  return std::nullopt;
}

constexpr char kPassword[] =
    "the archive has a password; hand it in without one";

bool HasPassword(struct archive* reader, struct archive_entry* entry) {
  return (entry != nullptr && archive_entry_is_encrypted(entry) != 0) ||
         archive_read_has_encrypted_entries(reader) > 0;
}

// None of these starts a program, as libarchive does for some others.
void Support(struct archive* reader) {
  archive_read_support_filter_gzip(reader);
  archive_read_support_filter_bzip2(reader);
  archive_read_support_filter_xz(reader);
  archive_read_support_filter_zstd(reader);
  archive_read_support_format_zip(reader);
  archive_read_support_format_tar(reader);
  archive_read_support_format_7zip(reader);
  archive_read_support_format_rar(reader);
  archive_read_support_format_rar5(reader);
  // Any bytes; asked last, it is what is left when something was unpacked.
  archive_read_support_format_raw(reader);
}

// What "ann.py.gz" holds: "ann.py".
std::string PackedName(const fs::path& archive) {
  return SafePart(DecodeName(archive.stem().string()));
}

// Gives `file` the time that `entry` has, or else that of `archive`.
void SetTime(struct archive_entry* entry, const fs::path& archive,
             const fs::path& file) {
  timespec time = {};
  struct stat about = {};
  if (archive_entry_mtime_is_set(entry) != 0) {
    time = {archive_entry_mtime(entry), archive_entry_mtime_nsec(entry)};
  } else if (stat(archive.c_str(), &about) == 0) {
    time = about.st_mtim;
  }
  const timespec times[] = {{0, UTIME_OMIT}, time};
  // What is no time the file system has leaves the file with that of now.
  utimensat(AT_FDCWD, file.c_str(), times, AT_SYMLINK_NOFOLLOW);
}

// The archive that is being unpacked.
class Unpacking {
 public:
  Unpacking(struct archive* reader, const fs::path& archive,
            const fs::path& folder)
      : reader_(reader),
        archive_(archive),
        folder_(folder),
        packed_name_(PackedName(archive)) {}

  // Writes the file that `entry` begins, if it is one to be had.
  absl::Status Take(struct archive_entry* entry) {
    if (++entries_ > kMostEntries) {
      return absl::InvalidArgumentError(
          "the archive holds more than 100000 entries");
    }
    if (archive_entry_filetype(entry) != AE_IFREG) return absl::OkStatus();
    const char* given = archive_entry_pathname(entry);
    if (archive_format(reader_) == ARCHIVE_FORMAT_RAW) {
      // The last filter is the one that only reads.
      if (archive_filter_count(reader_) < 2) {
        return absl::InvalidArgumentError(
            "it is no archive that can be read, or damaged");
      }
      given = packed_name_.c_str();
    }
    // Nothing, if it says that its name is UTF-8, and that is not true.
    fs::path name = DecodeName(given == nullptr ? "" : given);
    if (LeadsOut(name)) {
      return absl::InvalidArgumentError(
          absl::StrCat("the archive holds a name that leads out of it: ",
                       Quoted(name.string())));
    }
    name = name.lexically_normal();
    if (IsOfNoUse(name)) return absl::OkStatus();
    if (++files_ > kMostFiles) {
      return absl::InvalidArgumentError(
          "the archive holds more than 1000 files");
    }
    const fs::path safe = Safe(name);
    if (safe.empty()) {
      remarks_.push_back("a file whose name is no text is left out");
      return absl::OkStatus();
    }
    if (const auto reason = InTheWay(folder_, safe)) {
      remarks_.push_back(absl::StrCat(*reason, " is left out"));
      return absl::OkStatus();
    }
    if (safe != name) {
      remarks_.push_back(
          absl::StrCat("no file can be called ", Quoted(name.string()),
                       ": it is taken as ", Quoted(safe.string())));
    }
    std::string content;
    absl::Status done = ReadContent(reader_, left_, content);
    if (!done.ok()) return done;
    left_ -= content.size();
    done = WriteFile(folder_ / safe, content);
    if (done.ok()) SetTime(entry, archive_, folder_ / safe);
    return done;
  }

  std::vector<std::string> remarks() && { return std::move(remarks_); }

 private:
  struct archive* const reader_;
  const fs::path& archive_;
  const fs::path& folder_;
  const std::string packed_name_;  // of the only file, if it has none itself
  std::size_t left_ = kMostBytes;
  int entries_ = 0;
  int files_ = 0;
  std::vector<std::string> remarks_;
};

}  // namespace

bool IsArchiveName(absl::string_view name) {
  constexpr absl::string_view kEndings[] = {
      ".zip", ".tar", ".tgz", ".tbz", ".tbz2", ".txz", ".tzst",
      ".7z",  ".rar", ".gz",  ".bz2", ".xz",   ".zst"};
  return absl::c_any_of(kEndings, [&](absl::string_view ending) {
    return absl::EndsWithIgnoreCase(name, ending);
  });
}

absl::StatusOr<std::vector<std::string>> Unpack(const fs::path& archive,
                                                const fs::path& folder) {
  const auto bytes = ReadRegularFile(archive, kLargestArchive);
  if (!bytes.ok()) return bytes.status();
  if (bytes->empty()) return absl::InvalidArgumentError("it is empty");
  const Utf8Locale utf8;
  const Reader reader(archive_read_new());
  Support(reader.get());
  if (archive_read_open_memory(reader.get(), bytes->data(), bytes->size()) !=
      ARCHIVE_OK) {
    return absl::InvalidArgumentError("it is no archive that can be read");
  }
  Unpacking unpacking(reader.get(), archive, folder);
  for (bool first = true;; first = false) {
    struct archive_entry* entry = nullptr;
    const int got = archive_read_next_header(reader.get(), &entry);
    if (got == ARCHIVE_EOF) return std::move(unpacking).remarks();
    // A warning is about the name or the times of a file that can be had.
    if (got != ARCHIVE_OK && got != ARCHIVE_WARN) {
      return absl::InvalidArgumentError(
          HasPassword(reader.get(), nullptr) ? kPassword
          : first ? "it is no archive that can be read, or damaged"
                  : "the archive is damaged");
    }
    if (HasPassword(reader.get(), entry)) {
      return absl::InvalidArgumentError(kPassword);
    }
    const absl::Status taken = unpacking.Take(entry);
    if (!taken.ok()) return taken;
  }
}

}  // namespace grader
