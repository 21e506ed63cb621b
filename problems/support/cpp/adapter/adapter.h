// What a problem's adapter is made of. The adapter is the part of the
// submission's process that answers the driver: it turns the driver's calls
// into calls of the learner's functions, and defines the functions that are
// given to the learner by calling the driver. It is not trusted, and holds
// nothing that would be worth having.
#ifndef PROBLEMS_SUPPORT_CPP_ADAPTER_ADAPTER_H_
#define PROBLEMS_SUPPORT_CPP_ADAPTER_ADAPTER_H_

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>

#include "peer.h"

namespace adapter {

using rpc::Array;
using rpc::Json;

// Calls a function of the driver. Throws std::runtime_error with the driver's
// message if that threw. May be cancelled, and called from any thread.
boost::asio::awaitable<Json> Call(std::string function,
                                  Json arguments = Json::array());

// Tells the driver something; does not wait.
void Notify(const std::string& function, Json arguments = Json::array());

// Lets the driver call `function`. Its arguments come as a JSON array.
void Provide(std::string function, rpc::Peer::Method method);

// Answers the driver until it has seen enough, and ends the process then.
// What escapes from the learner's code meanwhile is reported to the driver.
[[noreturn]] void Serve();

// Objects that live here and that the driver knows by number.
template <typename T>
class Objects {
 public:
  int Add(T object) {
    objects_.emplace(++last_, std::move(object));
    return last_;
  }
  T& Get(const Json& number) { return objects_.at(number.get<int>()); }
  // Gives the object away; the driver's number for it ends.
  T Take(const Json& number) {
    auto node = objects_.extract(number.get<int>());
    if (node.empty()) throw std::out_of_range("no such object");
    return std::move(node.mapped());
  }

 private:
  std::map<int, T> objects_;
  int last_ = 0;
};

}  // namespace adapter

#endif  // PROBLEMS_SUPPORT_CPP_ADAPTER_ADAPTER_H_
