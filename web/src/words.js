// The words that scripts show, in the language of the page.
//
//   import { words } from "./words.js";
//   words("live");                     // the sentence that the page carries under this name
//   words("waiting", { count: 3 });    // with {count} filled in
//
// A page gives them as JSON, so that every word is translated with its template:
//   <script type="application/json" data-words>{"live": "…"}</script>
// There may be several such scripts; a name that no script gives says itself.

let known;

function read() {
  const scripts = document.querySelectorAll("script[data-words]");
  return Object.assign({}, ...Array.from(scripts, (script) => JSON.parse(script.textContent)));
}

export function words(name, values = {}) {
  known ??= read();
  return (known[name] ?? name).replace(/\{(\w+)\}/g, (_, key) => values[key]);
}
