"""What an export says of itself, to whoever opens it years from now."""

TEXT = """\
WHAT THIS IS

Everything that a council had in Orderpaper, in formats that other programs read. Nothing here needs
Orderpaper. All files are UTF-8 text, but for Word files (.docx) and papers.

meetings/KEY/      what may be published of the meeting KEY, once somebody has read it
  meeting.json       the meeting as everybody could follow it: agenda, people, votes, decisions
  draft.html, .docx, .md, .json
                     the draft of the minutes, for the clerk to read, correct and have approved; in
                     another language draft.cy.html and so on. The minutes are what was approved.
papers/            papers that a public agenda names; each is named by the SHA-256 of what it holds

private/           NOT FOR PUBLICATION
  meeting/KEY/       the record of that meeting
    events.jsonl       every event, one line of JSON each, with private business (LGA 1972 s.100A),
                       exempt titles, running notes, and what members sent to the clerk
    meeting.json       the meeting as the clerk saw it
    draft-restricted.* the full draft, of a meeting that had private business
  council.toml       councils, bodies with their rules, people and seats, as a council file
  people.csv, .json  everybody’s seats, now and before, as a table and in the Popolo format (of
                     several councils people-COUNCIL.csv and so on)
  plans/             each agenda in preparation, or published from here, as a meeting file
  register/, plan/   the record of all that, as such events
  papers/            papers that no public agenda names: they may be exempt

Passphrases, accounts, links, sign-ins and the audit log are not here. Officers export the audit log
from its page in Orderpaper, as a CSV file. Rehearsals are not here either, unless a meeting file
made one as a meeting of its own: then its meeting.json has "rehearsal": true.

HOW THE RECORD IS CHECKED

Each line of events.jsonl seals all above it, so that no change goes unnoticed. Texts are in UTF-8,
and salt, commitment and digest in hexadecimal:

  commitment = SHA-256(salt, payload)
  digest     = SHA-256(digest of the line above, header, commitment)

The first line stands below SHA-256(stream). The header is stream, position, event, id, actor,
command, recorded_at and happened_at, in this order, each as text after its length in bytes (four
bytes, the most significant first); where "private" is true the word "private" follows as a ninth.
"payload" is the event as JSON, in exactly the characters that were sealed. Where payload and salt
are null, names of the public were erased for data protection; digest and commitment still hold. In
Python:

  import hashlib, json
  sealed = {}
  for text in open("events.jsonl", encoding="utf-8"):
      line = json.loads(text)
      stream = line["stream"]
      names = "stream position event id actor command recorded_at happened_at".split()
      header = [line[name] for name in names] + ["private"] * line["private"]
      fields = [str(field).encode() for field in header]
      above = sealed.get(stream) or hashlib.sha256(stream.encode()).digest()
      head = b"".join(len(field).to_bytes(4, "big") + field for field in fields)
      digest = hashlib.sha256(above + head + bytes.fromhex(line["commitment"])).digest()
      assert digest.hex() == line["digest"], line["position"]
      if line["payload"] is not None:
          words = bytes.fromhex(line["salt"]) + line["payload"].encode()
          assert hashlib.sha256(words).hexdigest() == line["commitment"], line["position"]
      sealed[stream] = digest
"""
