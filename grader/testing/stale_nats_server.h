// A real NATS server whose streams, read as from the nearest server of a
// cluster, are empty, as one has them that has not heard of anything. All else
// is asked of the one that leads, which is this one, too.
#ifndef GRADER_TESTING_STALE_NATS_SERVER_H_
#define GRADER_TESTING_STALE_NATS_SERVER_H_

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "grader/problem/limits.h"
#include "grader/queue/nats.h"
#include "grader/testing/nats_server.h"

namespace grader {

class StaleNatsServer : public NatsServer {
 public:
  StaleNatsServer() : NatsServer(Mappings()) {
    const auto nats = Nats::Connect({.url = url()});
    EXPECT_TRUE(nats.ok()) << nats.status();
    EXPECT_TRUE((*nats)
                    ->MakeStream({.name = "empty",
                                  .subjects = "empty.*",
                                  .kept_for = absl::Hours(1),
                                  .max_message_bytes = kKiB})
                    .ok());
  }

 private:
  static std::string Mappings() {
    std::string mappings = "mappings: {\n";
    for (const char* stream : {"jobs", "results", "workers", "dead", "needs"}) {
      absl::StrAppend(&mappings, "  \"$JS.API.DIRECT.GET.grader-", stream,
                      "\": \"$JS.API.DIRECT.GET.empty\"\n");
    }
    return mappings +
           "  \"$JS.API.DIRECT.GET.grader-blobs.>\": "
           "\"$JS.API.DIRECT.GET.empty.>\"\n}\n";
  }
};

}  // namespace grader

#endif  // GRADER_TESTING_STALE_NATS_SERVER_H_
