// Once the clerk has put a question to the vote, the slip by which it is taken opens by itself: that
// of the names, or of the count. Once the count is whole, Enter closes the vote, as it does when all
// have voted by name. Whoever writes something by then is left to it.
//
//   import { startPutVotes, voteKey } from "./put-vote.js";

import { onAnswer, unanswered } from "./commands.js";
import { open, shown } from "./composer.js";
import { takeNames } from "./named-vote.js";
import { applied } from "./panels.js";
import { isTab } from "./slips.js";

const CHOICES = ["f", "a", "b"];

let put = null; // the vote that was put here and is not drawn yet: {vote, way}
let counted = false; // a count was given here, and is not drawn yet

export function startPutVotes() {
  onAnswer(({ command, with: { way } }, { entry }) => {
    put = command === "put_question" ? { vote: entry, way } : null;
    counted = command === "record_counts";
    take();
    close();
  });
  applied(take);
  applied(close);
}

// The button is drawn where nobody is missing from the count; else closing is asked about.
function close() {
  const button = counted && document.querySelector("[data-slot=vote] form[action$=close_vote] button");
  if (!button) return;
  counted = false;
  if (idle()) button.focus();
}

function take() {
  if (!put) return;
  const drawn = document.querySelector(`[data-slot=vote] [data-vote="${CSS.escape(put.vote)}"]`);
  if (!drawn) return;
  put = null;
  if (!idle() || !drawn.hasAttribute("data-open")) return;
  if (!takeNames()) open("record_counts");
}

const idle = () => isTab(shown()) && !shown().contains(document.activeElement);

// True if the key was one of a named vote that is open, or on its way: it leads to the names, and
// does nothing else.
export function voteKey(key) {
  return CHOICES.includes(key) && (takeNames() || onItsWay());
}

function onItsWay() {
  const putting = ({ command, problem }) => command === "put_question" && !problem;
  const given = unanswered().filter(putting).map((call) => call.with);
  return [...given, put].some((each) => each?.way === "named");
}
