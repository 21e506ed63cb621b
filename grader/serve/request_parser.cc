#include "grader/serve/request_parser.h"

#include <boost/beast/http/error.hpp>
#include <cstdint>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"

namespace grader {
namespace {

namespace http = boost::beast::http;

constexpr std::uint32_t kLongestHeader = 16 << 10;
constexpr std::uint64_t kLongestBodyOfAll = 2 << 20;

// That of a target such as "/units/echo?lang=cpp", and what is behind the "?".
std::pair<std::string, std::string> PathAndQuery(const RequestParser& parser) {
  return absl::StrSplit(std::string(parser.get().target()),
                        absl::MaxSplits('?', 1));
}

}  // namespace

HttpResponse PlainResponse(int status, const std::string& what) {
  HttpResponse response;
  response.status = status;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  response.body = what + "\n";
  return response;
}

void SetLimits(RequestParser& parser) {
  parser.header_limit(kLongestHeader);
  parser.body_limit(kLongestBodyOfAll);
}

std::optional<HttpResponse> RefusalOf(const boost::system::error_code& error) {
  if (error == http::error::body_limit) {
    return PlainResponse(413, "That is too long.");
  }
  if (error == http::error::header_limit ||
      error == http::error::buffer_overflow) {
    return PlainResponse(431, "The header is too long.");
  }
  if (error.category() == make_error_code(http::error::bad_target).category() &&
      error != http::error::end_of_stream) {
    return PlainResponse(400, "That is no request.");
  }
  return std::nullopt;
}

std::optional<HttpResponse> Fault(
    const RequestParser& parser,
    const std::function<std::size_t(const std::string& path)>& longest_body) {
  const auto& message = parser.get();
  const http::verb method = message.method();
  if (method != http::verb::get && method != http::verb::head &&
      method != http::verb::post) {
    HttpResponse response =
        PlainResponse(405, "Only GET, HEAD and POST are known here.");
    response.headers.emplace_back("Allow", "GET, HEAD, POST");
    return response;
  }
  // No browser sends one, and two ways to say how long a body is are one too
  // many (RFC 9112, 6.1 and 11.2).
  if (message.count(http::field::transfer_encoding) > 0) {
    return PlainResponse(501, "Bodies have a Content-Length here.");
  }
  const std::size_t hosts = message.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) {
    return PlainResponse(400, "A request has one Host.");
  }
  if (method == http::verb::post && !parser.content_length()) {
    return PlainResponse(411, "A POST has a Content-Length.");
  }
  if (method != http::verb::post && parser.content_length().value_or(0) > 0) {
    return PlainResponse(400, "Only a POST has a body.");
  }
  if (message.target().empty() || message.target().front() != '/') {
    return PlainResponse(400, "What is asked for begins with a slash.");
  }
  if (parser.content_length().value_or(0) >
      longest_body(PathAndQuery(parser).first)) {
    return PlainResponse(413, "That is too long.");
  }
  return std::nullopt;
}

HttpRequest HeadOf(const RequestParser& parser, const std::string& address) {
  const auto& message = parser.get();
  HttpRequest request;
  // The answer to HEAD is that to GET without its body.
  request.method = message.method() == http::verb::post ? "POST" : "GET";
  std::tie(request.path, request.query) = PathAndQuery(parser);
  request.address = address;
  for (const auto& field : message) {
    const std::string name =
        absl::AsciiStrToLower(std::string(field.name_string()));
    std::string& value = request.headers[name];
    if (!value.empty()) value += name == "cookie" ? "; " : ", ";
    value += std::string(field.value());
  }
  return request;
}

http::response<http::string_body> MessageOf(HttpResponse response,
                                            bool head_only, bool keep_alive) {
  http::response<http::string_body> message(
      static_cast<http::status>(response.status), 11);
  for (const auto& [name, value] : response.headers)
    message.insert(name, value);
  message.keep_alive(keep_alive);
  message.content_length(response.body.size());
  if (!head_only) message.body() = std::move(response.body);
  return message;
}

}  // namespace grader
