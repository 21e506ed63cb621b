#include "grader/execute/sandbox_probe.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/readable_pipe.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>
#include <exception>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"

namespace grader {
namespace {

namespace process = boost::process::v2;

// Throws what Boost.Process throws.
std::string Output(const std::filesystem::path& program) {
  boost::asio::io_context context;
  boost::asio::readable_pipe out(context);
  process::process child(context, program.string(), {"--probe"},
                         process::process_stdio{nullptr, out, {/* ours */}});
  std::string text;
  boost::system::error_code end_of_file;
  boost::asio::read(out, boost::asio::dynamic_buffer(text), end_of_file);
  child.wait();
  return text;
}

}  // namespace

absl::StatusOr<std::vector<SandboxLayer>> ProbeSandbox(
    const std::filesystem::path& program) {
  try {
    std::vector<SandboxLayer> layers;
    for (const auto& layer : nlohmann::json::parse(Output(program))) {
      layers.push_back({layer.at("name"), layer.at("available"),
                        layer.at("reason"), layer.at("remedy")});
    }
    return layers;
  } catch (const std::exception& error) {
    return absl::InternalError(absl::StrCat(
        "cannot probe with ", program.string(), ": ", error.what()));
  }
}

}  // namespace grader
