"""``netra match``: reads articles, says what they tell of incidents and circulars."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click

from alerts.matcher import match
from commands import jsonl
from commands.inputs import open_input, read_input
from model import Findings, Incident, Reason

TITLE_WORDS = 4
"""A story as plain text has its headline in the first line of more words: platforms print menus above."""

_OTHER_FILES = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")


def findings_json(findings: Findings, *, reasons: bool = False) -> dict[str, object]:
    """Findings as a JSON object, keys as the command's contract names them.

    With ``reasons`` each object also carries its weight in the story and what decided.
    """
    found: dict[str, object] = {
        "genre": findings.genre.value,
        "incident": findings.incident.value,
        "incidents": [_incident_json(incident, reasons) for incident in findings.incidents],
        "circular": findings.circular.value,
        "circulars": [
            {
                "kind": circular.kind.value,
                "number": circular.number,
                "date": circular.date,
                "issuer": circular.issuer,
                "subject": circular.subject,
                "region": circular.region,
                "sentence": circular.sentence,
                "confidence": circular.confidence,
                "scope": [actor.value for actor in circular.scope],
                "revokes": list(circular.revokes),
                "amends": list(circular.amends),
                **({"weight": circular.weight.value, "reasons": _reasons(circular.reasons)} if reasons else {}),
            }
            for circular in findings.circulars
        ],
        "regions": list(findings.regions),
        "flags": [{"code": flag.code, "span": flag.span, "sentence": flag.sentence} for flag in findings.flags],
        "ruling": findings.ruling,
    }
    if reasons:
        found["reasons"] = _reasons(findings.reasons)
        found["matcher_version"] = findings.matcher_version
    return found


def _incident_json(incident: Incident, reasons: bool) -> dict[str, object]:
    found: dict[str, object] = {
        "stage": incident.stage.value,
        "actor": incident.actor.value,
        "acts": [act.value for act in incident.acts],
        "count": incident.count,
        "region": incident.region,
        "occurred": incident.occurred,
        "sentence": incident.sentence,
        "confidence": incident.confidence,
        "responses": [{"kind": each.kind.value, "sentence": each.sentence} for each in incident.responses],
    }
    if reasons:
        found |= {
            "weight": incident.weight.value,
            "office": incident.office,
            "vague": incident.vague,
            "convicted": incident.convicted,
            "reasons": _reasons(incident.reasons),
        }
    return found


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    return [
        {"rule": each.rule, "phrase": each.phrase, "weight": each.weight, "sentence": each.sentence}
        for each in reasons
    ]


def match_lines(lines: Iterable[bytes | None]) -> Iterator[dict[str, object]]:
    """Answer line by line, in order; a bad line gives its error, and the next is read. Blank lines are skipped."""
    return jsonl.answers(lines, _answer)


def _answer(article: dict[str, Any]) -> dict[str, object]:
    values: dict[str, str | None] = {}
    for name in ("title", "text", "published", "outlet", "url"):
        value = article.get(name)
        if value is not None and not isinstance(value, str):
            raise jsonl.BadLine(f'The "{name}" of this line is not a string.')
        values[name] = value
    title = values["title"]
    if title is None:
        raise jsonl.BadLine("This line has no title.")
    return findings_json(
        match(
            title,
            values["text"] or "",
            published=values["published"],
            outlet=values["outlet"],
            url=values["url"],
        )
    )


def split_story(story: str) -> tuple[str, str]:
    """A story as plain text → its headline (the first line of more than four words) and what follows it."""
    lines = story.splitlines()
    for number, line in enumerate(lines):
        if len(line.split()) > TITLE_WORDS:
            return line.strip(), "\n".join(lines[number + 1 :])
    return " ".join(story.split()), ""


@click.command("match")
@click.option("--jsonl", "as_lines", is_flag=True, help="Read and write JSON Lines, one article a line.")
@click.argument("file", default="-", metavar="[FILE|-]")
def match_command(as_lines: bool, file: str) -> None:
    """Say what an article tells of incidents and circulars.

    FILE (or standard input) is one story as plain text, its headline the first line of more than four words; the
    answer is one JSON object with the reasons. With --jsonl it holds lines {"id", "title", "text", "published",
    "outlet", "url"} (all but id and title may be missing), and each is answered by one line, in order; a line that
    cannot be read is answered by {"id", "error"}; blank lines are passed over. Needs no archive and no settings.
    """
    if as_lines:
        jsonl.write(match_lines(jsonl.lines_of(open_input(file))))
        return
    body = read_input(file)
    if body.startswith(_OTHER_FILES) or b"\x00" in body[:1000]:
        raise click.ClickException("This is no plain text. For a web page or a PDF use `netra check FILE`.")
    title, text = split_story(body.decode("utf-8", "replace"))
    click.echo(json.dumps(findings_json(match(title, text), reasons=True), ensure_ascii=False, indent=2))
