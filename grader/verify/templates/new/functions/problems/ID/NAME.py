"""Problem "{{title}}": what is given.

You write `squares(n)`: it asks for the squares of the numbers 0 … n-1 all at
the same time and gives them in the order of the numbers.
"""

import rpc


async def square(number: int) -> int:
    """The square of a number. Takes about 50 ms, nearly all of it waiting."""
    return await rpc.call("square", number)
