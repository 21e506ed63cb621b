#include "grader/execute/processor.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace grader {
namespace {

constexpr Processor kProcessors[] = {
    {"x86-64", true},
    {"aarch64", false},
};

#if defined(__x86_64__)
constexpr const Processor* kThisProcessor = &kProcessors[0];
#elif defined(__aarch64__)
constexpr const Processor* kThisProcessor = &kProcessors[1];
#else
constexpr const Processor* kThisProcessor = nullptr;
#endif

}  // namespace

absl::Span<const Processor> Processors() { return kProcessors; }

const Processor* ThisProcessor() { return kThisProcessor; }

std::string WhyNotUnasked(const Processor* processor) {
  if (processor == nullptr) {
    return absl::StrCat(
        "the virtual clock is written for ",
        absl::StrJoin(Processors(), " and ",
                      [](std::string* text, const Processor& one) {
                        absl::StrAppend(text, one.name);
                      }),
        " processors only");
  }
  if (processor->clock_was_tried) return "";
  return absl::StrCat("the virtual clock is written for ", processor->name,
                      " processors, but was never run on one");
}

}  // namespace grader
