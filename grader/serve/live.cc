// What a Visit shows while something is going on: the page that waits for a
// result, and the streams of events.
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "grader/report/markup.h"
#include "grader/serve/page_frame.h"
#include "grader/serve/visit.h"

namespace grader {

Event Visit::EventOf(const SubmissionHead& head) const {
  Event event = {head.id, head.person, Event::State::kGraded};
  if (head.graded && !head.regrading) return event;
  event.doing = site_.options_.progress(head.id);
  event.state = Event::State::kGrading;
  if (!event.doing.empty()) return event;
  const auto ahead = site_.queue_.Ahead(head.id);
  if (!ahead && site_.options_.waits_for) {
    event.doing = site_.options_.waits_for(head.id);
  }
  // It may be another server's, which has it in a queue of its own.
  if (!ahead && event.doing.empty() && site_.store_.shared()) {
    const auto begun = site_.store_.IsBegun(head.id);
    if (begun.ok() && !*begun) event.doing = kWaitsForItsTurn;
  }
  if (ahead || !event.doing.empty()) {
    event.state = Event::State::kWaiting;
    event.ahead = ahead.value_or(0);
  }
  return event;
}

std::string EventInWords(const Event& event) {
  if (event.state == Event::State::kWaiting && event.doing.empty()) {
    return absl::StrCat("Waits; ", event.ahead, " before it.");
  }
  return event.doing.empty() ? "Is being graded." : event.doing;
}

std::string Visit::StatusHtml(const SubmissionHead& head) const {
  return absl::StrCat("<p role=\"status\" data-submission=\"",
                      MarkupAttribute(head.id), "\">",
                      Markup(EventInWords(EventOf(head))), "</p>\n");
}

HttpResponse Visit::WaitingPage(const SubmissionHead& head,
                                absl::string_view links) const {
  PageParts parts;
  parts.asset = "live.js";
  // A browser without scripts loads the page again, and is kept waiting until
  // something has changed.
  parts.head =
      "<noscript><meta http-equiv=\"refresh\" content=\"0\"></noscript>\n";
  HttpResponse response = PageResponse(
      200, "Received", Above(),
      absl::StrCat("<main>\n<h1>Received</h1>\n", StatusHtml(head),
                   "<noscript><p>This page loads itself again until the "
                   "result is there.</p></noscript>\n",
                   links, "</main>\n"),
      parts);
  response.may_change = true;
  return response;
}

HttpResponse Visit::Streaming(std::shared_ptr<EventStream> stream) const {
  HttpResponse response;
  response.headers = {{"Content-Type", "text/event-stream"},
                      // What is in between must not collect them (nginx,
                      // proxy_buffering).
                      {"X-Accel-Buffering", "no"}};
  response.stream = std::move(stream);
  response.may_listen = [&site = site_, credential = credential_,
                         program = IsForPrograms()] {
    const auto person =
        program ? site.store_.FindToken(credential)
                : site.store_.FindSession(credential, site.options_.now());
    // What the store cannot tell now it may at the next beat.
    return !person.ok() || person->has_value();
  };
  return response;
}

HttpResponse Visit::ListenToSubmission() {
  // First of all, so that nothing is missed of what comes after the state that
  // is read below.
  auto stream = site_.events_.Listen(person_->id, part_);
  const auto found = FindSubmission();
  if (!found.ok()) return Failed(found.status());
  if (!*found) return NotFound();
  if (stream == nullptr) return TooManyStreams();
  const Event event = EventOf((*found)->head);
  if (stream->PutFirst(event.submission, EventMessage(event, false)) &&
      event.state == Event::State::kGraded) {
    stream->End();
  }
  return Streaming(std::move(stream));
}

HttpResponse Visit::ListenToClass() {
  auto stream = site_.events_.Listen(person_->id, "");
  if (stream == nullptr) return TooManyStreams();
  return Streaming(std::move(stream));
}

HttpResponse Visit::TooManyStreams() const {
  HttpResponse response =
      Refuse(429, "There are as many streams of events as there can be.");
  response.headers.push_back(RetryAfter(absl::Seconds(10)));
  return response;
}

}  // namespace grader
