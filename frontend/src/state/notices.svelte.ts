// Short messages at the page's foot; read out by screen readers.

import { sentence } from "../language/problems";

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

export const notices = new Notices();
