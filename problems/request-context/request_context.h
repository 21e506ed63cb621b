// Problem "Request context": what is given, and what you write.
#ifndef PROBLEMS_REQUEST_CONTEXT_REQUEST_CONTEXT_H_
#define PROBLEMS_REQUEST_CONTEXT_REQUEST_CONTEXT_H_

#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>

// Answers the request of one user.
using Handler = std::function<boost::asio::awaitable<std::string>(int user_id)>;

// Given: writes the line `[ID] MESSAGE` to the service's log. It asks
// current_request_id() for the ID.
void log(const std::string& message);

// Yours: the id of the request that the caller works for, and "no-request"
// where there is none.
std::string current_request_id();

// Yours: gives the request a new id, logs "Handling request", runs `handler`,
// logs "Request complete" and gives what the handler gave. An error of the
// handler passes through; then the request is not complete. Either way the
// caller has the id again that it had before.
boost::asio::awaitable<std::string> middleware(Handler handler, int user_id);

#endif  // PROBLEMS_REQUEST_CONTEXT_REQUEST_CONTEXT_H_
