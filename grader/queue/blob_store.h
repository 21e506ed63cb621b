// The BlobStore: bytes kept by JetStream under the hash of what they are. Its
// object store would do, but the client library of Debian 12 (cnats 3.4) has
// no functions for that one; so this is a stream with a subject for each piece
// of half a MiB.
#ifndef GRADER_QUEUE_BLOB_STORE_H_
#define GRADER_QUEUE_BLOB_STORE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grader/queue/nats.h"

namespace grader {

class BlobStore {
 public:
  explicit BlobStore(Nats& nats) : nats_(nats) {}

  // What `content` is or would be called.
  static std::string NameOf(absl::string_view content);

  // Makes what it needs, unless it is there.
  absl::Status Begin();

  // Stores `content`, unless it is there and stays for long enough; gives its
  // name. Fails like Nats.
  absl::StatusOr<std::string> Put(absl::string_view content);

  // The content of that name, whole and unchanged, or kNotFound;
  // kInvalidArgument if it is longer than `max_bytes`, or `name` is none.
  absl::StatusOr<std::string> Get(const std::string& name,
                                  std::int64_t max_bytes);

 private:
  Nats& nats_;
};

}  // namespace grader

#endif  // GRADER_QUEUE_BLOB_STORE_H_
