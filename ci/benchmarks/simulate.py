"""A queue and its workers as arithmetic: pure functions, the same figures each time."""
import heapq
import math
import random
import statistics


def simulate(arrivals, services, workers, between=0.0, at_most=None):
    """When each job is begun and ended, [(begun, ended), …], first come, first served.

    `arrivals` are seconds, in order; `services` what each takes; `between` the least time
    between two that are given out, for a broker gives out one after the other; `at_most`
    how many servers of the course hand over at a time, all together."""
    free = [0.0] * min(workers, at_most or workers)
    given = -math.inf
    times = []
    for arrival, service in zip(arrivals, services):
        begun = max(arrival, heapq.heappop(free), given + between)
        given = begun
        times.append((begun, begun + service))
        heapq.heappush(free, begun + service)
    return times


def before_a_deadline(count, doubling_s, span_s, seed=1):
    """`count` arrivals in `span_s` seconds before a deadline, in order, of which as many
    come in each `doubling_s` seconds as in all that were before."""
    dice = random.Random(seed)
    least = 2 ** (-span_s / doubling_s)
    return sorted(span_s + doubling_s * math.log2(least + (1 - least) * dice.random())
                  for _ in range(count))


def drawn(measured, count, seed=2):
    """`count` of what was measured, each drawn alone."""
    dice = random.Random(seed)
    return [dice.choice(measured) for _ in range(count)]


def waits(arrivals, times):
    """Seconds until each was begun, the shortest first."""
    return sorted(begun - arrival for arrival, (begun, _) in zip(arrivals, times))


def share(ordered, part):
    """What that part of them is not above: 0.5 the median, 0.95 …"""
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def in_all(services, workers):
    """Seconds for all of them, if all are there at the beginning."""
    return max(ended for _, ended in simulate([0.0] * len(services), services, workers))


def bounds(mean_service, workers, fleet):
    """What each part can do a second at most, by name, the least first. `fleet` has what was
    measured of it: `broker`, jobs a second; `bytes_per_job` and `network`, bytes a second;
    `stored`, what a store receives and keeps a second; `in_hand`, of one server; `servers`."""
    can = {"workers": workers / mean_service}
    if "broker" in fleet:
        can["broker"] = fleet["broker"]
    if "bytes_per_job" in fleet:
        can["network"] = fleet["network"] / fleet["bytes_per_job"]
    if "stored" in fleet:
        can["store"] = fleet["stored"]
    if "in_hand" in fleet:
        can["servers"] = fleet["servers"] * fleet["in_hand"] / mean_service
    return dict(sorted(can.items(), key=lambda one: one[1]))


def most_a_second(arrivals, window=60):
    """The most that came in any window of so many seconds, for each second of it."""
    most = first = 0
    for last, arrival in enumerate(arrivals):
        while arrivals[first] <= arrival - window:
            first += 1
        most = max(most, last - first + 1)
    return most / window


def mean(values):
    return statistics.fmean(values)
