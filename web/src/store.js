// Keeps things in the browser, past a reload and a lost connection. A browser that keeps nothing
// (private windows, a full disk) is served from memory, and `keeps()` says so.
//
//   import { keep, kept, keptUnder, forget, keeps } from "./store.js";

const memory = new Map();
let works = true;

export const keeps = () => works;

export function keep(key, value) {
  memory.set(key, value);
  attempt(() => localStorage.setItem(key, JSON.stringify(value)));
}

export function kept(key) {
  const text = attempt(() => localStorage.getItem(key));
  return text ? JSON.parse(text) : memory.get(key);
}

export function forget(key) {
  memory.delete(key);
  attempt(() => localStorage.removeItem(key));
}

export function keptUnder(prefix) {
  const keys = new Set([...memory.keys(), ...(attempt(() => Object.keys(localStorage)) ?? [])]);
  return [...keys].filter((key) => key.startsWith(prefix));
}

function attempt(access) {
  try {
    return access();
  } catch {
    works = false;
  }
}
