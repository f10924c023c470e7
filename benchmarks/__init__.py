"""Measurements: what the product does beside what it is to do, written down by the command that measured it."""
