// The HttpServer: HTTP/1.1 over TCP. It reads requests, each step bounded in
// bytes and in time, has them answered, and sends the answers.
#ifndef GRADER_SERVE_HTTP_SERVER_H_
#define GRADER_SERVE_HTTP_SERVER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grader/serve/http.h"

namespace grader {

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: one that is free
  // All of a request's header, its body, and its answer; and between requests.
  absl::Duration header = absl::Seconds(20);
  absl::Duration body = absl::Seconds(60);
  absl::Duration answer = absl::Seconds(60);
  // An answer that may change is kept back for so long, and given anew when
  // Changed is called.
  absl::Duration patience = absl::Seconds(1);
  // A stream of events: so long after what was sent last it shows that it
  // lives, and it ends after so long, so that whoever listens has to show again
  // who they are.
  absl::Duration heartbeat = absl::Seconds(15);
  absl::Duration longest_stream = absl::Minutes(10);
  std::size_t most_connections = 1000;

  // The answer to a request; called by several threads.
  std::function<HttpResponse(const HttpRequest&)> on_request;
  // The longest body that a request for that path may have, at most 2 MiB.
  std::function<std::size_t(const std::string& path)> longest_body;
  // Whether a request is answered by AnswerLong.
  std::function<bool(const HttpRequest&)> takes_long;
  // Called once, when SIGINT or SIGTERM came or Stop was called.
  std::function<void()> on_stop;
};

class HttpServer {
 public:
  // Listens from here on. kFailedPrecondition when the address is none or
  // taken.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Listen(
      HttpServerOptions options);
  ~HttpServer();

  std::uint16_t port() const;

  // Each of these is a thread's work until the server stops: one reads and
  // sends, some answer, one answers what takes long. A second SIGINT or SIGTERM
  // ends the process.
  void Run();
  void AnswerRequests();
  void AnswerLong();

  // From any thread: what answers depend on has changed; the end.
  void Changed();
  void Stop();

 private:
  struct State;
  explicit HttpServer(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace grader

#endif  // GRADER_SERVE_HTTP_SERVER_H_
