"""Alerts: what an article tells (``matcher``), the registers it enters, who is told, and how it reaches them."""
