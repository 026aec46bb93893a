// Pasting an agenda from Word or a web page: numbers of lists, bullets, headings and rows of tables,
// which plain text from the clipboard may lose, become lines that the server reads.

const APART = new Set("ADDRESS ARTICLE BLOCKQUOTE DD DIV DL DT FIGURE FOOTER HEADER HR MAIN NAV P PRE SECTION".split(" "));
const UNSEEN = new Set("HEAD SCRIPT STYLE TEMPLATE TITLE META LINK COL COLGROUP".split(" "));
const FORMED = "ol, ul, table, h1, h2, h3, h4, h5, h6, p";
const MOST = 5_000_000; // characters of what is pasted, marks and all; more is left to the browser

export function pasteAgenda(root) {
  for (const field of root.querySelectorAll("textarea[data-paste-agenda]")) {
    field.addEventListener("paste", (event) => {
      const html = event.clipboardData?.getData("text/html") ?? "";
      const lines = html.length <= MOST ? linesOf(html) : "";
      if (!lines) return;
      event.preventDefault();
      insert(field, lines);
    });
  }
}

// The lines of a piece of HTML; nothing where it has no form that plain text would lose.
export function linesOf(html) {
  if (!html) return "";
  const { body } = new DOMParser().parseFromString(html, "text/html"); // nothing in it runs or loads
  if (!body.querySelector(FORMED)) return "";
  const lines = new Lines();
  read(body, lines);
  return lines.whole();
}

class Lines {
  done = [];
  begun = "";

  add(text) {
    this.begun += text;
  }

  end() {
    const line = this.begun.replace(/[^\S\t]+/g, " ").replace(/ *\t */g, "\t").trim();
    if (line) this.done.push(line);
    this.begun = "";
  }

  whole() {
    this.end();
    return this.done.join("\n");
  }
}

function read(node, lines, depth = 0) {
  if (depth > 200) return lines.add(node.textContent);
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) lines.add(child.data.replace(/\s+/g, " "));
    else if (child.nodeType === Node.ELEMENT_NODE && !UNSEEN.has(child.tagName)) element(child, lines, depth + 1);
  }
}

function element(child, lines, depth) {
  if (child.tagName === "BR") return lines.end();
  if (child.tagName === "TR") return row(child, lines, depth);
  const before = mark(child);
  const apart = before || APART.has(child.tagName) || child.tagName === "LI";
  if (apart) lines.end();
  lines.add(before);
  read(child, lines, depth);
  link(child, lines);
  if (apart) lines.end();
}

// What stands before the words of a heading or of an entry in a list.
function mark(child) {
  const heading = /^H([1-6])$/.exec(child.tagName);
  if (heading) return /^\s*\d/.test(child.textContent) ? " " : `${"#".repeat(heading[1])} `;
  if (child.tagName !== "LI") return "";
  const list = child.parentElement;
  return list?.tagName === "OL" ? `${counted(child, list)}. ` : "• ";
}

function counted(entry, list) {
  let number = Number.parseInt(list.getAttribute("start") ?? "1", 10);
  for (const other of list.children) {
    if (other.tagName !== "LI") continue;
    const own = Number.parseInt(other.getAttribute("value") ?? "", 10);
    if (!Number.isNaN(own)) number = own;
    if (other === entry) break;
    number += 1;
  }
  return spelled(number, entry.getAttribute("type") ?? list.getAttribute("type") ?? "1");
}

function spelled(number, type) {
  if (/^a$/i.test(type) && number >= 1 && number <= 26)
    return String.fromCharCode(type.charCodeAt(0) + number - 1);
  const romans = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
  if (/^i$/i.test(type) && romans[number - 1])
    return type === "I" ? romans[number - 1].toUpperCase() : romans[number - 1];
  return String(number);
}

// The first lines of the cells beside each other, and what else they hold below.
function row(child, lines, depth) {
  lines.end();
  const cells = [...child.cells].map((cell) => {
    const inside = new Lines();
    read(cell, inside, depth);
    inside.end();
    return inside.done;
  });
  const first = cells.filter((cell) => cell.length).map((cell) => cell[0]);
  if (first.length) lines.done.push(first.join("\t"), ...cells.flatMap((cell) => cell.slice(1)));
}

// Where a link leads, if its words do not say it: papers are found by their addresses.
function link(child, lines) {
  const href = child.tagName === "A" ? (child.getAttribute("href") ?? "") : "";
  if (/^https?:\/\//.test(href) && !child.textContent.includes(href)) lines.add(` ${href} `);
}

// Through the browser's own command, so that it can be undone; else directly.
function insert(field, text) {
  field.focus();
  if (document.execCommand?.("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
