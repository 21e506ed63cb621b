// Sockets of every kind that another process of this machine could reach.
#ifndef GRADER_TESTING_LISTENERS_H_
#define GRADER_TESTING_LISTENERS_H_

#include <filesystem>
#include <string>
#include <vector>

namespace grader {

class Listeners {
 public:
  // Listens on a port of 127.0.0.1, at `path` and at an abstract address.
  explicit Listeners(const std::filesystem::path& path);
  ~Listeners();
  Listeners(const Listeners&) = delete;
  Listeners& operator=(const Listeners&) = delete;

  int port() const { return port_; }
  const std::string& path() const { return path_; }
  const std::string& abstract_name() const { return abstract_name_; }

  // Whether anybody has connected since the last call.
  bool reached();

 private:
  std::string path_;
  std::string abstract_name_;
  int port_ = 0;
  std::vector<int> sockets_;
};

}  // namespace grader

#endif  // GRADER_TESTING_LISTENERS_H_
