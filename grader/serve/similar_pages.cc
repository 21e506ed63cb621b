// Which submissions to a problem are alike: the pages of a Visit on which an
// instructor sees that, and what is answered to programs.
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "grader/problem/units.h"
#include "grader/report/json_values.h"
#include "grader/report/markup.h"
#include "grader/serve/json_response.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/similarity_search.h"
#include "grader/serve/visit.h"
#include "grader/similarity/similarity_html.h"

namespace grader {
namespace {

// Their name, with a link to what was compared.
std::string LinkTo(const std::string& learner, const FoundPairs& found) {
  const auto it = found.submissions.find(learner);
  if (it == found.submissions.end()) return Markup(learner);
  return absl::StrCat("<a href=\"/submissions/", MarkupAttribute(it->second),
                      "\">", Markup(learner), "</a>");
}

std::string PairHtml(const RankedPair& one, const FoundPairs& found) {
  return absl::StrCat(
      "<p>", LinkTo(one.a().learner, found), " and ",
      LinkTo(one.b().learner, found), ", ", Markup(one.in->language), ": ",
      one.overlap(), " % of what is their own, ",
      Counted(one.pair->shared, "token"), " in ",
      Counted(one.pair->regions.size(), "region"), ". Compared ",
      TimeInWords(found.at), ".</p>\n", SidesHtml(one));
}

Json SideJson(const Program& program, int share, const FoundPairs& found) {
  const auto it = found.submissions.find(program.learner);
  return {{"name", program.learner},
          {"submission", it == found.submissions.end() ? "" : it->second},
          {"share", share}};
}

Json LinesJson(const Lines& lines) {
  return {{"file", lines.file->name},
          {"first_line", lines.first},
          {"last_line", lines.last}};
}

Json PairJson(const RankedPair& one, const FoundPairs& found) {
  Json regions = Json::array();
  for (const Region& region : one.pair->regions) {
    regions.push_back(
        {{"tokens", region.length},
         {"a", LinesJson(LinesOf(one.a(), region.begin, region.length))},
         {"b", LinesJson(LinesOf(one.b(), region.other, region.length))}});
  }
  return {{"language", one.in->language},
          {"overlap", one.overlap()},
          {"tokens", one.pair->shared},
          {"a", SideJson(one.a(), one.share_of_a(), found)},
          {"b", SideJson(one.b(), one.share_of_b(), found)},
          {"regions", std::move(regions)}};
}

}  // namespace

HttpResponse Visit::ShowSimilar() {
  if (!IsProblem(part_)) return NotFound();
  const std::string unit =
      absl::StrCat("/class/units/", MarkupAttribute(part_));
  const std::string here = unit + "/similar";
  const std::string title =
      absl::StrCat("Similar submissions: ", edition_->by_id.at(part_)->title());
  const auto found = site_.options_.similarity->Found(part_);
  PageParts parts;
  parts.style = kSidesStyle;
  const auto page = [&](const std::string& body) {
    return PageResponse(200, title, Above(),
                        absl::StrCat("<main>\n<h1>", Markup(title), "</h1>\n",
                                     body, "</main>\n"),
                        parts);
  };
  const auto query = ReadFields(request_.query);
  if (const auto pair = query.find("pair"); pair != query.end()) {
    std::size_t number = 0;
    if (found == nullptr || !found->report.ok() ||
        !absl::SimpleAtoi(pair->second, &number)) {
      return NotFound();
    }
    const std::vector<RankedPair> pairs = RankedPairs(*found->report);
    if (number < 1 || number > pairs.size()) return NotFound();
    return page(absl::StrCat("<p><a href=\"", here, "\">All pairs</a></p>\n",
                             PairHtml(pairs[number - 1], *found)));
  }
  std::string body = absl::StrCat("<p>", kWhatSimilarityTells, " <a href=\"",
                                  unit, "\">The class in it</a></p>\n");
  if (site_.options_.similarity->IsAsked(part_)) {
    body +=
        "<p role=\"status\">Is being compared; this page loads itself "
        "again until that is done.</p>\n";
    HttpResponse response = page(body);
    response.headers.emplace_back("Refresh", absl::StrCat("2; url=", here));
    return response;
  }
  if (found != nullptr) {
    absl::StrAppend(
        &body, "<p>Compared ", TimeInWords(found->at),
        ": of each learner the last submission that is "
        "graded.</p>\n",
        found->report.ok()
            ? absl::StrCat(PairsTableHtml(RankedPairs(*found->report),
                                          absl::StrCat(here, "?pair="), ""),
                           UsualOverlapHtml(*found->report),
                           NotComparedHtml(*found->report))
            : Complaint(absl::StrCat(
                  "That failed: ", found->report.status().message(), ".")));
  }
  absl::StrAppend(&body, "<form method=\"post\" action=\"", unit,
                  "/compare\">\n", CsrfField(csrf_),
                  "<p><button class=\"main\">Compare",
                  found != nullptr ? " again" : "", "</button></p>\n</form>\n");
  return page(body);
}

HttpResponse Visit::CompareSubmissions() {
  if (!IsProblem(part_)) return NotFound();
  site_.options_.similarity->Ask(part_);
  return Redirect(absl::StrCat("/class/units/", part_, "/similar"));
}

HttpResponse Visit::ListSimilar() {
  if (!IsProblem(part_)) return NotFound();
  Json json = {{"comparing", site_.options_.similarity->IsAsked(part_)}};
  const auto found = site_.options_.similarity->Found(part_);
  if (found == nullptr) return JsonResponse(200, json);
  json["compared"] = TimeForPrograms(found->at);
  if (!found->report.ok()) {
    json["failed"] = found->report.status().message();
    return JsonResponse(200, json);
  }
  Json pairs = Json::array();
  for (const RankedPair& one : RankedPairs(*found->report)) {
    pairs.push_back(PairJson(one, *found));
  }
  Json left_out = Json::array();
  for (const NotCompared& one : found->report->left_out) {
    left_out.push_back({{"name", one.learner}, {"why", one.why}});
  }
  json["pairs"] = std::move(pairs);
  json["not_compared"] = std::move(left_out);
  return JsonResponse(200, json);
}

HttpResponse Visit::TakeComparison() {
  if (!IsProblem(part_)) return NotFound();
  site_.options_.similarity->Ask(part_);
  return JsonResponse(
      202, {{"similar", absl::StrCat("/api/units/", part_, "/similar")}});
}

}  // namespace grader
