// RequestParser: the bytes of a request as an HttpRequest, or why they are
// none; and an HttpResponse as what is sent. The HttpServer reads and writes by
// these.
#ifndef GRADER_SERVE_REQUEST_PARSER_H_
#define GRADER_SERVE_REQUEST_PARSER_H_

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "grader/serve/http.h"

namespace grader {

using RequestParser =
    boost::beast::http::request_parser<boost::beast::http::string_body>;

// Bytes of a connection that are read ahead.
inline constexpr std::size_t kReadAhead = 64 << 10;

HttpResponse PlainResponse(int status, const std::string& what);

// Sets what no request may exceed.
void SetLimits(RequestParser& parser);

// What is answered where no header of a request could be read; nothing: the
// other end has gone.
std::optional<HttpResponse> RefusalOf(const boost::system::error_code& error);

// What is refused before anybody looks at it, once its header is there;
// nothing: it is a request that can be understood in one way only.
std::optional<HttpResponse> Fault(
    const RequestParser& parser,
    const std::function<std::size_t(const std::string& path)>& longest_body);

// All but its body, of one that has no Fault. `address` is the other end's.
HttpRequest HeadOf(const RequestParser& parser, const std::string& address);

// What is sent; without a body in answer to HEAD.
boost::beast::http::response<boost::beast::http::string_body> MessageOf(
    HttpResponse response, bool head_only, bool keep_alive);

}  // namespace grader

#endif  // GRADER_SERVE_REQUEST_PARSER_H_
