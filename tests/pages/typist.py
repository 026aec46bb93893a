"""A clerk at the console who has a keyboard and no mouse, and looks before typing on."""

from __future__ import annotations

from playwright.async_api import Locator, Page, expect

RECORD = "Control+Enter"
FARTHEST = 8


class Typist:
    """Types, and waits for what the page shows. Every key is counted, but those of the words."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys: list[str] = []

    async def sit_down(self) -> None:
        """Begin: the page tells its keys as soon as they work, and is connected."""
        await expect(self.page.locator("#keybar")).to_be_visible()
        await expect(self.page.locator("#link")).to_have_attribute("data-state", "live")

    async def press(self, *keys: str) -> None:
        """Press these keys, one after the other."""
        for key in keys:
            self.keys.append(key)
            await self.page.keyboard.press(key)

    async def type(self, words: str) -> None:
        """Type words key by key."""
        await self.page.keyboard.type(words)

    async def put(self, words: str) -> None:
        """Give many words at once, as an input method or dictation does."""
        await self.page.keyboard.insert_text(words)

    async def leave_the_box(self) -> None:
        """Give the keys back to the page, if the box would take them now."""
        if await self.page.locator("#composer :focus").count():
            await self.press("Escape")
            await expect(self.page.locator("#composer :focus")).to_have_count(0)

    async def key(self, letter: str) -> None:
        """Press a letter that is a key of the console."""
        await self.leave_the_box()
        await self.press(letter)

    async def open(self, letter: str, slip: str) -> None:
        """Open a slip by its letter; whoever writes in it already just writes on."""
        if not await self.page.locator(f"#slip-{slip} [data-words]:focus").count():
            await self.key(letter)
        await expect(self.page.locator(f"#slip-{slip} :focus")).to_be_visible()

    async def back_to(self, field: str) -> None:
        """Go back by Tab to a field that stands a little before this one."""
        for _ in range(FARTHEST):
            if await self.page.locator(f"{field}:focus").count():
                return
            await self.press("Shift+Tab")
        raise AssertionError(f"{field} is more than {FARTHEST} tabs away")

    # What the page shows

    def slip(self, name: str) -> Locator:
        """The form of a command."""
        return self.page.locator(f"#slip-{name}")

    def box(self, slip: str) -> Locator:
        """The box of a slip for the words."""
        return self.page.locator(f"#slip-{slip} [data-words]")

    def onto(self, slip: str) -> Locator:
        """For which item a slip is."""
        return self.page.locator(f"#slip-{slip} [data-onto]")

    def told(self, slip: str) -> Locator:
        """Why a slip was refused: a sentence beside its words, which is read out too."""
        return self.slip(slip).get_by_role("alert")

    @property
    def newest(self) -> Locator:
        """The newest entry on the record of the item in hand."""
        return self.page.locator("[data-slot=record] [data-entry]").last

    async def sees_in_hand(self, number: str) -> None:
        """The item is in hand."""
        await expect(self.page.locator(f'[data-hand="{number}"]')).to_be_visible()

    async def sees_recorded(self, words: str) -> None:
        """The newest entry says all these words."""
        for line in words.split("\n"):
            await expect(self.newest).to_contain_text(line.removeprefix("- "))
