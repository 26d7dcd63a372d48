// Names of countries: the table that the exports use, read at build time; the browser's own for others, which it takes long to make.

import table from "../../../src/rasd/exports/data/countries.tsv?raw";
import { ui, type Language } from "../state/interface.svelte";

const names = new Map<string, { [language in Language]: string }>();
for (const line of table.split("\n").slice(1)) {
  const [code, en, ar] = line.split("\t");
  if (code && en && ar) names.set(code, { en, ar });
}

const others: { [language in Language]?: Intl.DisplayNames } = {};

/** A country's name in the interface's language; its code where nobody knows a name. */
export function countryName(code: string | null | undefined): string {
  if (!code) return "—";
  return names.get(code)?.[ui.language] ?? fromBrowser(code, ui.language);
}

function fromBrowser(code: string, language: Language): string {
  try {
    return (others[language] ??= new Intl.DisplayNames([language], { type: "region" })).of(code) ?? code;
  } catch {
    return code;
  }
}
