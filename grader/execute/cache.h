// The cache: a folder of entries, each made once and kept under the hash of
// everything it was made of. Nothing in it is ever changed, so several graders
// share it without waiting for each other. What a submission runs may read the
// entries it needs, and write none.
//
//   ROOT/entries/HASH/…         the files of an entry
//   ROOT/entries/HASH/manifest  their names, sizes and times, and of texts the
//                               digest; written last
#ifndef GRADER_EXECUTE_CACHE_H_
#define GRADER_EXECUTE_CACHE_H_

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace grader {

// An entry in use: it stays where it is for as long as this lives.
class CacheEntry {
 public:
  CacheEntry(std::filesystem::path folder, int lock);
  ~CacheEntry();
  CacheEntry(const CacheEntry&) = delete;
  CacheEntry& operator=(const CacheEntry&) = delete;

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path operator/(const std::string& name) const {
    return folder_ / name;
  }

 private:
  std::filesystem::path folder_;
  int lock_;  // a shared flock(2) on the manifest
};

// Files by name, with their content.
using CacheTexts = std::map<std::string, std::string>;
using CacheEntryPtr = std::shared_ptr<const CacheEntry>;

class Cache {
 public:
  // Keeps entries in `root`, which is made if need be, and no more than
  // `max_bytes` of them. Where `root` cannot be written, or its disk is full,
  // what is new goes to `substitute`, a folder that goes away with the grading;
  // what is there is used all the same.
  Cache(std::filesystem::path root, std::filesystem::path substitute,
        std::int64_t max_bytes);

  // Whether what is made now will be there next time; if not, why.
  const std::string& note() const { return note_; }
  const std::filesystem::path& root() const { return root_; }

  // The entry of that name, or null: it was never made, or it is not as it was
  // made. Of files that were copied, size and time tell (they are large), of
  // texts every byte.
  CacheEntryPtr Find(const std::string& name) const;

  // Copies the regular files `names`, relative to `folder`, into a new entry,
  // and writes the files `texts` beside them. Neither links nor anything else
  // in their place is followed: the folder may have been a submission's. When
  // another grader was faster, its entry is taken.
  absl::StatusOr<CacheEntryPtr> Store(const std::string& name,
                                      const std::filesystem::path& folder,
                                      const std::vector<std::string>& names,
                                      const CacheTexts& texts = {});

  // Removes the entry of that name, unless somebody uses it: one is in the way
  // of what is stored under its name.
  void Forget(const std::string& name);

  // The same as Store with all regular files below `folder`.
  absl::StatusOr<CacheEntryPtr> StoreTree(const std::string& name,
                                          const std::filesystem::path& folder,
                                          const CacheTexts& texts = {});

 private:
  std::filesystem::path root_;
  std::filesystem::path substitute_;
  std::int64_t max_bytes_;
  std::string note_;
};

// $GRADER_CACHE, else $XDG_CACHE_HOME/grader, else ~/.cache/grader; root's is
// /var/cache/grader, because runs have another user's rights and nobody else
// gets into root's home.
std::filesystem::path CacheFolder();

// $GRADER_CACHE_SIZE ("500MiB"), else 2 GiB; kInvalidArgument if it is no size.
absl::StatusOr<std::int64_t> CacheSize();

}  // namespace grader

#endif  // GRADER_EXECUTE_CACHE_H_
