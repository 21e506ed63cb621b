#include "grader/execute/style_findings.h"

#include <utility>

#include "grader/execute/diagnostic_group.h"

namespace grader {

void AddFinding(Diagnostic finding, const std::vector<SourceFile>& sources,
                StyleFindings& findings) {
  ++findings.count;
  if (findings.told.size() == kFindingsTold) return;
  for (const SourceFile& source : sources) {
    if (source.name != finding.file) continue;
    finding.excerpt = ExcerptOf(source.content, finding.line, finding.column);
  }
  findings.told.push_back(std::move(finding));
}

}  // namespace grader
