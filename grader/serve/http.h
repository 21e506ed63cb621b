// HttpRequest and HttpResponse: what a browser asks and is answered, as plain
// values. The HttpServer makes the one and sends the other.
#ifndef GRADER_SERVE_HTTP_H_
#define GRADER_SERVE_HTTP_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace grader {

struct HttpRequest {
  std::string method;                          // "GET", "POST"
  std::string path;                            // "/units/echo"
  std::string query;                           // behind the "?"
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
  std::string address;  // of the other end

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
};

}  // namespace grader

#endif  // GRADER_SERVE_HTTP_H_
