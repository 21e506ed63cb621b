#include "grader/serve/similarity_search.h"

#include <exception>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "grader/serve/class_book.h"

namespace grader {
namespace {

std::size_t BytesOf(const std::vector<SourceFile>& files) {
  std::size_t bytes = 0;
  for (const SourceFile& file : files) bytes += file.content.size();
  return bytes;
}

}  // namespace

SimilaritySearch::SimilaritySearch(const FollowedCourse& course, Store& store,
                                   CompareFiles compare,
                                   std::function<absl::Time()> now)
    : course_(course),
      store_(store),
      compare_(std::move(compare)),
      now_(std::move(now)) {}

void SimilaritySearch::Ask(const std::string& unit) {
  const std::lock_guard lock(mutex_);
  if (!absl::c_linear_search(asked_, unit)) asked_.push_back(unit);
  change_.notify_all();
}

bool SimilaritySearch::IsAsked(const std::string& unit) const {
  const std::lock_guard lock(mutex_);
  return absl::c_linear_search(asked_, unit);
}

std::shared_ptr<const FoundPairs> SimilaritySearch::Found(
    const std::string& unit) const {
  const std::lock_guard lock(mutex_);
  for (const auto& [its_unit, found] : found_) {
    if (its_unit == unit) return found;
  }
  return nullptr;
}

void SimilaritySearch::Work() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    if (asked_.empty()) {
      change_.wait(lock);
      continue;
    }
    lock.unlock();
    CompareNext();
    lock.lock();
  }
}

void SimilaritySearch::Stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  change_.notify_all();
}

void SimilaritySearch::CompareNext() {
  std::string unit;
  {
    const std::lock_guard lock(mutex_);
    if (asked_.empty()) return;
    unit = asked_.front();
  }
  const auto found = std::make_shared<const FoundPairs>(Compare(unit));
  const std::lock_guard lock(mutex_);
  asked_.pop_front();
  std::erase_if(found_, [&](const auto& one) { return one.first == unit; });
  found_.emplace_front(unit, found);
  if (found_.size() > kMostKept) found_.pop_back();
}

absl::StatusOr<std::vector<LearnersFiles>> SimilaritySearch::Collect(
    const std::string& unit) {
  const auto learners = store_.Learners();
  if (!learners.ok()) return learners.status();
  const auto standings = store_.Standings();
  if (!standings.ok()) return standings.status();
  std::vector<LearnersFiles> all;
  for (const Person& learner : *learners) {
    const Standing& standing = StandingIn(*standings, learner.id, unit);
    if (!standing.best) continue;
    const std::string id =
        standing.last->graded ? standing.last->id : standing.best->id;
    if (all.size() == kMostLearners) {
      return absl::ResourceExhaustedError(absl::StrCat(
          "more than ", kMostLearners, " learners are not compared"));
    }
    auto submission = store_.FindSubmission(id);
    if (!submission.ok()) return submission.status();
    if (!*submission) continue;
    all.push_back({learner.name, id, std::move((*submission)->files)});
  }
  return all;
}

FoundPairs SimilaritySearch::Compare(const std::string& unit) {
  FoundPairs found = {now_(), absl::NotFoundError("no such problem"), {}};
  const auto edition = course_.Now();
  const auto it = edition->by_id.find(unit);
  if (it == edition->by_id.end() || it->second->problem() == nullptr) {
    return found;
  }
  auto all = Collect(unit);
  if (!all.ok()) {
    found.report = all.status();
    return found;
  }
  std::vector<NotCompared> long_ones;
  for (const LearnersFiles& one : *all) {
    found.submissions[one.learner] = one.submission;
    if (BytesOf(one.files) > kMostBytes) {
      long_ones.push_back({one.learner, unit,
                           absl::StrCat("more than ", kMostBytes, " bytes")});
    }
  }
  std::erase_if(*all, [](const LearnersFiles& one) {
    return BytesOf(one.files) > kMostBytes;
  });
  try {
    found.report = compare_(*it->second->problem(), *all, [this] {
      const std::lock_guard lock(mutex_);
      return stopped_;
    });
  } catch (const std::exception& thrown) {
    found.report = absl::InternalError(thrown.what());
  }
  if (found.report.ok()) {
    for (NotCompared& one : long_ones) {
      found.report->left_out.push_back(std::move(one));
    }
  }
  return found;
}

}  // namespace grader
