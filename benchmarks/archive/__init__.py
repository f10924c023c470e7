"""Measurements of the archive."""
