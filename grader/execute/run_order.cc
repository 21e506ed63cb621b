#include "grader/execute/run_order.h"

#include <algorithm>
#include <string>
#include <utility>

#include "grader/execute/content_hash.h"
#include "grader/problem/suite.h"

namespace grader {

std::vector<std::size_t> RunOrder(const std::vector<const TestCase*>& cases,
                                  const Submission& submission) {
  ContentHash hash("order 1");
  for (const SourceFile& source : submission.sources) {
    hash.Add(source.name).Add(source.content);
  }
  for (const TestCase* one : cases) hash.Add(one->test->with.content);
  const std::string seed = hash.Digest();
  std::vector<std::pair<std::string, std::size_t>> places;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    places.emplace_back(ContentHash("place 1")
                            .Add(seed)
                            .Add(static_cast<std::int64_t>(i))
                            .Digest(),
                        i);
  }
  std::sort(places.begin(), places.end());
  std::vector<std::size_t> order;
  for (const auto& [digest, i] : places) order.push_back(i);
  return order;
}

}  // namespace grader
