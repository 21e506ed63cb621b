// Any bytes as a message between the grader and its sandbox program, or as a
// kept observation. What is understood means the same when it is sent on.
#include "grader/execute/wire.h"
#include "grader/testing/fuzz/require.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data,
                                      std::size_t size) {
  const absl::string_view bytes = grader::Bytes(data, size);
  if (const auto request = grader::DecodeRequest(bytes); request.ok()) {
    const std::string sent = grader::EncodeRequest(*request);
    const auto again = grader::DecodeRequest(sent);
    grader::Require(again.ok() && grader::EncodeRequest(*again) == sent,
                    "a request that is sent on stays the same");
  }
  if (const auto reply = grader::DecodeReply(bytes); reply.ok()) {
    const std::string sent = grader::EncodeReply(*reply);
    const auto again = grader::DecodeReply(sent);
    grader::Require(again.ok() && grader::EncodeReply(*again) == sent,
                    "a reply that is sent on stays the same");
  }
  if (const auto kept = grader::DecodeWholeObservation(bytes); kept.ok()) {
    const std::string sent = grader::EncodeWholeObservation(*kept);
    const auto again = grader::DecodeWholeObservation(sent);
    grader::Require(
        again.ok() && grader::EncodeWholeObservation(*again) == sent,
        "an observation that is kept again stays the same");
  }
  return 0;
}
