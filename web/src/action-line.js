// Reads an action as it is said: "Officers to proceed with implementation by 1 September".
//
//   import { readAction } from "./action-line.js";
//   readAction("…");            // {who, what, by_when}
//   readAction("…", "Officers"); // who is given already: nobody is looked for in the line
//   namesOneOf("Cllr Perry", "Perry and officers");
//
// Who comes before the first "to", in a few words; a last "by" begins the time only if a time
// follows, so that "to reply by email" stays whole.

const TIME = new RegExp(
  [
    String.raw`^(the )?(\d|end|start|middle|beginning|close|early|mid|late|first|last|next|following`,
    "this|its|their|our|noon|today|tonight|tomorrow|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr",
    String.raw`may\b|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter|easter|christmas`,
    "meeting)",
  ].join("|"),
  "i",
);

const ADDRESSEE = 6; // words: more before a "to" are a sentence of its own

export function readAction(line, given = "") {
  const said = line.trim().replace(/\.$/, "");
  const parted = said.match(/^(.*?)\s+to\s+(.*)$/is);
  const named = parted && !given && parted[1].trim().split(/\s+/).length <= ADDRESSEE;
  const who = named ? parted[1].trim() : given;
  const rest = (named ? parted[2] : said).trim();
  const by = rest.toLowerCase().lastIndexOf(" by ");
  if (by < 0 || !TIME.test(rest.slice(by + 4).trim())) return { who, what: rest, by_when: "" };
  return { who, what: rest.slice(0, by).trim(), by_when: rest.slice(by + 4).trim() };
}

// Whether two ways of naming people have a name in common: "Cllr Clegg" and "Clegg and officers".
export function namesOneOf(one, other) {
  const names = one.toLowerCase().split(/\s+/).filter((word) => word.length > 3);
  return names.some((name) => ` ${other.toLowerCase()}`.includes(` ${name}`));
}
