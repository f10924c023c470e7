"""``netra check`` shows for each thing that an alert would say the words and the sentence that say it."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from commands.check import check_command

HEAD = "Kuwu di Indramayu Divonis Percobaan karena Kerahkan Warga ke Kampanye"
LEAD = (
    "Hakim Pengadilan Negeri Indramayu menghukum seorang kuwu di Kabupaten Indramayu dengan pidana percobaan empat"
    " bulan."
)
ACT = "Ia terbukti mengerahkan warga desanya ke lapangan kampanye calon bupati dengan tiga truk sewaan."
PAGE = f"""<html lang="id"><head><title>{HEAD}</title></head><body><article><h1>{HEAD}</h1>
<p>INDRAMAYU - {LEAD} {ACT}</p>
<p>Bawaslu Kabupaten Indramayu menghormati putusan itu dan berharap kepala desa lain belajar dari perkara yang
menyita waktu pengawas sejak awal masa kampanye tersebut.</p></article></body></html>"""


def test_stage_verdict_act_actor_and_region_each_have_their_sentence(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    shown = CliRunner().invoke(check_command, [str(file), "--url", "https://a.example/kuwu"]).output
    lines = [line.strip() for line in shown.splitlines()]
    assert any(line.startswith("INCIDENT (main): charged (convicted by a court), village_head, ") for line in lines)

    def sentence_of(rule: str) -> str:
        return next(lines[place + 1] for place, line in enumerate(lines) if line.startswith(f"{rule}: “"))

    assert sentence_of("act_mobilisation") == f"“{ACT}”"
    for rule in ("stage_charged", "convicted", "actor_village_head"):
        assert sentence_of(rule) == f"“{HEAD}”"
    assert sentence_of("region_32.12") == f"“{LEAD}”"
