"""Pasting from Word or a web page into a text box: the form of it becomes lines."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from server import places
from server.importing.text import read_text

SOURCE = places.templates().parent / "src" / "paste-agenda.js"
PAGE = '<textarea id="agenda" data-paste-agenda>old</textarea>'
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  data.setData("text/plain", text);
  const field = document.getElementById("agenda");
  field.focus();
  field.select();
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  const left = field.dispatchEvent(event);
  return left ? null : field.value;
}"""


async def pasted(browser: Browser, html: str) -> str | None:
    """What stands in the box afterwards; None if the browser was left to paste by itself."""
    script = SOURCE.read_text(encoding="utf-8").replace("export function", "function")
    page = await browser.new_page()
    try:
        await page.set_content(PAGE)
        await page.add_script_tag(content=f"{script}\npasteAgenda(document);")
        value: str | None = await page.evaluate(PASTE, [html, "plain"])
        return value
    finally:
        await page.close()


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<ol><li>Apologies</li><li>Minutes</li></ol>", ["1. Apologies", "2. Minutes"]),
        ('<ol start="5"><li>A</li><li value="9">B</li></ol>', ["5. A", "9. B"]),
        (
            '<ol><li>Parks<ol type="a"><li>Pond</li><li>Geese</li></ol></li><li>Close</li></ol>',
            ["1. Parks", "a. Pond", "b. Geese", "2. Close"],
        ),
        ("<ul><li>Apologies</li></ul>", ["• Apologies"]),
        ("<h2>Part II</h2><p>Land<br>Sale</p>", ["## Part II", "Land", "Sale"]),
        ("<h2>1. Ducks</h2>", ["1. Ducks"]),
        (
            "<table><tr><td><p>1</p></td><td><p>Ducks</p><p>To note</p></td><td>5 - 8</td></tr>"
            "</table>",
            ["1\tDucks\t5 - 8", "To note"],
        ),
        (
            '<p>Papers: <a href="https://a.example/b.pdf">the report</a></p>',
            ["Papers: the report https://a.example/b.pdf"],
        ),
        (
            "<p class=MsoListParagraph><span style='mso-list:Ignore'>3.<span>&nbsp; &nbsp;</span>"
            "</span>Apologies</p><style>p {}</style><script>window.bad = 1</script>",
            ["3. Apologies"],
        ),
    ],
)  # fmt: skip
async def test_what_is_pasted_becomes_lines(browser: Browser, html: str, lines: list[str]) -> None:
    assert await pasted(browser, html) == "\n".join(lines)


async def test_plain_words_are_left_to_the_browser(browser: Browser) -> None:
    assert await pasted(browser, "") is None
    assert await pasted(browser, "<b>1. Apologies</b>") is None


async def test_what_was_pasted_is_read_as_an_agenda(browser: Browser) -> None:
    html = "<h1>Agenda</h1><ol><li>Apologies</li><li>Land (exempt)</li></ol>"
    value = await pasted(browser, html)
    assert value is not None
    read = [(i.number, i.title, i.access.value) for i in read_text(value).items]
    assert read == [("1", "Apologies", "open"), ("2", "Land", "exempt")]
