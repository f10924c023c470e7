"""The registers: one row per case and per circular, through its whole life, whoever reports it.

A wrong merge tells a sanction about the wrong man, the worst error the product can make. So a report joins a case
on likeness alone only while nothing grave follows from it; a case is moved to a grave stage or cleared only when
office and place agree. When in doubt there are two rows.
"""

from __future__ import annotations

from sqlite_utils import Database

from alerts.registers.again import READ_ANEW, Again, read_at_last, register_again
from alerts.registers.cases import register_incident
from alerts.registers.circulars import register_circular
from alerts.registers.words import Change, Report
from model import Findings

__all__ = ["READ_ANEW", "Again", "Change", "Report", "read_at_last", "register", "register_again"]


def register(db: Database, report: Report, findings: Findings) -> list[Change]:
    """Enter an article's findings into the registers, inside the caller's transaction.

    Doing it again for the same article doubles nothing. Returns the changes, in the order told.
    """
    used: set[int] = set()
    changes = [register_incident(db, report, incident, used) for incident in findings.incidents]
    used = set()
    changes += [register_circular(db, report, circular, used) for circular in findings.circulars]
    return [change for change in changes if change]
