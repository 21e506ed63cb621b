import os
import time

os.write(3, b"begin")
time.sleep(0.1)
os.write(3, b"end")
