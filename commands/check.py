"""``netra check``: one page through the whole road without storing anything, and why it was judged so."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from archive import ArchiveError, articles, furniture, reading
from commands.extract import article_json
from commands.inputs import fetch, is_address, read_input
from commands.match import findings_json
from intake import Examined, examine
from model import Circular, Incident, Page, Reason
from settings import load_settings

log = logging.getLogger("netra.check")


@click.command("check", short_help="One page through the whole road, and why.")
@click.argument("page", metavar="URL|FILE")
@click.option("--url", "address", metavar="ADDRESS", help="With FILE: the page's own address.")
@click.option("--json", "as_json", is_flag=True, help="Write one JSON object.")
def check_command(page: str, address: str | None, as_json: bool) -> None:
    """Extract and match one page, store nothing, and show what decided: sentences, phrases, weights.

    Lines that the archive, where there is one, knows as furniture of the page's outlet are left out and shown.
    """
    pages = _pages(page, address)
    examined = examine(pages, recurring=_furniture(pages[0].url))
    if as_json:
        click.echo(json.dumps(_json(examined), ensure_ascii=False, indent=2))
    else:
        click.echo(_printable("\n".join(_lines(examined))))


def _pages(name: str, address: str | None) -> list[Page]:
    return fetch(name) if is_address(name) else [_file(name, address)]


def _furniture(url: str) -> frozenset[str]:
    """What is known of the outlet; an archive that cannot be read must not stop the look."""
    path = load_settings().database
    if not path.is_file():
        return frozenset()
    try:
        with reading(path) as db:
            return furniture.known(db, articles.outlet_of(url))
    except ArchiveError as error:
        log.warning("No outlet's furniture is known: %s", error)
        return frozenset()


def _file(name: str, address: str | None) -> Page:
    body = read_input(name)
    url = address or Path(name).resolve().as_uri()
    return Page(
        url=url,
        requested_url=url,
        source_id=None,
        status=200,
        headers=(),
        body=body,
        fetched=datetime.now(UTC),
    )


def _json(examined: Examined) -> dict[str, object]:
    return {
        "article": article_json(examined.article),
        "furniture": list(examined.left_out),
        "findings": findings_json(examined.findings, reasons=True),
    }


def _lines(examined: Examined) -> Iterable[str]:
    article, findings = examined.article, examined.findings
    yield f"Title:      {article.title}"
    yield f"Published:  {article.published or 'not known'}"
    yield f"Author:     {article.author or '-'}    Site: {article.site or '-'}"
    yield f"Pages:      {article.pages.have} of {article.pages.of or '?'}    Method: {article.method}"
    for warning in article.warnings:
        yield f"Warning:    {warning}"
    for line in examined.left_out:
        yield f"Left out:   {line}  (the outlet repeats it from story to story)"
    yield ""
    yield article.text
    yield ""
    ruling = ", ruling" if findings.ruling else ""
    yield f"Genre:      {findings.genre}{ruling}    incident: {findings.incident}    circular: {findings.circular}"
    for place in findings.places:
        yield f"Region:     {place.code} ({place.confidence}: {place.basis})"
    yield from _reasons(findings.reasons)
    for incident in findings.incidents:
        yield from _incident(incident)
    for circular in findings.circulars:
        yield from _circular(circular)
    for flag in findings.flags:
        yield f"FLAG {flag.code}: {flag.span}"


def _incident(incident: Incident) -> Iterable[str]:
    yield ""
    stage = f"{incident.stage} (convicted by a court)" if incident.convicted else incident.stage
    yield f"INCIDENT ({incident.weight}): {stage}, {incident.actor}, confidence {incident.confidence:.2f}"
    yield f"  acts: {', '.join(incident.acts)}"
    yield f"  office: {incident.office or '-'}    count: {incident.count or '-'}"
    yield f"  region: {incident.region or '-'}    occurred: {incident.occurred or '-'}"
    yield f"  “{incident.sentence}”"
    yield "  what says so:"
    for reason in incident.reasons:
        if not reason.weight:
            yield f"    {reason.rule}: “{reason.phrase}”"
            yield f"        “{reason.sentence}”"
    yield "  what speaks for an incident, and against:"
    yield from _reasons(reason for reason in incident.reasons if reason.weight)


def _circular(circular: Circular) -> Iterable[str]:
    yield ""
    number = circular.number or "without number"
    yield f"CIRCULAR ({circular.weight}): {circular.kind} {number}, confidence {circular.confidence:.2f}"
    yield f"  date: {circular.date or '-'}    issuer: {circular.issuer or '-'}    region: {circular.region or '-'}"
    yield f"  subject: {circular.subject or '-'}    for: {', '.join(circular.scope) or '-'}"
    for change, numbers in (("revokes", circular.revokes), ("amends", circular.amends)):
        if numbers:
            yield f"  {change}: {', '.join(numbers)}"
    yield f"  “{circular.sentence}”"
    yield from _reasons(circular.reasons)


def _reasons(reasons: Iterable[Reason]) -> Iterable[str]:
    for reason in reasons:
        yield f"    {reason.weight:+.2f}  {reason.rule}: “{reason.phrase}”"


def _printable(text: str) -> str:
    # Control characters of a page must not reach the terminal.
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)
