"""Commands that start or prepare the site. Django is loaded only here and where the firm's records are touched."""

from __future__ import annotations

from typing import Annotated

import typer

from jangbu.cli.output import answering, say

Port = Annotated[int, typer.Option(help="127.0.0.1의 포트 · port on 127.0.0.1")]


def serve(port: Port = 8000, host: Annotated[str, typer.Option(hidden=True)] = "127.0.0.1") -> None:
    """사이트를 열어요 · Serve the site; an empty home leads through creating the first owner."""
    from jangbu.web import launch  # noqa: PLC0415  # Django loads only for the commands that need it

    with answering():
        launch.prepare()
        address = f"http://{host}:{port}/"
        say(f"{address} 에서 열려 있어요. 멈추려면 Ctrl+C.", f"Open at {address} . Ctrl+C stops it.")
        launch.serve(host, port)


def demo(
    port: Port = 8000,
    check: Annotated[bool, typer.Option(help="띄우지 않고 확인만 해요 · all but serve")] = False,
) -> None:
    """예시 회사 한빛정밀로 전체 일을 해 보고 사이트를 열어요 · Run the job on the sample firm, then serve."""
    from jangbu.web import launch  # noqa: PLC0415

    with answering():
        launch.prepare(sample=True)
        findings = launch.sample_findings()
        for sentence in findings:
            say(sentence.ko, sentence.en)
        if check:
            return
        link = launch.sample_link(port)
        say(f"한 번만 쓰는 로그인 주소예요: {link}", f"One-time sign-in link: {link}")
        launch.serve("127.0.0.1", port)


def worker(
    once: Annotated[bool, typer.Option(help="정해 둔 일만 하고 끝내요 · scheduled work only, then end")] = False,
) -> None:
    """맡긴 일과 정해 둔 일을 해요 · Carry out runs; every hour delete what is due, and anchor the ledger daily."""
    from jangbu.web import launch  # noqa: PLC0415

    with answering():
        launch.prepare()
        if once:
            launch.work()
            return
        with launch.worker() as name:
            say(f"일꾼이 일해요: {name}. 멈추려면 Ctrl+C.", f"Worker {name} is at work. Ctrl+C stops it.")
            launch.until_stopped(every=3600.0)


def add_to(app: typer.Typer) -> None:
    app.command()(serve)
    app.command()(demo)
    app.command()(worker)
