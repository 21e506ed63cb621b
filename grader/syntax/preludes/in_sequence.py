# Takes the place of asyncio.gather: one call after another.
async def mutation_in_sequence(*calls, return_exceptions=False):
    results = []
    for call in calls:
        try:
            results.append(await call)
        except Exception as error:
            if not return_exceptions:
                raise
            results.append(error)
    return results


