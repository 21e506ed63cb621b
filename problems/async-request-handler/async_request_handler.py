"""Problem "Async request handler": what is given.

You write `get_user(user_id)`: it answers with the user, or with the error
"not found".
"""

import rpc


async def find_name(user_id: int) -> str | None:
    """Asks the database for a user's name; None if it has no such user.

    Takes 50 ms, all of it waiting.
    """
    return await rpc.call("find_name", user_id)
