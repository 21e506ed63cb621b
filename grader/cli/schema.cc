// grader schema: the keys of problem.yaml, for editors and for people.
#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <string>

#include "grader/cli/commands.h"
#include "grader/problem/problem_schema.h"
#include "grader/problem/schema_docs.h"

namespace grader {

void AddSchemaCommand(CLI::App& app, ExitCode& exit_code) {
  auto format = std::make_shared<std::string>("json");
  CLI::App* schema = app.add_subcommand(
      "schema", "The keys of problem.yaml: a JSON Schema or a page to read");
  schema->add_option("--format", *format, "json (JSON Schema) or markdown")
      ->check(CLI::IsMember({"json", "markdown"}))
      ->capture_default_str();
  schema->callback([format, &exit_code] {
    std::cout << (*format == "json" ? JsonSchema(kProblemRecord)
                                    : ReferencePage(kProblemRecord));
    exit_code = kAllWell;
  });
}

}  // namespace grader
