#include <utility>

#include "middleware_chain.h"

Handler apply_middleware(Handler handler, std::vector<Middleware> middlewares) {
  for (auto layer = middlewares.rbegin(); layer != middlewares.rend();
       ++layer) {
    handler = [middleware = std::move(*layer),
               next = std::move(handler)](Request request) {
      return middleware(std::move(request), next);
    };
  }
  return handler;
}
