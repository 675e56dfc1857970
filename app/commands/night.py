"""`tayang nightly` and its jobs one by one."""

from __future__ import annotations

import typer

from app.options import (
    DEFAULT_CONFIG,
    ConfigOption,
    JsonOption,
    OutletOption,
    PeriodOption,
    SinceOption,
    in_zone,
    parse_period,
    parse_since,
)
from app.output import out, print_json, print_table

CRAWL_WORDS = {
    "outlets": "media",
    "watched": "media terbaca",
    "requests": "permintaan ke situs",
    "new": "berita baru",
    "changed": "berita berubah",
    "archived": "halaman diarsipkan",
    "missing": "berita hilang",
    "failed": "halaman gagal",
    "postponed": "ditunda ke malam berikutnya",
}


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("nightly")(nightly_command)
    app.command("crawl")(crawl)
    app.command("extract")(extract)
    app.command("match")(match)
    app.command("score")(score)
    app.command("report")(report)


def nightly_command(
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
    outlet: OutletOption = None,
    since: SinceOption = None,
    period: PeriodOption = None,
) -> None:
    """Jalankan satu malam penuh.

    Rayapi, ekstrak, cocokkan, nilai, laporkan. Boleh dihentikan dan diulang kapan saja.
    """
    from app.installation import default_period, opened
    from app.nightly import nightly
    from app.progress import Progress

    moment, span = parse_since(since), parse_period(period)
    with opened(config) as installation:
        night = nightly(
            installation,
            installation.outlets(outlet),
            span or default_period(installation.policy),
            since=in_zone(moment, installation.config.zone),
            progress=Progress(quiet=json),
        )
    if json:
        print_json(night)
        return
    print_table(
        "Malam ini", ["", "jumlah"], [(word, night.crawl.get(key, 0)) for key, word in CRAWL_WORDS.items()]
    )
    unread = night.crawl.get("outlets", 0) - night.crawl.get("watched", 0)
    if unread:
        out.print(f"[yellow]{unread} media belum dapat dipantau[/yellow]; sebabnya ada di laporan.")
    out.print(f"[bold]Buka laporan:[/bold] {night.reports[-1].parent / 'index.html'}", soft_wrap=True)


def crawl(
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
    outlet: OutletOption = None,
    since: SinceOption = None,
) -> None:
    """Baca kanal media dan arsipkan halaman baru."""
    from app import jobs
    from app.installation import opened
    from app.progress import Progress

    moment = parse_since(since)
    with opened(config) as installation:
        progress = Progress(quiet=json)
        installation.archive.repair()
        with progress.crawling(installation):
            result = jobs.crawl(
                installation, installation.outlets(outlet), since=in_zone(moment, installation.config.zone)
            )
    if json:
        print_json(
            {"counts": result.counts, "outlets": {id_: t.as_counts() for id_, t in result.tallies.items()}}
        )
        return
    rows = [(word, result.counts.get(key, 0)) for key, word in CRAWL_WORDS.items()]
    print_table("Perayapan", ["", "jumlah"], rows)


def extract(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Jadikan halaman di arsip sebagai artikel."""
    from app import jobs
    from app.installation import opened

    with opened(config) as installation:
        counts = jobs.extract(installation)
    _show("Ekstraksi", counts, json=json)


def match(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Cocokkan artikel dengan kegiatan."""
    from app import jobs
    from app.installation import opened

    with opened(config) as installation:
        counts = jobs.match_articles(installation)
    _show("Pencocokan", counts, json=json)


def score(
    config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False, period: PeriodOption = None
) -> None:
    """Nilai setiap media menurut kebijakan."""
    from app import jobs
    from app.installation import default_period, opened

    span = parse_period(period)
    with opened(config) as installation:
        counts = jobs.score(installation, span or default_period(installation.policy))
    _show("Penilaian", counts, json=json)


def report(
    config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False, period: PeriodOption = None
) -> None:
    """Tulis semua laporan."""
    from app import jobs
    from app.installation import default_period, opened

    span = parse_period(period)
    with opened(config) as installation:
        paths = jobs.report(installation, span or default_period(installation.policy))
    if json:
        print_json({"files": paths})
        return
    for path in paths:
        out.print(str(path), soft_wrap=True)


def _show(title: str, counts: dict[str, int], *, json: bool) -> None:
    if json:
        print_json(counts)
    else:
        print_table(title, ["hasil", "jumlah"], sorted(counts.items()))
