"""Objects and functions of the submission that the driver knows by number."""

import contextlib
import itertools


class DriverObjects:
    def __init__(self):
        self._objects = {}
        self._numbers = itertools.count(1)

    def add(self, one):
        """Keeps an object for good; its number."""
        number = next(self._numbers)
        self._objects[number] = one
        return number

    def get(self, number):
        return self._objects[number]

    def give(self, given):
        """Gives a function, or a list of them, to the driver for good; what
        stands for it there."""
        if isinstance(given, list):
            return [self.add(one) for one in given]
        return self.add(given)

    @contextlib.contextmanager
    def lent(self, lent):
        """The same, for the time of a `with`."""
        token = self.give(lent)
        try:
            yield token
        finally:
            for number in token if isinstance(token, list) else [token]:
                del self._objects[number]
