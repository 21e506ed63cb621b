// grader schema: the keys of problem.yaml and its like, for editors and for
// people.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "grader/cli/commands.h"
#include "grader/problem/material_schema.h"
#include "grader/problem/schema_docs.h"

namespace grader {

void AddSchemaCommand(CLI::App& app, ExitCode& exit_code) {
  auto format = std::make_shared<std::string>("json");
  auto kind = std::make_shared<std::string>("problem");
  CLI::App* schema = app.add_subcommand(
      "schema",
      "The keys of problem.yaml and its like: a JSON Schema, or a page on all "
      "of them");
  std::vector<std::string> kinds;
  for (const FileKind& one : FileKinds()) kinds.emplace_back(one.name);
  schema->add_option("KIND", *kind, "the kind of file, for a JSON Schema")
      ->check(CLI::IsMember(kinds))
      ->capture_default_str();
  schema->add_option("--format", *format, "json (JSON Schema) or markdown")
      ->check(CLI::IsMember({"json", "markdown"}))
      ->capture_default_str();
  schema->callback([format, kind, &exit_code] {
    if (*format == "markdown") std::cout << ReferenceOfAll();
    for (const FileKind& one : FileKinds()) {
      if (*format == "json" && one.name == *kind) {
        std::cout << JsonSchema(*one.record);
      }
    }
    exit_code = kAllWell;
  });
}

}  // namespace grader
