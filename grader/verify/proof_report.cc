#include "grader/verify/proof_report.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "grader/report/json_values.h"
#include "grader/report/page.h"

namespace grader {
namespace {

constexpr int kPartIndent = 2;
constexpr int kDetail = 7;

Piece Sign(bool ok, bool warned) {
  if (!ok) return {"FAIL ", Ink::kBad};
  return warned ? Piece{"warn ", Ink::kCaution} : Piece{"ok   ", Ink::kGood};
}

void WritePart(const ProofPart& part, Page& page) {
  page.Line(kPartIndent, {Sign(part.ok(), !part.warnings.empty()),
                          {absl::StrFormat("%-12s", part.name)},
                          {part.summary, Ink::kFaint}});
  for (const std::string& complaint : part.complaints) {
    page.Paragraph(kDetail, complaint, Ink::kPlain, {"- ", Ink::kBad});
  }
  for (const std::string& warning : part.warnings) {
    page.Paragraph(kDetail, warning, Ink::kPlain, {"- ", Ink::kCaution});
  }
}

void WriteDetails(const Proof& proof, Page& page) {
  for (const Finding& finding : proof.findings) {
    page.Line(kPartIndent,
              {Sign(finding.complaint.empty(), false),
               {finding.submission},
               {absl::StrCat("  ", finding.outcome), Ink::kFaint}});
  }
  if (proof.matrix.rows.empty()) return;
  for (const absl::string_view line :
       absl::StrSplit(MatrixText(proof.matrix), '\n', absl::SkipEmpty())) {
    page.Line(kDetail, {{std::string(line)}});
  }
}

Json PartObject(const ProofPart& part) {
  return {{"name", part.name},
          {"ok", part.ok()},
          {"summary", part.summary},
          {"complaints", part.complaints},
          {"warnings", part.warnings}};
}

Json ProofObject(const Proof& proof) {
  Json object = {
      {"id", proof.problem},
      {"ok", proof.ok()},
      {"parts", Json::array()},
      {"submissions", Json::array()},
      {"matrix", {{"cases", proof.matrix.cases}, {"rows", Json::array()}}}};
  for (const ProofPart& part : proof.parts) {
    object["parts"].push_back(PartObject(part));
  }
  for (const Finding& finding : proof.findings) {
    object["submissions"].push_back({{"path", finding.submission},
                                     {"outcome", finding.outcome},
                                     {"complaint", finding.complaint}});
  }
  for (const MatrixRow& row : proof.matrix.rows) {
    object["matrix"]["rows"].push_back({{"submission", row.submission},
                                        {"caught", row.caught},
                                        {"meant", row.meant}});
  }
  return object;
}

}  // namespace

std::string ProofText(const Proof& proof, const TextStyle& style,
                      bool verbose) {
  std::size_t warnings = 0;
  for (const ProofPart& part : proof.parts) warnings += part.warnings.size();
  Page page(style);
  page.Line(
      0, {Sign(proof.ok(), false), {proof.problem, Ink::kStrong}},
      {warnings == 0
           ? ""
           : absl::StrCat(warnings, warnings == 1 ? " warning" : " warnings"),
       Ink::kCaution});
  for (const ProofPart& part : proof.parts) WritePart(part, page);
  if (verbose) WriteDetails(proof, page);
  return page.text();
}

std::string SummaryText(const std::vector<Proof>& proofs) {
  std::vector<absl::string_view> broken;
  for (const Proof& proof : proofs) {
    if (!proof.ok()) broken.push_back(proof.problem);
  }
  return absl::StrCat(
      proofs.size() - broken.size(), " of ", proofs.size(), " hold",
      broken.empty() ? "" : "; not: ", absl::StrJoin(broken, ", "), "\n");
}

std::string ProofJson(const std::vector<Proof>& proofs) {
  Json object = {
      {"schema", "grader.verify/1"}, {"ok", true}, {"problems", Json::array()}};
  for (const Proof& proof : proofs) {
    object["problems"].push_back(ProofObject(proof));
    if (!proof.ok()) object["ok"] = false;
  }
  return Dump(object);
}

}  // namespace grader
