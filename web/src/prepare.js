// The pages on which officers prepare meetings. They work without any of this: an agenda that is
// pasted keeps its numbers and lists, which plain text would lose.

import { pasteAgenda } from "./paste-agenda.js";

pasteAgenda(document);
