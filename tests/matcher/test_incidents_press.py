"""How newsrooms tell a case: a threat is no sanction, an acquittal no conviction, a report's day not the act's."""

from __future__ import annotations

import pytest

from alerts.matcher import match
from alerts.matcher.counts import all_told, others_told
from model import Act, Actor, Findings, Incident, Stage, Weight


def story(title: str, body: str = "") -> Findings:
    return match(title, body, published="2026-11-12")


def only(title: str, body: str = "") -> Incident:
    findings = story(title, body)
    assert findings.incident is Weight.MAIN
    assert len(findings.incidents) == 1
    return findings.incidents[0]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "PN Selayar Vonis Bebas Kades yang Dituduh Kampanyekan Cabup",
            "PN Selayar memvonis bebas Kepala Desa Bontona.",
        ),
        (
            "PN Rantau Vonis Lepas Lurah yang Didakwa Menangkan Calon",
            "PN Rantau menjatuhkan vonis bebas kepada Lurah Kupang yang didakwa mengampanyekan calon bupati.",
        ),
        (
            "Pengadilan Tinggi Batalkan Vonis Kades Wera, Dinyatakan Bebas",
            "Pengadilan Tinggi Mataram membatalkan putusan yang menghukum Kepala Desa Wera dua bulan penjara karena"
            " mengampanyekan calon gubernur. Kades itu dinyatakan bebas.",
        ),
        (
            "Kades di Kolaka Lolos dari Jerat Pidana Pemilu",
            "Hakim Pengadilan Negeri Kolaka menyatakan Kepala Desa Tosiba tidak terbukti"
            " bersalah mengampanyekan calon.",
        ),
    ],
)
def test_who_is_acquitted_is_never_told_as_convicted(title: str, body: str) -> None:
    incident = only(title, body)
    assert (incident.stage, incident.convicted) == (Stage.DISMISSED, False)


@pytest.mark.parametrize(
    "body",
    [
        "Mahkamah Agung membatalkan vonis bebas Kepala Desa Wera dan menghukumnya tiga bulan penjara karena"
        " mengampanyekan calon bupati.",
        "Pengadilan Tinggi Mataram membatalkan putusan PN Bima dan menghukum Kepala Desa Wera"
        " empat bulan penjara karena"
        " mengampanyekan calon bupati.",
        "Hakim PN Bima menghukum Kepala Desa Wera membayar denda Rp 3 juta karena mengampanyekan calon bupati.",
    ],
)
def test_a_conviction_stays_one_where_an_earlier_verdict_is_set_aside(body: str) -> None:
    incident = only("Hakim Hukum Kades Wera karena Kampanyekan Cabup", body)
    assert (incident.stage, incident.convicted) == (Stage.CHARGED, True)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Camat di Karawang Diminta Tak Hadiri Kampanye, Bupati: Ketahuan, Saya Copot",
            "Bupati Karawang mengancam akan mencopot camat yang kedapatan menghadiri kampanye pasangan calon.",
        ),
        ("Bupati Ciamis: Kades Ketahuan Ikut Kampanye, Saya Pecat", "Bupati Ciamis mengancam akan memecat kades."),
        (
            "Lurah Tak Netral, Wali Kota Metro: Saya Pecat Besok",
            "Wali Kota Metro memperingatkan 22 lurah agar netral.",
        ),
        (
            "Kapolda Lampung: Anggota Dukung Paslon, Kita Copot",
            "Kapolda Lampung akan mencopot polisi pendukung paslon.",
        ),
    ],
)
def test_a_threat_is_no_sanction(title: str, body: str) -> None:
    assert story(title, body).incident is Weight.NONE


def test_what_a_superior_says_he_has_done_is_no_threat() -> None:
    incident = only(
        "Lurah di Metro Ikut Kampanye, Wali Kota: Sudah Saya Copot",
        'Wali Kota Metro mencopot Lurah Ganjar yang terbukti ikut kampanye paslon. "Sudah saya'
        ' copot kemarin," katanya.',
    )
    assert incident.stage is Stage.SANCTIONED


def test_two_officials_at_two_stages_are_two_cases() -> None:
    found = story(
        "Camat Hulu Dicopot Usai Ikut Kampanye, Kades Tetangga Masih Diperiksa",
        "Bupati Tapin mencopot Camat Bungur. Camat itu terbukti ikut kampanye paslon.\n"
        "Sementara itu, Bawaslu Tapin masih memeriksa Kepala Desa Linuh yang diduga membagikan kaus paslon.",
    ).incidents
    assert [(each.actor, each.stage, each.count, each.weight) for each in found] == [
        (Actor.SUB_DISTRICT_HEAD, Stage.SANCTIONED, 1, Weight.MAIN),
        (Actor.VILLAGE_HEAD, Stage.EXAMINED, 1, Weight.MAIN),
    ]
    assert found[0].acts == (Act.ATTEND_CAMPAIGN,)


@pytest.mark.parametrize(
    "more",
    [
        "Sementara itu, Camat Alok mengatakan sudah menegur lurah tersebut.",
        "Sementara itu, Kepala Desa Linuh diperiksa sebagai saksi kampanye itu.",
        "Sementara itu, lima honorer melapor ke Bawaslu Sikka.",
    ],
)
def test_who_speaks_or_testifies_or_reports_has_no_case_of_his_own(more: str) -> None:
    body = f"Lurah Uneng dilaporkan ke Bawaslu Sikka karena mengarahkan warga memilih paslon. {more}"
    assert only("Lurah di Sikka Dilaporkan", body).stage is Stage.REPORTED


@pytest.mark.parametrize(
    ("body", "actor", "stage"),
    [
        ("Kapolda Maluku memutasi Kapolsek Waisala setelah diduga mendukung calon.",
         Actor.MILITARY_POLICE, "sanctioned"),
        ("Bupati Buru memutasi Kepala Dinas Sosial Kabupaten Buru setelah diduga mendukung"
         " salah satu calon bupati.",
         Actor.HEAD_OF_OFFICE, "sanctioned"),
        ("Sekda Kabupaten Buru menonaktifkan Kepala Bidang Aset yang terbukti menjadi tim sukses calon.", Actor.ASN,
         "sanctioned"),
        ("Sekda Kabupaten Buru melaporkan Camat Waplau ke Bawaslu karena diduga mendukung paslon.",
         Actor.SUB_DISTRICT_HEAD, "reported"),
        ("Kepala Dinas Pendidikan Kabupaten Buru dilaporkan ke Bawaslu karena memutasi guru"
         " yang menolak mendukung petahana.",
         Actor.HEAD_OF_OFFICE, "reported"),
        ("Kepala Desa Waenono dilaporkan Camat Waplau ke Bawaslu karena mengarahkan warga memilih calon bupati.",
         Actor.VILLAGE_HEAD, "reported"),
        ("KASN menyatakan Camat Waplau melanggar netralitas karena mendukung paslon.", Actor.SUB_DISTRICT_HEAD,
         "recommended"),
        ("Lurah Namlea disidang majelis kode etik karena mengantar istri bupati berkampanye.",
         Actor.SUB_DISTRICT_HEAD, "examined"),
        ("Camat Waplau memanggil kepala desa lalu mengarahkan mereka mendukung petahana. Bawaslu Buru menelusuri.",
         Actor.SUB_DISTRICT_HEAD, "alleged"),
    ],
)  # fmt: skip
def test_the_superior_and_the_accuser_are_not_the_accused(body: str, actor: Actor, stage: str) -> None:
    incident = only("Pejabat di Maluku Diduga Dukung Paslon", body)
    assert (incident.actor, incident.count, incident.stage) == (actor, 1, stage)


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("Bawaslu Ende memeriksa Camat Detusoko yang diduga ikut mengantar paslon mendaftar,"
         " Selasa (1/9/2026).", None),
        ("Bawaslu Ende menelusuri kabar Camat Detusoko ikut membagikan kaus paslon, Kamis (5/11/2026).", None),
        ("Hakim membebaskan Camat Detusoko dari dakwaan mengampanyekan calon bupati, Senin (9/11/2026).", None),
        ("Bawaslu Ende memanggil Camat Detusoko yang hadir di kampanye calon bupati pada Rabu (11/11/2026).", None),
        ("Camat Detusoko hadir di kampanye calon bupati, Sabtu (7/11/2026). Bawaslu Ende"
         " memanggilnya.", "2026-11-07"),
        ("Camat Detusoko dilaporkan ke Bawaslu, Kamis (5/11/2026). Ia diduga mengarahkan ASN"
         " memenangkan paslon dalam"
         " rapat pada 30 Oktober 2026.", "2026-10-30"),
        ("Camat Detusoko diperiksa Bawaslu, Senin (9/11/2026), karena hadir di deklarasi paslon"
         " pada 18 Oktober 2026.",
         "2026-10-18"),
        ("Camat Detusoko dilaporkan ke Bawaslu karena mengajak warga memilih paslon, Rabu (4/11/2026). Ajakan itu"
         " disampaikan pada pengajian 28 Oktober 2026.", "2026-10-28"),
    ],
)  # fmt: skip
def test_the_day_of_a_report_or_a_hearing_is_not_that_of_the_act(body: str, day: str | None) -> None:
    assert only("Camat Detusoko Diduga Langgar Netralitas", body).occurred == day


@pytest.mark.parametrize(
    "body",
    [
        "Warga meminta Bupati Maros memindahkan camat karena dinilai tak netral dalam pembagian air irigasi.",
        "Camat Bantimurung dituding tak netral dalam sengketa tanah. Warga melaporkannya ke inspektorat.",
        "Camat Bantimurung diduga memihak salah satu calon direktur BUMDes. Warga melapor ke bupati.",
    ],
)
def test_a_side_taken_outside_elections_is_no_incident(body: str) -> None:
    assert story("Camat di Maros Dinilai Tak Netral", body).incidents == ()


def test_neutrality_before_a_supervisor_needs_no_word_of_an_election() -> None:
    body = "Camat Bantimurung dilaporkan ke Bawaslu Maros karena dinilai tak netral."
    assert only("Camat di Maros Dinilai Tak Netral", body).stage is Stage.REPORTED


@pytest.mark.parametrize(
    ("body", "acts"),
    [
        ("karena diduga memfasilitasi rapat tim pemenangan di kantor camat.", {Act.STATE_FACILITIES}),
        ("setelah videonya membagikan stiker paslon viral di media sosial.", {Act.CAMPAIGN_MATERIAL}),
        ("karena menjadi saksi mandat paslon di TPS.", {Act.CAMPAIGN_TEAM}),
        ("karena terdaftar sebagai saksi partai politik.", {Act.CAMPAIGN_TEAM}),
        ("karena mengancam memutasi guru yang tidak memilih petahana.", {Act.PRESSURE}),
        ("karena mendampingi istri gubernur berkampanye.", {Act.ATTEND_CAMPAIGN}),
    ],
)
def test_the_act_is_the_one_that_is_told(body: str, acts: set[Act]) -> None:
    incident = only("Camat Porsea Diduga Kampanye", f"Camat Porsea dilaporkan ke Bawaslu Toba {body}")
    assert set(incident.acts) == acts


@pytest.mark.parametrize(
    ("title", "body", "stage", "count"),
    [
        ("Lima Perangkat Desa di Pati Jadi Saksi TPS Paslon, Bawaslu: Melanggar",
         "Bawaslu Pati menyatakan lima perangkat desa melanggar netralitas karena menjadi saksi pasangan calon.",
         Stage.RECOMMENDED, 5),
        ("Guru Honorer di Dompu Jadi Saksi Paslon",
         "Seorang guru honorer di Dompu ketahuan menjadi saksi salah satu paslon. Disdik"
         " memberikan teguran tertulis.",
         Stage.SANCTIONED, 1),
        ("Dua Pejabat Pemprov Malut Disidang Etik karena Dampingi Istri Gubernur Kampanye",
         "Dua pejabat Pemprov Maluku Utara menjalani sidang kode etik karena mendampingi istri"
         " gubernur berkampanye.",
         Stage.EXAMINED, 2),
        ("BKN Jatuhkan Rekomendasi Sanksi Pelanggaran Netralitas untuk Camat",
         "BKN mengeluarkan rekomendasi sanksi pelanggaran netralitas bagi Camat Wolo yang mendukung calon bupati.",
         Stage.RECOMMENDED, 1),
        ("Bawaslu Dalami Dugaan Lurah Arahkan Warga",
         "Seorang lurah di Ambon diduga mengarahkan warga memilih paslon. Laporan dimasukkan warga ke Bawaslu."
         ' "Kami akan klarifikasi lurah itu," kata Ketua Bawaslu.', Stage.REPORTED, 1),
        ("Dua ASN Pemkab Poso Disanksi, Satu Lainnya Ditegur",
         "Bupati Poso menjatuhkan sanksi kepada dua ASN yang menjadi tim sukses paslon. Satu ASN lainnya ditegur"
         " tertulis. Ketiganya direkomendasikan BKN.", Stage.SANCTIONED, 3),
        ("Pj Bupati Diduga Bagi-bagi Bansos Bergambar Istri yang Maju Pilkada, Warga Demo Bawaslu Bombana",
         "Warga mendesak Bawaslu memeriksa Penjabat Bupati Bombana yang diduga membagikan bansos bergambar istrinya"
         " yang maju sebagai calon bupati.", Stage.ALLEGED, 1),
    ],
)  # fmt: skip
def test_a_case_is_told_with_its_stage_and_count(title: str, body: str, stage: Stage, count: int) -> None:
    incident = only(title, body)
    assert (incident.stage, incident.count) == (stage, count)


@pytest.mark.parametrize("who", ["ASN guru", "PNS yang bekerja sebagai guru", "PPPK guru"])
def test_a_status_before_an_office_is_no_second_person(who: str) -> None:
    incident = only(
        "Guru di Blitar Diperiksa", f"Bawaslu Blitar memeriksa seorang {who} yang berfoto dengan cabup."
    )
    assert (incident.actor, incident.count) == (Actor.TEACHER, 1)


@pytest.mark.parametrize(
    "title",
    [
        "Kades di Rembang Divonis Denda karena Copot Perangkat yang Beda Pilihan",
        "Lurah di Batu Doakan Calon Menang dalam Pengajian",
        "Camat di Blitar Targetkan Suara Paslon ke Kades",
        "Kades di Sumenep Dibui karena Kampanyekan Calon",
    ],
)
def test_a_headline_alone_tells_a_case(title: str) -> None:
    assert story(title).incident is Weight.MAIN


def test_a_made_up_example_is_no_case() -> None:
    body = (
        "BKN menjelaskan batas netralitas ASN. Misalnya, seorang camat yang berfoto dengan"
        " calon dapat dikenai sanksi."
    )
    assert story("Benarkah ASN Boleh Hadiri Kampanye? Ini Penjelasan BKN", body).incidents == ()


def test_a_past_breach_in_a_story_of_crime_is_a_mention() -> None:
    findings = story(
        "ASN Tersangka Penipuan Ini Pernah Dihukum karena Tak Netral",
        "Polres Siak menetapkan seorang ASN Pemkab Siak sebagai tersangka penipuan. Ia pernah"
        " disanksi karena mendukung"
        " calon bupati pada Pilkada 2020.",
    )
    assert (findings.incident, findings.incidents[0].stage) == (Weight.MENTION, Stage.SANCTIONED)


def test_those_told_of_apart_are_added_up() -> None:
    assert others_told("satu asn lainnya hanya ditegur") == 1
    assert others_told("mereka ditegur") is None
    assert all_told("ketiganya bertugas di dinas; tiga asn itu diam") == {3}


def test_what_a_headline_deals_out_to_a_village_head_is_his_sentence() -> None:
    incident = only(
        "Hakim Jatuhkan Sebulan Penjara untuk Kades Wera, Bawaslu Kurang Puas",
        "Majelis hakim Pengadilan Negeri Bima menyatakan Kepala Desa Wera bersalah dalam perkara tindak pidana"
        " pemilu, Selasa (3/11). Ia membiarkan calon anggota dewan berkampanye di rumahnya.",
    )
    assert (incident.stage, incident.actor, incident.convicted) == (Stage.CHARGED, Actor.VILLAGE_HEAD, True)


def test_to_play_politics_is_an_accusation() -> None:
    incident = only(
        "Bawaslu Bima Datangi Belasan ASN Terduga Main Politik",
        "Sekitar 16 aparatur sipil negara (ASN) di Kabupaten Bima masuk catatan Bawaslu karena diduga terlibat"
        " politik praktis pada Pilkada 2026.",
    )
    assert incident.count == 16
