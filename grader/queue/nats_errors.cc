#include "grader/queue/nats_errors.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace grader {

bool Passes(natsStatus status, jsErrCode code) {
  switch (static_cast<int>(code)) {
    case 0:
      break;
    // A cluster that chooses a leader, or has too few servers for one.
    case JSClusterNotAvailErr:
    case JSClusterNotLeaderErr:
    case JSClusterNoPeersErr:
    case JSClusterIncompleteErr:
    case JSClusterNotAssignedErr:
    case JSRaftGeneralErr:
    case JSStreamOfflineErr:
    case JSConsumerOfflineErr:
    // No room, or another fault of one server: what is wrong with what is asked
    // for has numbers of its own.
    case JSStreamCreateErr:
    case JSConsumerCreateErr:
    case JSInsufficientResourcesErr:
    case JSStreamStoreFailedErr:
    case JSConsumerStoreFailedErr:
    case JSStorageResourcesExceededErr:
    case JSMemoryResourcesExceededErr:
      return true;
    default:
      return IsWithoutJetStream(code);
  }
  switch (status) {
    case NATS_TIMEOUT:
    case NATS_NO_RESPONDERS:
    case NATS_CONNECTION_DISCONNECTED:
    case NATS_CONNECTION_CLOSED:
    case NATS_NO_SERVER:
    case NATS_STALE_CONNECTION:
    case NATS_IO_ERROR:
    case NATS_INSUFFICIENT_BUFFER:
      return true;
    default:
      return false;
  }
}

bool IsAbsent(natsStatus status, jsErrCode code) {
  return code == JSStreamNotFoundErr || code == JSConsumerNotFoundErr ||
         (code == 0 && status == NATS_NO_RESPONDERS);
}

bool IsWithoutJetStream(jsErrCode code) {
  return code == JSNotEnabledErr || code == JSNotEnabledForAccountErr;
}

std::string Reason(const NatsLibrary& nats, natsStatus status, jsErrCode code) {
  natsStatus last = NATS_OK;
  const char* const text = nats.nats_GetLastError(&last);
  std::string reason = nats.natsStatus_GetText(status);
  if (code != 0 && last == status && text != nullptr && *text != '\0') {
    absl::StrAppend(&reason, ": ", text);
  }
  if (code == JSClusterNotAvailErr || code == JSClusterNoPeersErr) {
    reason += "; fewer of its servers than it takes see each other";
  } else if (absl::StrContains(reason, "no space left")) {
    reason +=
        "; make room where nats-server keeps its files, and start it anew if "
        "that alone does not help";
  } else if (IsWithoutJetStream(code)) {
    reason +=
        "; its JetStream was switched off, as where its disk was full: make "
        "room, and start nats-server anew";
  } else if (status == NATS_TIMEOUT || status == NATS_CONNECTION_DISCONNECTED) {
    reason +=
        "; where nats-server runs all the same, it may hang on a full disk: "
        "make room, and start it anew";
  }
  return reason;
}

absl::Status NotConnected(const NatsLibrary& nats, const std::string& address,
                          natsStatus status) {
  const auto with = [&](absl::string_view before, absl::string_view after) {
    return absl::StrCat(before, address, after);
  };
  switch (status) {
    case NATS_NO_SERVER:
    case NATS_TIMEOUT:
      return absl::UnavailableError(
          with("no NATS server answers at ",
               "; is it running, and is this its address?"));
    case NATS_CONNECTION_AUTH_FAILED:
    case NATS_NOT_PERMITTED:
      return absl::PermissionDeniedError(
          with("the NATS server at ",
               " refuses these credentials; they are given by --credentials "
               "FILE, or in the address: nats://USER:PASSWORD@HOST"));
    case NATS_SECURE_CONNECTION_REQUIRED:
      return absl::InvalidArgumentError(
          with("the NATS server at ", " wants TLS: write tls://HOST"));
    case NATS_SECURE_CONNECTION_WANTED:
      return absl::InvalidArgumentError(
          with("the NATS server at ", " has no TLS"));
    case NATS_SSL_ERROR:
      return absl::PermissionDeniedError(
          with("no TLS with the NATS server at ",
               absl::StrCat(": ", nats.nats_GetLastError(nullptr),
                            "; --tls-ca FILE names who has signed its "
                            "certificate")));
    default:
      return absl::UnavailableError(
          with("no connection to the NATS server at ",
               absl::StrCat(": ", Reason(nats, status, {}))));
  }
}

}  // namespace grader
