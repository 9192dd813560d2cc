"""Harnesses that kill, starve and damage a real vault: short in the tests, long by hand.

`python -m tests.harness.kill --trials 200`, likewise `kill_typing`, `power_loss`, `faults`, `slow_disk`, `damage`, and
for keys `rotation`, `rotation_power_loss`, `ways_in`. Each prints a table.
"""
