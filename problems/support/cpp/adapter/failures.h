// Errors of several types, which a driver asks for by a kind that all languages
// have: a submission that handles one type of error must handle all.
#ifndef PROBLEMS_SUPPORT_CPP_ADAPTER_FAILURES_H_
#define PROBLEMS_SUPPORT_CPP_ADAPTER_FAILURES_H_

#include <exception>
#include <string>

#include "peer.h"

namespace adapter {

// Throws the error that C++ has for `kind`: "error", "timeout", "bad_value" or
// "missing"; std::logic_error for any other kind.
[[noreturn]] void Fail(const std::string& kind, const std::string& text);

// The kind and the message of an error that came out of a submission: an array
// of two. An error of no kind has the name of its type instead.
rpc::Json Describe(const std::exception_ptr& failure);

}  // namespace adapter

#endif  // PROBLEMS_SUPPORT_CPP_ADAPTER_FAILURES_H_
