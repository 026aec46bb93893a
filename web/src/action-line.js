// Reads an action as it is said: "Officers to proceed with implementation by 1 September".
//
//   import { readAction } from "./action-line.js";
//   readAction("…");             // {who, what, by_when, unknown}
//   readAction("…", "Officers");  // who is given already: nobody is looked for in the line
//   readAction("…", "", known);   // only those are taken to be somebody for whom known(who) is true
//   knower(["Cllr Perry", "clerk"]);   // …: who begins with one of the words of these names
//   namesOneOf("Cllr Perry", "Perry and officers");
//
// Who comes before the first "to", in a few words; a last "by" begins the time only if a time
// follows, so that "to reply by email" stays whole. In "Write to the county" nobody is known to be
// "Write": that is `unknown` then, who is left empty, and the line is all "what".

const TIME = new RegExp(
  [
    String.raw`^(the )?(\d|end|start|middle|beginning|close|early|mid|late|first|last|next|following`,
    "this|its|their|our|noon|today|tonight|tomorrow|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr",
    String.raw`may\b|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|winter|easter|christmas`,
    "meeting)",
  ].join("|"),
  "i",
);

const PASSED_OVER = new Set(["the", "all", "our", "both", "a", "an", "of", "and", "for", "y", "yr"]);
const ADDRESSEE = 6; // words: more before a "to" are a sentence of its own

export function readAction(line, given = "", known = () => true) {
  const said = line.trim().replace(/\.$/, "");
  const parted = said.match(/^(.*?)\s+to\s+(.*)$/is);
  const few = parted && !given && parted[1].trim().split(/\s+/).length <= ADDRESSEE;
  const begins = few ? parted[1].trim() : "";
  const named = begins && known(begins);
  const rest = (named ? parted[2] : said).trim();
  return { who: named ? begins : given, unknown: named ? "" : begins, ...timed(rest) };
}

function timed(rest) {
  const by = rest.toLowerCase().lastIndexOf(" by ");
  if (by < 0 || !TIME.test(rest.slice(by + 4).trim())) return { what: rest, by_when: "" };
  return { what: rest.slice(0, by).trim(), by_when: rest.slice(by + 4).trim() };
}

const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? [];

// Tells whether words begin with somebody: the first of them, but for articles, is in these names.
export function knower(names) {
  const known = new Set(names.flatMap(wordsOf).filter((word) => !PASSED_OVER.has(word)));
  return (begins) => known.has(wordsOf(begins).find((word) => !PASSED_OVER.has(word)) ?? "");
}

// Whether two ways of naming people have a name in common: "Cllr Clegg" and "Clegg and officers".
export function namesOneOf(one, other) {
  const names = one.toLowerCase().split(/\s+/).filter((word) => word.length > 3);
  return names.some((name) => ` ${other.toLowerCase()}`.includes(` ${name}`));
}
