"""Adapter of "Health check"."""

import rpc

solution = rpc.load("health_check")

rpc.serve(health_check=solution.health_check)
