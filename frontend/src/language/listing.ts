import { ui } from "../state/interface.svelte";

/** Names one after the other, with the comma of the interface's language. */
export function listed(names: readonly string[]): string {
  return names.join(ui.language === "ar" ? "، " : ", ");
}
