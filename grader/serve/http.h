// HttpRequest and HttpResponse: what a browser asks and is answered, as plain
// values. The HttpServer makes the one and sends the other.
#ifndef GRADER_SERVE_HTTP_H_
#define GRADER_SERVE_HTTP_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "grader/serve/event_stream.h"

namespace grader {

struct HttpRequest {
  std::string method;                          // "GET", "POST"
  std::string path;                            // "/units/echo"
  std::string query;                           // behind the "?"
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string address;  // of the other end
  // How long it has lain here since all of it had come.
  absl::Duration waited;
  // It was answered before, with what may_change.
  bool is_again = false;

  // Empty if there is none of that name.
  std::string Header(const std::string& name) const {
    const auto it = headers.find(name);
    return it == headers.end() ? "" : it->second;
  }
};

struct HttpResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  // There may be another answer soon: it is kept back for a moment.
  bool may_change = false;
  // The same for everybody, at that address, for ever.
  bool is_asset = false;
  // What comes behind the header, in place of a body, for as long as somebody
  // listens.
  std::shared_ptr<EventStream> stream;
  // Whether whoever listens still may; asked at each beat of the stream.
  std::function<bool()> may_listen;
};

}  // namespace grader

#endif  // GRADER_SERVE_HTTP_H_
