import { ui } from "../state/interface.svelte";
import { counted } from "./format";

/** A number with its noun in the interface's language. */
export function count(value: number, unit: "record" | "report" | "incident" | "source"): string {
  return counted(value, unit, ui.language);
}
