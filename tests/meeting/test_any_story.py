"""Whatever is asked of a meeting, in whatever order, the promises of tests.any_story hold."""

from __future__ import annotations

from hypothesis import settings

from tests.any_story import AnyStory

TestAnyStory = AnyStory.TestCase
TestAnyStory.settings = settings(stateful_step_count=50)
