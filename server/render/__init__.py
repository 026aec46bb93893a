"""Drawing: the meeting as an audience sees it becomes pieces of page and documents."""
