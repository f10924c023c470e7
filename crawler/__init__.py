"""The crawler: reads what sources list, fetches the articles, and hands the pages to whoever called it.

Polite (one request at a time and a pause per host, robots.txt), guarded (public addresses only) and
resumable (the frontier lives in the archive). It knows nothing of extraction or alerts.
"""
