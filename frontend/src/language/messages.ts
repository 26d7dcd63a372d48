import { ui } from "../state/interface.svelte";
import { general } from "./general";
import { pictures } from "./pictures";
import { reviewing } from "./reviewing";
import { rooms } from "./rooms";

// Every text of the interface: [English, Arabic].
const messages = { ...general, ...reviewing, ...pictures, ...rooms } satisfies { [key: string]: readonly [string, string] };

export type Key = keyof typeof messages;
export type Words = { [name: string]: string | number };

/** A text in the interface's language; `{name}` is replaced. Reads reactive state: call it in markup or `$derived`. */
export function t(key: Key, words: Words = {}): string {
  const text = messages[key][ui.language === "ar" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in words ? String(words[name]) : whole));
}

/** A text whose key is made from a value of the data (`status.occurred`); the value itself where there is none. */
export function term(group: string, value: string | null | undefined): string {
  if (value === null || value === undefined) return "—";
  const key = `${group}.${value}`;
  return key in messages ? t(key as Key) : value.replaceAll("_", " ");
}

export function has(key: string): key is Key {
  return key in messages;
}
