import time
from concurrent.futures import ThreadPoolExecutor

SECONDS = 0.4  # of processor time that one computation needs


def compute():
    begin = time.thread_time()
    while time.thread_time() - begin < SECONDS:
        sum(i * i for i in range(10_000))


with ThreadPoolExecutor(2) as threads:
    start = time.monotonic()
    computations = [threads.submit(compute) for _ in range(2)]
    for computation in computations:
        computation.result()
    times = round((time.monotonic() - start) / SECONDS)
    print(f"two computations took {times} times as long as one")
