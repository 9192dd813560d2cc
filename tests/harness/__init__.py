"""Harnesses that kill, starve and damage a real vault: short in the tests, long by hand.

`python -m tests.harness.kill --trials 200`, likewise `kill_typing`, `power_loss`, `faults`, `slow_disk`, `damage`, and
for keys `rotation`, `rotation_power_loss`, `ways_in`; `lock_memory` and `soak` play a day in the real program. Each
prints a table.
"""
