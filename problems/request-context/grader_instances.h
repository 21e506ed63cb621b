// What submissions make of templates, compiled once for all of them.
#ifndef PROBLEMS_REQUEST_CONTEXT_INSTANCES_H_
#define PROBLEMS_REQUEST_CONTEXT_INSTANCES_H_

#include "context.h"
#include "request_context.h"

extern template boost::asio::awaitable<std::string> context::internal::RunIn(
    std::shared_ptr<context::internal::Values>,
    boost::asio::awaitable<std::string>);

#endif  // PROBLEMS_REQUEST_CONTEXT_INSTANCES_H_
