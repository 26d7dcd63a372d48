// Short messages at the page's foot; read out by screen readers.

import { Problem } from "../api/client";
import { has, t } from "../language/messages";
import { ui } from "./interface.svelte";

export interface Notice { number: number; text: string; kind: "done" | "fault" }

class Notices {
  list = $state<Notice[]>([]);
  #count = 0;

  say(text: string, kind: Notice["kind"] = "done"): void {
    const number = ++this.#count;
    this.list = [...this.list.slice(-2), { number, text, kind }];
    setTimeout(() => this.drop(number), kind === "fault" ? 12000 : 4000);
  }

  fault(error: unknown): void {
    this.say(sentence(error), "fault");
  }

  drop(number: number): void {
    this.list = this.list.filter((notice) => notice.number !== number);
  }
}

/** A fault as a sentence in the interface's language where it is the pages' own, else as the server says it. */
export function sentence(error: unknown): string {
  if (!(error instanceof Problem)) return String(error);
  if (error.status === 0) return t("fault.unreachable");
  if (error.status === 429) return t("fault.tooMany", { seconds: error.retryAfter ?? 30 });
  const key = `fault.${error.status}`;
  // The server speaks English; in Arabic what kind of fault it is comes first.
  return ui.language === "ar" && has(key) ? `${t(key)}: \u2068${error.sentence}\u2069` : error.sentence;
}

export const notices = new Notices();
