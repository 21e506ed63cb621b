"""Driver of "{{title}}".

  args: N [DELAY_MS …]

Calls the learner's function for N numbers. The square of number i takes the
i-th delay, 50 ms where none is given.
"""

import asyncio

import scenario

delays_ms = []


async def square(number):
    """What the learner calls."""
    with scenario.span("square", number):
        delay_ms = delays_ms[number] if number < len(delays_ms) else 50
        await asyncio.sleep(delay_ms / 1000)
        return number * number


async def play(args):
    n, *delays = map(int, args)
    delays_ms.extend(delays)
    scenario.provide("square", square)
    with scenario.span("squares"):
        results = await scenario.call("squares", n)
    scenario.show(results)


scenario.run(play)
