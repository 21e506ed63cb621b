"""SipHash-2-4, which Rust's library has, too: short signatures."""

_ALL = (1 << 64) - 1


def siphash(key, data):
    """SipHash-2-4 of Aumasson and Bernstein, which Rust's library has, too: a number
    that nobody finds who has no key."""
    low, high = (int.from_bytes(key[i:i + 8], "big") for i in (0, 8))
    v = [low ^ 0x736f6d6570736575, high ^ 0x646f72616e646f6d,
         low ^ 0x6c7967656e657261, high ^ 0x7465646279746573]
    length = len(data)
    data += bytes(-(length + 1) % 8) + bytes([length & 0xff])
    for i in range(0, len(data), 8):
        word = int.from_bytes(data[i:i + 8], "little")
        v[3] ^= word
        _mix(v, 2)
        v[0] ^= word
    v[2] ^= 0xff
    _mix(v, 4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def _turned(word, by):
    return (word << by | word >> (64 - by)) & _ALL


def _mix(v, rounds):
    for _ in range(rounds):
        for a, b, by in ((0, 1, 13), (2, 3, 16)):
            v[a] = (v[a] + v[b]) & _ALL
            v[b] = _turned(v[b], by) ^ v[a]
        v[0] = _turned(v[0], 32)
        for a, b, by in ((2, 1, 17), (0, 3, 21)):
            v[a] = (v[a] + v[b]) & _ALL
            v[b] = _turned(v[b], by) ^ v[a]
        v[2] = _turned(v[2], 32)
