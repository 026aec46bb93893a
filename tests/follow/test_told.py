"""What the load tool tells: what was followed, what went wrong, and what to do about it."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec.structs import replace
from websockets.asyncio.server import ServerConnection, serve
from websockets.http11 import Request, Response

from server.follow import visit
from server.follow.giving import Given, Lasted
from server.follow.reckoning import Followed, report
from server.follow.report import Report, text
from server.follow.target import NotFollowed, where
from server.follow.task import Counts
from server.follow.visit import Opened
from tests.follow.conftest import REHEARSAL, address
from tests.serve import Town, town

LASTED = Lasted(lost=0, came_back=0, given_again=0)


def of(
    given: Sequence[Given] = (),
    *,
    refused: dict[str, int] | None = None,
    clerk: Lasted | None = None,
    rehearsal: bool = True,
) -> Report:
    """The report of five followers to whom nothing happened."""
    return report(
        Followed(
            meeting="http://localhost/meetings/x", rehearsal=rehearsal, asked=5, begun=0, ended=1,
            here=True, root="x", counts=Counts(tried=5, refused=refused or {}), everything=[],
            given=given, language="cy", clerk=clerk,
        )
    )  # fmt: skip


def test_the_first_line_says_which_page_was_followed() -> None:
    first = text(of()).splitlines()[0]
    assert first.startswith("The public page http://localhost/meetings/x (cy; a rehearsal)")


def test_a_403_is_told_with_what_to_do() -> None:
    [note] = [note for note in of(refused={"403 Forbidden": 17}).notes if "403" in note]
    assert "a proxy or a firewall" in note
    assert "http://localhost:PORT/meetings/KEY" in note
    assert not any("403" in note for note in of(refused={"503 Busy": 1}).notes)


def test_each_reason_is_told_once_and_all_commands_in_vain_are_a_failure() -> None:
    given = [Given(1, 0, refused="No item."), Given(2, 0, refused="Too late."),
             Given(3, 0, refused="No item.")]  # fmt: skip
    made = of(given, clerk=LASTED)
    assert not made.all_well
    [told] = [note for note in made.notes if "went wrong" in note]
    assert told.endswith("3 went wrong: 2 times: No item; 1 times: Too late.")
    assert not any("--as-clerk" in note for note in made.notes)
    answered = msgspec.json.decode(msgspec.json.encode(made))["answered"]
    assert {(each["acknowledged_ms"], each["first_ms"]) for each in answered} == {(None, None)}


def test_one_command_that_was_acknowledged_is_no_failure() -> None:
    assert of([Given(1, 0, refused="No item."), Given(2, 0, 5.0)], clerk=LASTED).all_well


def test_what_could_not_be_struck_out_was_acknowledged_all_the_same() -> None:
    made = of([Given(1, 0, 5.0, stands="Adjourned.")], clerk=LASTED)
    assert made.all_well
    assert (made.answered[0].acknowledged_ms, made.answered[0].stands) == (5.0, "Adjourned.")
    assert any("could not be struck out again: 1 times: Adjourned." in n for n in made.notes)


def test_a_clerk_who_was_lost_and_back_is_told_of() -> None:
    [note] = [n for n in of(clerk=Lasted(2, 1, 3)).notes if "connection was lost" in n]
    assert "lost (times: 2) and came back (times: 1)" in note
    assert "same id (times: 3)" in note
    assert not any("connection was lost" in n for n in of(clerk=LASTED).notes)


def test_a_real_meeting_is_not_called_a_rehearsal_in_what_is_advised() -> None:
    assert any("act in the rehearsal" in note for note in of().notes)
    assert not any("rehearsal" in note for note in of(rehearsal=False).notes)


@pytest.fixture
async def bilingual(tmp_path: Path) -> AsyncIterator[Town]:
    """A rehearsal that is kept in Welsh and English."""
    profile = replace(REHEARSAL.profile, languages=("cy", "en"))
    async with town(tmp_path / "bilingual", replace(REHEARSAL, profile=profile)) as running:
        yield running


async def opened(url: str, language: str = "en") -> Opened:
    place = where(url)
    async with visit.visiting(place, "127.0.0.1") as visitor:
        return await visit.opened(visitor, place, language=language, not_a_rehearsal=False)


async def test_a_language_in_which_the_meeting_is_not_kept_is_not_followed(
    bilingual: Town, rehearsal: Town
) -> None:
    for council, language, given in (
        (bilingual, "cy", "cy"), (bilingual, "en", "en"), (bilingual, "", "cy"),
        (rehearsal, "", "en"),
    ):  # fmt: skip
        assert (await opened(address(council), language)).language == given
    for unknown in ("cy", "xx", "en&x=1"):
        with pytest.raises(NotFollowed, match=f"not kept in “{unknown}”: its page is in “en”"):
            await opened(address(rehearsal), unknown)


def test_the_language_of_the_address_is_that_of_its_followers() -> None:
    assert where("http://h/meetings/x?lang=cy").language == "cy"
    assert where("http://h/meetings/x").language == ""


def test_whatever_page_of_a_meeting_is_named_the_public_one_is_followed() -> None:
    assert where("https://h:443/meetings/x/clerk").url == "https://h/meetings/x"
    assert where("http://h:8000/meetings/x/clerk").url == "http://h:8000/meetings/x"


@asynccontextmanager
async def answering(
    status: int, location: str = "", secure: ssl.SSLContext | None = None
) -> AsyncIterator[int]:
    """Something else than Orderpaper, that answers every request so; its port."""

    def answer(connection: ServerConnection, request: Request) -> Response:
        response = connection.respond(status, "")
        if location:
            response.headers["Location"] = location
        return response

    async def nobody(connection: ServerConnection) -> None:
        """Nobody comes so far."""

    async with serve(nobody, "127.0.0.1", 0, process_request=answer, ssl=secure) as server:
        yield next(iter(server.sockets)).getsockname()[1]


@pytest.mark.parametrize(
    ("status", "leads_to", "advice"),
    [
        (
            301,
            "https://h.example/meetings/x?lang=en",
            r"\(301\): try https://h.example/meetings/x$",
        ),
        (308, "https://h.example/meetings/x", "try https://h.example/meetings/x$"),
        (400, "", r"\(400\): try https://127.0.0.1:\d+/meetings/x$"),
        (302, "http://h.example/", "has no meeting x to show"),
        (404, "", "has no meeting x to show"),
    ],
)
async def test_a_port_that_wants_tls_is_told_of(status: int, leads_to: str, advice: str) -> None:
    async with answering(status, leads_to) as port:
        with pytest.raises(NotFollowed, match=advice):
            await opened(f"http://127.0.0.1:{port}/meetings/x")


async def test_a_certificate_that_is_not_trusted_is_told_with_what_to_say(tmp_path: Path) -> None:
    async with answering(404, secure=of_one_s_own(tmp_path)) as port:
        with pytest.raises(NotFollowed, match="SSL_CERT_FILE=authority") as told:
            await opened(f"https://127.0.0.1:{port}/meetings/x")
        assert "SSLCertVerificationError" not in str(told.value)
        with pytest.raises(NotFollowed, match="Perhaps that port is one with TLS: try https://"):
            await opened(f"http://127.0.0.1:{port}/meetings/x")


async def test_a_port_without_tls_is_told_of(rehearsal: Town) -> None:
    with pytest.raises(NotFollowed, match="Perhaps that port is one without TLS: try http://"):
        await opened(address(rehearsal).replace("http:", "https:"))


def of_one_s_own(folder: Path) -> ssl.SSLContext:
    """TLS with a certificate that nobody else has signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "town")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = serialization.Encoding.PEM
    both = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(pem)
    (folder / "own.pem").write_bytes(both)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "own.pem")
    return context
