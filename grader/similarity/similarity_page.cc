#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "grader/batch/sort_script.h"
#include "grader/problem/units.h"
#include "grader/report/html_page.h"
#include "grader/report/markup.h"
#include "grader/report/unicode.h"
#include "grader/similarity/ranked_pairs.h"
#include "grader/similarity/similarity_html.h"

namespace grader {
namespace {

constexpr std::size_t kMostRegions = 50;  // of a pair
constexpr int kMostLines = 120;           // of a region
constexpr int kMostColumns = 200;         // of a line

// The lines with their numbers.
std::string Numbered(const Lines& lines) {
  absl::string_view rest = lines.file->content;
  const auto next = [&rest] {
    const absl::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    return line;
  };
  for (int i = 1; i < lines.first; ++i) next();
  const auto width = absl::StrCat(lines.last).size();
  const int last = std::min(lines.last, lines.first + kMostLines - 1);
  std::string text;
  for (int i = lines.first; i <= last; ++i) {
    const std::string number = absl::StrCat(i);
    const absl::string_view line = next();
    const std::size_t shown = PrefixThatFits(line, kMostColumns);
    absl::StrAppend(&text, std::string(width - number.size(), ' '), number,
                    "  ", line.substr(0, shown),
                    shown < line.size() ? " …" : "", "\n");
  }
  if (last < lines.last) {
    absl::StrAppend(&text, "… ", Counted(lines.last - last, "more line"), "\n");
  }
  return text;
}

std::string Side(const Program& program, const Lines& lines) {
  const std::string label = absl::StrCat(program.learner, ": ", InWords(lines));
  return absl::StrCat("<div><p class=\"faint\">", Markup(label), "</p>\n",
                      HtmlPre(label, Numbered(lines)), "</div>\n");
}

std::string Row(const RankedPair& one, const std::string& link) {
  const auto figure = [](const std::string& text) {
    return absl::StrCat("<td class=\"number\">", text, "</td>");
  };
  return absl::StrCat("<tr><td class=\"number\"><a href=\"", link, "\">",
                      one.overlap(), " %</a></td><td>", Markup(one.a().learner),
                      "</td>", figure(absl::StrCat(one.share_of_a(), " %")),
                      "<td>", Markup(one.b().learner), "</td>",
                      figure(absl::StrCat(one.share_of_b(), " %")),
                      figure(absl::StrCat(one.pair->shared)), "<td>",
                      Markup(one.in->problem), "</td><td>",
                      Markup(one.in->language), "</td></tr>\n");
}

// The overlap with the nearest other that half of the learners reach.
int UsualOverlap(const ComparedPrograms& compared) {
  std::vector<int> nearest(compared.programs.size());
  for (const SimilarPair& pair : compared.comparison.pairs) {
    const int overlap = Overlap(compared.comparison, pair);
    for (const std::size_t one : {pair.a, pair.b}) {
      nearest[one] = std::max(nearest[one], overlap);
    }
  }
  std::sort(nearest.begin(), nearest.end());
  return nearest.empty() ? 0 : nearest[nearest.size() / 2];
}

}  // namespace

const absl::string_view kSidesStyle = R"css(
.both { display: grid; gap: 0 1rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); }
.both > div { min-width: 0; }
)css";

std::string SidesHtml(const RankedPair& one) {
  std::string regions;
  const std::vector<Region>& all = one.pair->regions;
  const std::size_t shown = std::min(all.size(), kMostRegions);
  for (std::size_t i = 0; i < shown; ++i) {
    const Region& region = all[i];
    absl::StrAppend(
        &regions, "<div class=\"both\">\n",
        Side(one.a(), LinesOf(one.a(), region.begin, region.length)),
        Side(one.b(), LinesOf(one.b(), region.other, region.length)),
        "</div>\n");
  }
  if (shown < all.size()) {
    absl::StrAppend(&regions, "<p>… ",
                    Counted(all.size() - shown, "more region"), "</p>\n");
  }
  return regions;
}

namespace {

std::string PairSection(const RankedPair& one, std::size_t number) {
  return absl::StrCat(
      "<section id=\"pair-", number, "\">\n<h3>", number, ". ",
      Markup(one.a().learner), " and ", Markup(one.b().learner), ", ",
      Markup(one.in->problem), ": ", one.overlap(), " %</h3>\n",
      HtmlFolded(absl::StrCat(Counted(one.pair->regions.size(), "region"),
                              " with ", Counted(one.pair->shared, "token")),
                 SidesHtml(one)),
      "</section>\n");
}

}  // namespace

std::string PairsTableHtml(const std::vector<RankedPair>& pairs,
                           absl::string_view link, absl::string_view rest) {
  const std::size_t shown = std::min(kMostPairsShown, pairs.size());
  std::string table = absl::StrCat(
      "<section>\n<h2>Pairs</h2>\n<div class=\"wide\" tabindex=\"0\" "
      "role=\"group\" aria-label=\"pairs\">\n<table class=\"sortable\">\n"
      "<caption>",
      shown < pairs.size() ? absl::StrCat("The first ", shown, " of ",
                                          Counted(pairs.size(), "pair"), rest)
                           : Counted(pairs.size(), "pair"),
      "</caption>\n<thead><tr><th scope=\"col\" class=\"number\">overlap</th>"
      "<th scope=\"col\">learner</th><th scope=\"col\" class=\"number\">of "
      "theirs</th><th scope=\"col\">other</th><th scope=\"col\" "
      "class=\"number\">of theirs</th><th scope=\"col\" class=\"number\">tokens"
      "</th><th scope=\"col\">problem</th><th scope=\"col\">language</th></tr>"
      "</thead>\n<tbody>\n");
  for (std::size_t i = 0; i < shown; ++i) {
    table += Row(pairs[i], absl::StrCat(link, i + 1));
  }
  return table + "</tbody>\n</table>\n</div>\n</section>\n";
}

std::string UsualOverlapHtml(const SimilarityReport& report) {
  std::string section =
      "<section>\n<h2>What is usual</h2>\n<p>For half of the learners, the "
      "overlap with whoever is nearest to them is at least:</p>\n<ul>\n";
  for (const ComparedPrograms& one : report.compared) {
    absl::StrAppend(&section, "<li>", Markup(one.problem), ", ",
                    Markup(one.language), ", ",
                    Counted(one.programs.size(), "hand-in"), ": ",
                    UsualOverlap(one), " %</li>\n");
  }
  return section + "</ul>\n</section>\n";
}

std::string NotComparedHtml(const SimilarityReport& report) {
  if (report.left_out.empty()) return "";
  std::string section = "<section>\n<h2>Not compared</h2>\n<ul>\n";
  for (const NotCompared& one : report.left_out) {
    absl::StrAppend(&section, "<li>", Markup(one.learner), ", ",
                    Markup(one.problem), ": ", Markup(one.why), "</li>\n");
  }
  return section + "</ul>\n</section>\n";
}

const char kWhatSimilarityTells[] =
    "A similarity is no proof: people who learn from the same material, or get "
    "the same help, write alike. Read both texts, and ask. What stands in the "
    "starter and the given files, or in most hand-ins, is left out; names, "
    "values, comments and the order of functions do not count. What was "
    "rewritten thoroughly, or taken from outside the class, is not found.";

std::vector<NotCompared> TooShort(const ComparedPrograms& compared) {
  std::vector<NotCompared> short_ones;
  for (std::size_t i = 0; i < compared.programs.size(); ++i) {
    const std::size_t own = compared.comparison.own[i];
    if (own >= kLeastOwn) continue;
    short_ones.push_back({compared.programs[i].learner, compared.problem,
                          absl::StrCat(Counted(own, "token"),
                                       " of their own, too few to compare")});
  }
  return short_ones;
}

std::string SimilarityHtml(const SimilarityReport& report) {
  const std::vector<RankedPair> pairs = RankedPairs(report);
  const std::size_t shown = std::min(kMostPairsShown, pairs.size());
  std::string body =
      absl::StrCat("<header>\n<h1>Similar hand-ins</h1>\n<p>",
                   kWhatSimilarityTells, "</p>\n</header>\n<main>\n",
                   PairsTableHtml(pairs, "#pair-", "; similar.csv has all"),
                   UsualOverlapHtml(report), NotComparedHtml(report));
  if (shown > 0) body += "<section>\n<h2>What they share</h2>\n";
  for (std::size_t i = 0; i < shown; ++i) body += PairSection(pairs[i], i + 1);
  if (shown > 0) body += "</section>\n";
  return HtmlPage("Similar hand-ins", absl::StrCat(body, "</main>\n"),
                  kSortScript, absl::StrCat(kSortStyle, kSidesStyle));
}

}  // namespace grader
