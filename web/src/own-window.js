// The name of this window, so that each window keeps its own drafts and sends its own waiting
// commands, and takes over what windows left behind that are open no more.
//
//   import { newId, openWindows, ownName } from "./own-window.js";
//   const name = await ownName();          // the same after a reload; never that of another window
//   const open = await openWindows();      // the names of all open windows
//
// A window holds a lock by its name for as long as it is open. Where the browser has no locks
// (a page without https) no window is known to be open; a command sent twice still happens once.

const PREFIX = "orderpaper.window.";
const PATIENCE = 700; // milliseconds in which a page that is being reloaded lets its lock go

let name;

export const ownName = () => (name ??= find());

export async function openWindows() {
  if (!navigator.locks) return new Set();
  const { held } = await navigator.locks.query();
  const ours = held.filter((lock) => lock.name.startsWith(PREFIX));
  return new Set(ours.map((lock) => lock.name.slice(PREFIX.length)));
}

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function find() {
  const before = remembered();
  const found = before && (await lock(before)) ? before : newId();
  if (found !== before) lock(found); // nobody else can have it: the page need not wait
  remember(found);
  return found;
}

// Takes the lock for as long as the window is open; false if another window keeps it, as when a
// window was copied with its name.
function lock(own) {
  if (!navigator.locks) return true;
  return new Promise((tell) => {
    const forEver = () => {
      tell(true);
      return new Promise(() => {});
    };
    const signal = AbortSignal.timeout(PATIENCE);
    navigator.locks.request(PREFIX + own, { signal }, forEver).catch(() => tell(false));
  });
}

function remembered() {
  try {
    return sessionStorage.getItem("orderpaper.window");
  } catch {
    return null;
  }
}

function remember(own) {
  try {
    sessionStorage.setItem("orderpaper.window", own);
  } catch {
    // A window that cannot remember its name gets a new one after a reload.
  }
}
