// Once the clerk has put a question to the vote, the slip by which it is taken opens by itself: that
// of the names, or of the count. Whoever writes something by then is left to it.
//
//   import { startPutVotes, voteKey } from "./put-vote.js";

import { onAnswer, unanswered } from "./commands.js";
import { open, shown } from "./composer.js";
import { takeNames } from "./named-vote.js";
import { applied } from "./panels.js";
import { isTab } from "./slips.js";

const CHOICES = ["f", "a", "b"];

let put = null; // the vote that was put here and is not drawn yet: {vote, way}

export function startPutVotes() {
  onAnswer(({ command, with: { way } }, { entry }) => {
    put = command === "put_question" ? { vote: entry, way } : null;
    take();
  });
  applied(take);
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
