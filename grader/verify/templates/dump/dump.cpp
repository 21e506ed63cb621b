// Prints all that a submission can see, before main and before any other code.
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

namespace {

std::string FileText(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  std::string content = text.str();
  for (char& c : content) {
    if (c == '\0') c = ' ';
  }
  return content;
}

struct Dump {
  Dump() {
    std::string all = "dump of argv: " + FileText("/proc/self/cmdline");
    all += "\ndump of environ:\n";
    for (char** variable = environ; *variable != nullptr; ++variable) {
      all += std::string(*variable) + "\n";
    }
    std::error_code error;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(".", error)) {
      all += "dump of " + entry.path().string() + ":\n";
      if (entry.is_regular_file(error)) all += FileText(entry.path()) + "\n";
    }
    std::ostringstream input;
    input << std::cin.rdbuf();
    all += "dump of stdin:\n" + input.str() + "\n";
    for (const int descriptor : {1, 2}) {
      if (write(descriptor, all.data(), all.size()) < 0) std::perror("dump");
    }
  }
};

std::ios_base::Init streams_first;
Dump dump;

}  // namespace
