// The name of this window, so that each window sends its own waiting commands and no other's.
//
//   import { ownName, othersOpen } from "./own-window.js";
//   const name = await ownName();           // the same after a reload; never that of another window
//   const open = await othersOpen();        // the names of all open windows, or none known
//
// A window holds a lock by its name for as long as it is open. Where the browser has no locks
// (a page without https) the name alone must do: a command sent twice still happens once.

const PREFIX = "orderpaper.window.";

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export async function ownName() {
  const before = remembered();
  const name = before && (await held(before)) ? before : newId();
  if (name !== before) await held(name);
  remember(name);
  return name;
}

export async function othersOpen() {
  if (!navigator.locks) return new Set();
  const { held: locks } = await navigator.locks.query();
  return new Set(
    locks.filter(({ name }) => name.startsWith(PREFIX)).map(({ name }) => name.slice(PREFIX.length)),
  );
}

// Takes the lock for as long as the window is open; false if another window has it.
function held(name) {
  if (!navigator.locks) return true;
  return new Promise((tell) => {
    navigator.locks.request(PREFIX + name, { ifAvailable: true }, (lock) => {
      tell(Boolean(lock));
      return lock && new Promise(() => {});
    });
  });
}

function remembered() {
  try {
    return sessionStorage.getItem("orderpaper.window");
  } catch {
    return null;
  }
}

function remember(name) {
  try {
    sessionStorage.setItem("orderpaper.window", name);
  } catch {
    // A window that cannot remember its name gets a new one after a reload.
  }
}
