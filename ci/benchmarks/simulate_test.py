"""What simulate.py says, where the answer is known."""
import math
import random
import unittest

from simulate import (before_a_deadline, bounds, drawn, in_all, mean, most_a_second, share,
                      simulate, waits)


class Simulated(unittest.TestCase):
    def test_one_worker_does_one_after_the_other(self):
        self.assertEqual(simulate([0, 0, 10], [2, 3, 1], 1), [(0, 2), (2, 5), (10, 11)])

    def test_the_first_that_is_free_takes_the_next(self):
        self.assertEqual(simulate([0, 0, 0, 0], [4, 1, 1, 5], 2), [(0, 4), (0, 1), (1, 2), (2, 7)])

    def test_who_comes_when_all_are_free_waits_for_nothing(self):
        self.assertEqual(waits([0, 1, 2], simulate([0, 1, 2], [9, 9, 9], 3)), [0, 0, 0])

    def test_a_broker_gives_out_one_after_the_other(self):
        times = simulate([0] * 5, [100] * 5, 1000, between=2)
        self.assertEqual([begun for begun, _ in times], [0, 2, 4, 6, 8])

    def test_no_more_are_carried_out_than_are_handed_over(self):
        self.assertEqual(simulate([0] * 4, [3] * 4, 1000, at_most=2),
                         simulate([0] * 4, [3] * 4, 2))

    def test_workers_share_what_is_there_at_the_beginning(self):
        self.assertEqual([in_all([1.0] * 8, workers) for workers in (1, 2, 4, 8, 100)],
                         [8, 4, 2, 1, 1])

    def test_waiting_is_that_of_theory(self):
        """One worker, times drawn exponentially, busy 4/5 of the time: by Pollaczek and
        Khinchin they wait 4/5 / (1 - 4/5) = 4 services on average."""
        dice = random.Random(7)
        arrivals, now = [], 0.0
        for _ in range(400_000):
            now += dice.expovariate(0.8)
            arrivals.append(now)
        services = [dice.expovariate(1.0) for _ in arrivals]
        self.assertAlmostEqual(mean(waits(arrivals, simulate(arrivals, services, 1))), 4, delta=0.2)

    def test_half_come_in_the_last_doubling(self):
        arrivals = before_a_deadline(10_000, doubling_s=60, span_s=3600)
        self.assertEqual(len(arrivals), 10_000)
        self.assertTrue(all(0 <= one <= 3600 for one in arrivals))
        late = sum(one > 3540 for one in arrivals)
        self.assertAlmostEqual(late / 10_000, 0.5, delta=0.02)
        self.assertAlmostEqual(most_a_second(arrivals, 60), 5000 / 60, delta=5)

    def test_the_same_each_time(self):
        self.assertEqual(before_a_deadline(10, 60, 600), before_a_deadline(10, 60, 600))
        self.assertEqual(drawn([1, 2, 3], 10), drawn([1, 2, 3], 10))

    def test_shares_of_what_is_ordered(self):
        self.assertEqual([share([1, 2, 3, 4], part) for part in (0.0, 0.5, 0.75, 0.95, 1)],
                         [1, 2, 3, 4, 4])

    def test_the_least_bound_is_the_first(self):
        can = bounds(0.5, 1000, {"broker": 3000, "bytes_per_job": 1e5, "network": 1e8,
                                 "stored": 500, "in_hand": 64, "servers": 2})
        self.assertEqual(list(can.items())[0], ("servers", 256.0))
        self.assertEqual(can, {"servers": 256, "store": 500, "network": 1000, "workers": 2000,
                               "broker": 3000})
        self.assertTrue(all(math.isfinite(one) for one in can.values()))


if __name__ == "__main__":
    unittest.main()
