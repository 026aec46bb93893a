// Reads an action as it is said: "Officers to proceed with implementation by 1 September".
//
//   import { readAction } from "./action-line.js";
//   readAction("…");     // {who, what, by_when}
//
// Who comes before the first "to"; a last "by" begins the time only if a time follows, so that
// "to reply by email" stays whole.

const TIME = new RegExp(
  String.raw`^(the )?(end|start|middle|close|beginning|next|noon|today|tomorrow|tonight|early|mid|late|` +
    String.raw`\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may\b|jun|jul|aug|sep|oct|nov|dec|` +
    String.raw`spring|summer|autumn|winter|easter|christmas|its|their|our|this|last|first|following|meeting)`,
  "i",
);

export function readAction(line) {
  const said = line.trim().replace(/\.$/, "");
  const parted = said.match(/^(.*?)\s+to\s+(.*)$/is);
  const who = parted ? parted[1].trim() : "";
  const rest = (parted ? parted[2] : said).trim();
  const by = rest.toLowerCase().lastIndexOf(" by ");
  if (by < 0 || !TIME.test(rest.slice(by + 4).trim())) return { who, what: rest, by_when: "" };
  return { who, what: rest.slice(0, by).trim(), by_when: rest.slice(by + 4).trim() };
}
