// What the server refuses, in the interface's language: its own table of sentences, read at build time.

import table from "../../../src/rasd/sentences.tsv?raw";
import { Problem, type Fault, type Words } from "../api/client";
import { ui } from "../state/interface.svelte";
import { listed } from "./listing";
import { has, t, term } from "./messages";

const arabic = new Map<string, string>();
for (const line of table.split("\n").slice(1)) {
  const [code, , sentence] = line.split("\t");
  if (code && sentence) arabic.set(code, sentence);
}

/** Words of a sentence that are terms of the interface, by the group of their texts. */
const GROUPS: { readonly [name: string]: string } = { kind: "thing", role: "role", least: "role", state: "job.state", action: "action", field: "field" };

/** A fault of any kind as a sentence. */
export function sentence(error: unknown): string {
  if (!(error instanceof Problem)) return String(error);
  if (error.status === 0) return t("fault.unreachable");
  if (ui.language === "en") return error.detail;
  const said = arabic.get(error.code);
  if (said === undefined) return t(has(`fault.${error.status}`) ? (`fault.${error.status}` as "fault.500") : "fault.500");
  const faults = error.faults.map(faultText);
  return faults.length ? `${filled(said, error.words)}: ${faults.join("؛ ")}` : filled(said, error.words);
}

function filled(said: string, words: Words): string {
  return said.replace(/\{(\w+)\}/g, (whole, name: string) => (name in words ? worded(name, words[name] as string) : whole));
}

/** A term of the interface; other names and numbers isolated, so that their direction does not turn the sentence. */
function worded(name: string, value: string): string {
  const group = GROUPS[name];
  return group ? term(group, name === "kind" ? value.replaceAll(" ", "_") : value) : `\u2068${value}\u2069`;
}

/** One thing wrong with what was sent: which part, and in what way. */
function faultText({ where, code, words }: Fault): string {
  const key = `wrong.${code}`;
  const limits = listed(Object.values(words).filter((value) => /^[\d.:-]+$/.test(value)));
  return `\u2068${where.split(".").slice(1).join(".") || where}\u2069 ${t(has(key) ? (key as "wrong.other") : "wrong.other")}${limits && ` (\u2068${limits}\u2069)`}`;
}
