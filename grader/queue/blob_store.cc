#include "grader/queue/blob_store.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/execute/content_hash.h"
#include "grader/execute/time_of_day.h"
#include "grader/problem/limits.h"

namespace grader {
namespace {

constexpr char kStream[] = "grader-blobs";
constexpr std::int32_t kMessageBytes = 512 * kKiB;
// More than the length takes and the message's identity, which counts, too.
constexpr std::size_t kHeadBytes = 1 * kKiB;
constexpr std::size_t kPieceBytes = kMessageBytes - kHeadBytes;
constexpr std::size_t kSentAtOnce = 64 * kKiB;
constexpr std::size_t kMaxPieces = 10'000;
constexpr absl::Duration kKeptFor = absl::Hours(24 * 30);
// By which the clocks of two machines may differ.
constexpr absl::Duration kSameTime = absl::Hours(1);

std::string Subject(const std::string& name, std::size_t piece) {
  return absl::StrCat("grader.blobs.", name, ".", piece);
}

// With the length of all of it before it.
std::string FirstPiece(absl::string_view content, std::size_t bytes) {
  return absl::StrCat(content.size(), "\n", content.substr(0, bytes));
}

bool IsName(const std::string& name) {
  return name.size() == 64 &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return absl::ascii_isdigit(c) || (c >= 'a' && c <= 'f');
         });
}

absl::Status Missing(const std::string& name) {
  return absl::NotFoundError(
      absl::StrCat("the queue's server has no blob ", name.substr(0, 12)));
}

}  // namespace

std::string BlobStore::NameOf(absl::string_view content) {
  return ContentHash("blob 1").Add(content).Digest();
}

absl::Status BlobStore::Begin() {
  return nats_.MakeStream({.name = kStream,
                           .subjects = "grader.blobs.*.*",
                           .last_counts = true,
                           .kept_for = kKeptFor,
                           .max_message_bytes = kMessageBytes});
}

absl::StatusOr<std::string> BlobStore::Put(absl::string_view content) {
  const std::string name = NameOf(content);
  const std::size_t piece_bytes =
      std::min(kPieceBytes, nats_.max_message_bytes() - kHeadBytes);
  // As the identity of what is sent, the name lets the server itself drop what
  // it has got a short while ago. To send little is faster than to ask first.
  if (content.size() <= std::min(kSentAtOnce, piece_bytes)) {
    absl::Status stored = nats_
                              .Publish(Subject(name, 0), name,
                                       FirstPiece(content, content.size()))
                              .status();
    if (!stored.ok()) return stored;
    return name;
  }
  const auto first = nats_.Last(kStream, Subject(name, 0));
  if (!first.ok()) return first.status();
  if (*first) {
    // Where a clock was set, nothing is known of its age, and it is put again.
    const absl::Duration age = TimeOfDay() - (*first)->stored;
    if (age > -kSameTime && age < kKeptFor / 2) return name;
  }
  const auto put = [&](std::size_t piece, absl::string_view bytes) {
    return nats_.Publish(Subject(name, piece), "", bytes).status();
  };
  // The first piece, which says that all are there, comes last.
  for (std::size_t at = piece_bytes, piece = 1; at < content.size();
       at += piece_bytes, ++piece) {
    absl::Status stored = put(piece, content.substr(at, piece_bytes));
    if (!stored.ok()) return stored;
  }
  absl::Status stored = put(0, FirstPiece(content, piece_bytes));
  if (!stored.ok()) return stored;
  return name;
}

absl::StatusOr<std::string> BlobStore::Get(const std::string& name,
                                           std::int64_t max_bytes) {
  if (!IsName(name)) return absl::InvalidArgumentError("that is no blob");
  auto first = nats_.Last(kStream, Subject(name, 0));
  if (!first.ok()) return first.status();
  if (!*first) return Missing(name);
  std::string& content = (*first)->content;
  const std::size_t head = content.find('\n');
  std::int64_t size = -1;
  if (head == std::string::npos ||
      !absl::SimpleAtoi(content.substr(0, head), &size) || size < 0) {
    return Missing(name);
  }
  if (size > max_bytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("a blob of ", size, " bytes is too long"));
  }
  content.erase(0, head + 1);
  for (std::size_t piece = 1; static_cast<std::int64_t>(content.size()) < size;
       ++piece) {
    const auto next = nats_.Last(kStream, Subject(name, piece));
    if (!next.ok()) return next.status();
    if (!*next || piece > kMaxPieces) return Missing(name);
    content += (*next)->content;
  }
  if (NameOf(content) != name) return Missing(name);
  return std::move(content);
}

}  // namespace grader
