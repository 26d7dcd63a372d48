// Keys as commands. Letters go by their place on the keyboard, so that they work on an Arabic layout too.

import { ui } from "./interface.svelte";

const TYPING = "input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]";

/** Whether the person is writing or choosing in a control, or in a dialog that has its own keys. */
export function typing(event: KeyboardEvent): boolean {
  const target = event.target as Element | null;
  return Boolean(target?.closest?.(TYPING));
}

/** The letter or sign of a single-key command, or "" where the key is none. Capitals with Shift. */
export function command(event: KeyboardEvent): string {
  if (!ui.singleKeys || typing(event) || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return "";
  if (event.key === "?" || event.key === "؟") return "?";
  if (event.code === "Slash") return event.shiftKey ? "?" : "/";
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) return event.shiftKey ? letter : letter.toLowerCase();
  return /^(Digit|Numpad)\d$/.test(event.code) ? event.code.slice(-1) : "";
}

/** Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y (⌘ on a Mac), outside of fields. */
export function undoing(event: KeyboardEvent): "undo" | "redo" | "" {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || typing(event)) return "";
  if (event.code === "KeyZ") return event.shiftKey ? "redo" : "undo";
  return event.code === "KeyY" ? "redo" : "";
}
