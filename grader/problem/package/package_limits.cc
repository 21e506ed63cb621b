#include "grader/problem/package/package_limits.h"

#include <algorithm>
#include <optional>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/readable.h"
#include "grader/problem/suggest.h"

namespace grader {
namespace {

// The typical defaults that the format names.
constexpr std::int64_t kMemoryMiB = 2048;
constexpr std::int64_t kOutputMiB = 8;
constexpr double kValidationSeconds = 60;
// Of a package that leaves its limit to be computed from its submissions.
constexpr double kUnknownTimeLimit = 10;
constexpr double kMostSeconds = 3600;
constexpr int kMostPasses = 1000;

// A number above 0; none after an error.
std::optional<double> Number(const YamlNode& node, AuthorErrors& errors) {
  double value = 0;
  if (node.kind == YamlNode::Kind::kScalar &&
      absl::SimpleAtod(node.text, &value) && value > 0 && value < 1e9) {
    return value;
  }
  errors.Add(node.place, absl::StrCat("expected a number above 0, found ",
                                      Quoted(node.text)));
  return std::nullopt;
}

class LimitsOfPackageReader {
 public:
  LimitsOfPackageReader(AuthorErrors& errors, PackageMetadata& metadata)
      : errors_(errors), metadata_(metadata) {}

  void Read(const YamlEntry& entry) {
    const std::string& key = entry.key.text;
    if (key == "validation_passes") {
      ReadPasses(entry.value);
      return;
    }
    if (key == "time_multipliers" && !legacy()) {
      ReadMargins(entry.value);
      return;
    }
    const std::optional<double> value = Number(entry.value, errors_);
    if (!value) return;
    const auto bytes = static_cast<std::int64_t>(*value * kMiB);
    Limits& validation = metadata_.validation_limits;
    if (key == "time_limit" || key == "validation_time") {
      CheckSeconds(entry.value, *value);
    }
    if (key == "time_limit") {
      SetTimeLimit(*value, metadata_);
    } else if (key == "memory") {
      metadata_.limits.memory_bytes = bytes;
    } else if (key == "output") {
      metadata_.limits.output_bytes = bytes;
    } else if (key == "validation_time") {
      SetTimes(*value, validation);
    } else if (key == "validation_memory") {
      validation.memory_bytes = bytes;
    } else if (key == "validation_output") {
      validation.output_bytes = bytes;
    } else if (key == "time_multiplier" && legacy()) {
      metadata_.time_margins.in_time = *value;
    } else if (key == "time_safety_margin" && legacy()) {
      metadata_.time_margins.too_slow = *value;
    } else if (key == "time_resolution" && !legacy()) {
      metadata_.time_margins.resolution = *value;
    } else if (key == "code" || key == "compilation_time" ||
               key == "compilation_memory") {
      metadata_.notes.push_back(
          absl::StrCat("problem.yaml:", errors_.Line(entry.key.place),
                       ": limits.", key, " has no effect here"));
    } else {
      errors_.Add(
          entry.key.place,
          absl::StrCat(
              "unknown key ", Quoted(key), " in limits",
              DidYouMean(key, {"time_limit", "memory", "output", "code",
                               "validation_time", "validation_memory",
                               "validation_output", "validation_passes"})));
    }
  }

 private:
  bool legacy() const { return metadata_.version == PackageVersion::kLegacy; }

  void ReadPasses(const YamlNode& node) {
    int passes = 0;
    if (node.kind == YamlNode::Kind::kScalar &&
        absl::SimpleAtoi(node.text, &passes) && passes >= 2 &&
        passes <= kMostPasses) {
      metadata_.passes = passes;
      return;
    }
    errors_.Add(node.place,
                absl::StrCat("expected a whole number from 2 to ", kMostPasses,
                             ", found ", Quoted(node.text)));
  }

  void ReadMargins(const YamlNode& node) {
    for (const YamlEntry& entry : node.entries) {
      const std::optional<double> value = Number(entry.value, errors_);
      if (entry.key.text == "ac_to_time_limit") {
        metadata_.time_margins.in_time = value.value_or(2);
      } else if (entry.key.text == "time_limit_to_tle") {
        metadata_.time_margins.too_slow = value.value_or(1.5);
      } else {
        errors_.Add(
            entry.key.place,
            absl::StrCat(
                "unknown key ", Quoted(entry.key.text), " in time_multipliers",
                DidYouMean(entry.key.text,
                           {"ac_to_time_limit", "time_limit_to_tle"})));
      }
    }
  }

  // An hour and more for a single run is a slip of the pen.
  void CheckSeconds(const YamlNode& node, double seconds) {
    if (seconds <= kMostSeconds) return;
    errors_.Add(node.place, absl::StrCat("expected at most ", kMostSeconds,
                                         " seconds, found ", node.text));
  }

  AuthorErrors& errors_;
  PackageMetadata& metadata_;
};

}  // namespace

void SetTimes(double seconds, Limits& limits) {
  limits.elapsed = limits.cpu = absl::Seconds(seconds);
  limits.wall = std::max(Limits().wall, 3 * limits.elapsed);
}

void SetUsualLimits(PackageMetadata& metadata) {
  metadata.limits.memory_bytes = kMemoryMiB * kMiB;
  metadata.limits.output_bytes = kOutputMiB * kMiB;
  SetTimes(kUnknownTimeLimit, metadata.limits);
  Limits& validation = metadata.validation_limits;
  SetTimes(kValidationSeconds, validation);
  validation.memory_bytes = kMemoryMiB * kMiB;
  validation.output_bytes = kOutputMiB * kMiB;
}

void ReadPackageLimits(const YamlNode& node, AuthorErrors& errors,
                       PackageMetadata& metadata) {
  if (node.kind == YamlNode::Kind::kNothing) return;
  if (node.kind != YamlNode::Kind::kMap) {
    errors.Add(node.place, "expected KEY: VALUE");
    return;
  }
  LimitsOfPackageReader reader(errors, metadata);
  for (const YamlEntry& entry : node.entries) reader.Read(entry);
}

void SetTimeLimit(double seconds, PackageMetadata& metadata) {
  SetTimes(seconds, metadata.limits);
  metadata.has_time_limit = true;
}

}  // namespace grader
