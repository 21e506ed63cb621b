#include "request_timeout.h"

Handler with_timeout([[maybe_unused]] std::chrono::milliseconds limit,
                     Handler handler) {
  // TODO: put the limit around the handler. This gives it all the time it
  // wants.
  return handler;
}
