"""What a public body owes everybody in words: accessibility, privacy, cookies, taking part."""
