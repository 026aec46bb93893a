// The clerk's console: the box, the keys, the roll-call and what waits to be sent.

import { ask, startAsking } from "./ask.js";
import { startComposer } from "./composer.js";
import { startCounting } from "./counting.js";
import { showElsewhere } from "./elsewhere.js";
import { startKeys } from "./keys.js";
import { startNamedVote } from "./named-vote.js";
import { startOfferWords } from "./offer-words.js";
import { startPhrases } from "./phrases.js";
import { startPutVotes } from "./put-vote.js";
import { startRollCall } from "./roll-call.js";
import { keepRecordAtEnd, openRestAtClose } from "./rows.js";
import { startTypeAhead } from "./type-ahead.js";
import { startUnsent } from "./unsent.js";

export { ask };

export async function startConsole(socket) {
  await startComposer();
  startPhrases();
  startOfferWords();
  showElsewhere();
  startAsking();
  startRollCall();
  startNamedVote();
  startCounting();
  startPutVotes();
  startUnsent(socket);
  keepRecordAtEnd();
  openRestAtClose();
  startTypeAhead();
  startKeys();
}
