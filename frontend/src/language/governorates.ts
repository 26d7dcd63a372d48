// Arabic names of governorates: the table that the exports use, read at build time.

import table from "../../../src/rasd/exports/data/governorates.tsv?raw";
import { ui } from "../state/interface.svelte";

const arabic = new Map<string, string>();
for (const line of table.split("\n").slice(1)) {
  const [, name, arabicName, , others] = line.split("\t");
  if (name && arabicName) for (const one of [name, ...(others ?? "").split(";")]) if (one) arabic.set(one, arabicName);
}

/** A governorate in the interface's language; as it is where the table lacks it. */
export function governorate(name: string): string {
  return ui.language === "ar" ? (arabic.get(name) ?? name) : name;
}
