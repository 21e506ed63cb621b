from {{name}} import square


async def squares(n: int) -> list[int]:
    # TODO: ask for all of them at the same time. This does one after another.
    return [await square(number) for number in range(n)]
