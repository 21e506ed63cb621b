"""What `grader serve` takes: pages beside running checks and live listeners, from
a hand-in to its verdict, a deadline, memory. Starts a server of its own with an
empty class; prints a table.

  ci/bench serve [--learners 125] [--streams 4] [--burst 1000] [--verdicts 10]
                 [--submissions 1000]

--submissions is how many more are handed in while memory is looked at: all of them
the same, so that none is run again. --submissions 100000 --learners 500
--streams 1 takes a quarter to half an hour."""
import argparse
import gzip
import http.client
import json
import re
import socket
import statistics
import subprocess
import tempfile
import threading
import time
import urllib.parse
import uuid

from measure import grader, root

PROBLEM = "health-check"
MOST_STREAMS = 699  # Events::kMostOfAll, but for the instructor's
SOLUTION = (root / f"solutions/{PROBLEM}/solution.py").read_text(encoding="utf-8")


class Browser:
    """Somebody's, with one connection that is kept."""

    def __init__(self, port):
        self.port = port
        self.cookie = ""
        self.csrf = ""
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.used = time.monotonic()

    def ask(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        """The response, its body, and how long that took."""
        # The server closes one on which nothing was asked for a while.
        if time.monotonic() > self.used + 10:
            self.connection.close()
        self.used = time.monotonic()
        headers = {"Cookie": self.cookie}
        if body is not None:
            headers["Content-Type"] = kind
        begin = time.perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read().decode()
        return response, text, time.perf_counter() - begin

    def join(self, path, name=""):
        form = urllib.parse.urlencode({"name": name, "password": "long enough"})
        response, text, _ = self.ask("POST", path, form)
        assert response.status == 303, text
        self.cookie = response.headers["Set-Cookie"].split(";")[0]
        self.csrf = re.search(r'name="csrf" value="(\w+)"', self.ask("GET", "/")[1])[1]
        return self

    def hand_in(self, mark=None):
        """The path of a submission that nobody has handed in before, or of that
        with this mark, and how long it took until it was received."""
        parts = {"csrf": self.csrf, "language": "python",
                 "file:solution.py": f"{SOLUTION}\n# {mark or uuid.uuid4()}\n"}
        body = "".join(f'--X\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
                       for name, value in parts.items()) + "--X--\r\n"
        response, text, seconds = self.ask("POST", f"/units/{PROBLEM}", body,
                                           "multipart/form-data; boundary=X")
        assert response.status == 303, text
        return response.headers["Location"], seconds

    def listen(self, page):
        """A connection on which what becomes of that submission is told."""
        stream = socket.create_connection(("127.0.0.1", self.port))
        stream.sendall(f"GET {page}/events HTTP/1.1\r\nHost: h\r\nCookie: {self.cookie}\r\n\r\n".encode())
        return stream


def until_graded(learner, page, stream):
    """All that is told until the result is there, by one stream after another: a
    server ends each after ten minutes."""
    told = b""
    while b'"graded"' not in told:
        while part := stream.recv(65536):
            told += part
        stream.close()
        if b'"graded"' not in told:
            stream = learner.listen(page)
    return [json.loads(line[6:]) for line in told.decode().splitlines()
            if line.startswith("data: ")]


class ClassEvents(threading.Thread):
    """What is told to whoever looks at the class: which was graded, in order."""

    def __init__(self, instructor):
        super().__init__(daemon=True)
        self.stream = instructor.listen("/class")
        self.graded = []
        self.start()

    def run(self):
        rest = b""
        while part := self.stream.recv(65536):
            *lines, rest = (rest + part).split(b"\n")
            for line in lines:
                if line.startswith(b"data: "):
                    event = json.loads(line[6:])
                    if event["state"] == "graded":
                        self.graded.append(event["id"])


def check_order(pages, graded):
    """Whether those at `pages` were graded in that order, two at a time."""
    ids = [page.rsplit("/", 1)[1] for page in pages]
    places = [graded.index(name) for name in ids]
    for place, name in enumerate(ids):
        assert abs(places[place] - sorted(places)[place]) <= 2, f"{name} was not graded in its turn"


def check_places(events):
    """Whether each that waits was told fewer and fewer before it."""
    ahead = [event["ahead"] for event in events if event["state"] == "waiting" and "ahead" in event]
    assert ahead == sorted(ahead, reverse=True), ahead


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


def memory_mib(pid):
    with open(f"/proc/{pid}/status", encoding="utf-8") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read())[1]) / 1024


def row(what, value):
    print(f"| {what} | {value} |", flush=True)


def in_ms(seconds):
    return f"{seconds * 1000:.0f} ms"


def checks_take(times):
    """Median seconds of `grader check` on new files."""
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(times):
            file = f"{folder}/solution.py"
            with open(file, "w", encoding="utf-8") as out:
                out.write(f"{SOLUTION}\n# {uuid.uuid4()}\n")
            begin = time.perf_counter()
            subprocess.run([grader, "check", PROBLEM, file, "--format", "html"], check=True,
                           stdout=subprocess.DEVNULL)
            seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds)


def verdicts_take(learner, times):
    """Median seconds from sending a hand-in to the page that has its result."""
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        page, _ = learner.hand_in()
        until_graded(learner, page, learner.listen(page))
        text = learner.ask("GET", page)[1]
        seconds.append(time.perf_counter() - begin)
        assert "accepted" in text
    return statistics.median(seconds)


def compressed(text):
    return len(gzip.compress(text.encode()))


def scripts_take(browser, paths, seen=()):
    """Bytes of the scripts but those that were seen, of those that they import, and of the
    largest that they may ask for later: the editor's for a language."""
    total, later, seen = 0, [], set(seen)
    while paths:
        path = paths.pop()
        if path not in seen:
            seen.add(path)
            text = browser.ask("GET", path)[1]
            total += compressed(text)
            paths += [f"/assets/{name}" for name in re.findall(r'from"\./([^"]+)"', text)]
            later += [f"/assets/{name}" for name in re.findall(r'import\("\./([^"]+)"\)', text)]
    return total + max((scripts_take(browser, [path], seen) for path in later), default=0)


def wait_for(learner, page):
    """Until that has its result."""
    while "http-equiv=\"refresh\"" in learner.ask("GET", page)[1]:
        pass


def watch_memory(pid, learners, submissions):
    """The same submission again and again, each time from everybody."""
    if submissions == 0:
        return
    # What still waits of the burst.
    for learner in learners:
        wait_for(learner, learner.hand_in("the same")[0])
    seen = []
    begin = time.perf_counter()
    for number in range(0, submissions, len(learners)):
        turn = time.perf_counter()
        pages = [learner.hand_in("the same")[0] for learner in learners]
        for learner, page in zip(learners, pages):
            wait_for(learner, page)
        seen.append(memory_mib(pid))
        # Nobody may hand in more than once a second.
        time.sleep(max(0, turn + 1.1 - time.perf_counter()))
    rate = len(seen) * len(learners) / (time.perf_counter() - begin)
    tenth = max(1, len(seen) // 10)
    row(f"memory over {len(seen) * len(learners)} submissions, {rate:.0f} a second: after a tenth, at the end",
        f"{seen[tenth - 1]:.0f} MiB, {seen[-1]:.0f} MiB")


def measure(port, pid, link, options):
    ina = Browser(port).join(link, "Ina")
    names = "\n".join(f"L{i}" for i in range(options.learners))
    form = urllib.parse.urlencode({"csrf": ina.csrf, "names": names})
    links = re.findall(r"/join/\w+", ina.ask("POST", "/class/invitations", form)[1])
    learners = [Browser(port).join(path) for path in links]
    first = learners[0]
    checked, told = checks_take(options.verdicts), verdicts_take(first, options.verdicts)
    row("`grader check` of a new Python submission, median", in_ms(checked))
    row("from *Check* to its result in the browser, median", in_ms(told))
    problem = first.ask("GET", f"/units/{PROBLEM}")[1]
    for what, page in (("a problem with its editor, in the largest language", problem),
                       ("the class", ina.ask("GET", "/class")[1])):
        size = compressed(page) + scripts_take(first, re.findall(r"/assets/[^\"]+", page))
        row(f"first load of {what}, compressed", f"{size / 1024:.1f} KiB")

    # Everybody has one that waits or is graded, and listens.
    class_events = ClassEvents(ina)
    pages = {learner: learner.hand_in()[0] for learner in learners}
    streams = [(learner, page, learner.listen(page))
               for learner, page in pages.items() for _ in range(options.streams)]
    seconds = []
    begin = time.perf_counter()
    told = []
    graded = threading.Thread(target=lambda: told.extend(until_graded(*stream) for stream in streams))
    graded.start()
    while graded.is_alive() and len(seconds) < 3000:
        for browser, page in ((first, "/"), (first, f"/units/{PROBLEM}"), (ina, "/class")):
            seconds.append(browser.ask("GET", page)[2])
    graded.join()
    rate = len(learners) / (time.perf_counter() - begin)
    row(f"pages, p95 of {len(seconds)}, up to {len(streams)} connected to live results beside two checks",
        in_ms(percentile(seconds, 0.95)))
    row("graded, of Python submissions that are all new", f"{rate:.1f} a second")
    for events in told:
        check_places(events)
    check_order(list(pages.values()), class_events.graded)
    row("graded in the order in which they came, places shown as they were", f"{len(told)} streams")

    before = memory_mib(pid)
    seconds = []
    begin = time.perf_counter()
    for number in range(options.burst):
        seconds.append(learners[number % len(learners)].hand_in()[1])
        # Evenly over a minute.
        time.sleep(max(0, begin + 60 * (number + 1) / options.burst - time.perf_counter()))
    took = time.perf_counter() - begin
    row(f"a deadline: {options.burst} submissions in {took:.0f} s, received, p99", in_ms(percentile(seconds, 0.99)))
    row("memory of the server before and after that", f"{before:.0f} MiB, {memory_mib(pid):.0f} MiB")
    watch_memory(pid, learners, options.submissions)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--learners", type=int, default=125)
    parser.add_argument("--streams", type=int, default=4, help="that each listens to")
    parser.add_argument("--burst", type=int, default=1000, help="submissions in a minute")
    parser.add_argument("--verdicts", type=int, default=10)
    parser.add_argument("--submissions", type=int, default=1000, help="more, while memory is looked at")
    options = parser.parse_args()
    if options.learners * options.streams > MOST_STREAMS:
        parser.error(f"--learners times --streams: a server takes {MOST_STREAMS + 1} listeners at most, "
                     "and one of them is whoever looks at the class")
    subprocess.run([grader, "check", PROBLEM, root / f"solutions/{PROBLEM}/solution.py"],
                   check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as data:
        server = subprocess.Popen([grader, "serve", "--data", data, "--listen", "127.0.0.1:0", "--jobs", "2"],
                                  cwd=root, stdout=subprocess.PIPE, text=True)
        try:
            said = ""
            while "Ctrl-C" not in said:
                said += server.stdout.readline()
            port = int(re.search(r"127\.0\.0\.1:(\d+)", said)[1])
            print("| | |\n|---|---|")
            measure(port, server.pid, re.search(r"/join/\w+", said)[0], options)
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
