// The desk of one report: what the server has of it, what the person looks at, and what is on its way.

import { get, post, Problem } from "../api/client";
import type { Decision, Event, EventRecord, Explanation, Field, Review, Span } from "../api/types";
import { drop, draft, keep } from "../state/drafts";
import { notices } from "../state/notices.svelte";
import { Offsets } from "../text/offsets";
import { sentence, trimmed } from "../text/words";
import { marksOf, type Mark, type ValueKey } from "./evidence";

export interface Editing { record: string; field: Field; value: unknown; restored?: boolean }
export interface Pending { decisions: Decision[]; key: string }
export interface Conflict { pending: Pending; before: Review; now: Review }
type Sending = "judgements" | "undo" | "redo";

const STANDING = new Set(["proposed", "accepted"]);

export class Desk {
  review = $state.raw<Review | null>(null);
  problem = $state.raw<unknown>(null);
  explanation = $state.raw<Explanation | null>(null);
  /** The record that the person works on. */
  active = $state<string | null>(null);
  /** The value whose words are shown. */
  focus = $state.raw<ValueKey | null>(null);
  /** Words chosen in the text, in code points. */
  selection = $state.raw<Span | null>(null);
  editing = $state<Editing | null>(null);
  picked = $state.raw<ReadonlySet<string>>(new Set());
  conflict = $state.raw<Conflict | null>(null);
  /** Decisions that could not be sent; they are kept in the browser. */
  unsent = $state.raw<Pending | null>(null);
  /** Another tab or person changed the report while something is being typed here. */
  stale = $state(false);
  busy = $state(false);

  readonly offsets = $derived(new Offsets(this.review?.report.text ?? ""));
  readonly records = $derived(this.review?.records ?? []);
  readonly standing = $derived(this.records.filter((record) => STANDING.has(record.state)));
  readonly shown = $derived(this.records.filter((record) => STANDING.has(record.state) || record.state === "rejected"));
  readonly gone = $derived(this.records.filter((record) => !STANDING.has(record.state) && record.state !== "rejected"));
  readonly marks = $derived<Mark[]>(this.standing.flatMap(marksOf));
  readonly current = $derived(this.records.find((record) => record.id === this.active) ?? null);

  #channel = new BroadcastChannel("rasd.reports");
  #onFocus = () => void this.lookAgain();

  constructor(readonly id: string, readonly layer: string | null) {
    this.#channel.onmessage = (message) => {
      if (message.data.id === id && message.data.etag !== this.review?.etag) void this.lookAgain();
    };
    window.addEventListener("focus", this.#onFocus);
  }

  close(): void {
    this.#channel.close();
    window.removeEventListener("focus", this.#onFocus);
  }

  async load(): Promise<void> {
    try {
      this.#take(await get<Review>(this.#path, { layer: this.layer }));
      this.problem = null;
    } catch (error) {
      this.problem = error;
      return;
    }
    this.unsent = draft<Pending>(this.#unsentKey);
    const kept = draft<Editing>(this.#draftKey);
    if (kept && this.records.some((record) => record.id === kept.record)) {
      this.editing = { ...kept, restored: true };
      this.active = kept.record;
    }
    // The coder reads the report anew for it, which takes the machine longer than all else here: it comes after the page.
    requestAnimationFrame(() => setTimeout(() => void this.#explain()));
  }

  async #explain(): Promise<void> {
    try {
      this.explanation = await get<Explanation>(`${this.#path}/explanation`, { layer: this.layer });
    } catch {
      // The review goes on without reasons.
    }
  }

  /** Ask whether the report changed elsewhere. What is being typed stays. */
  async lookAgain(): Promise<void> {
    if (!this.review || this.busy || this.conflict) return;
    try {
      const now = await get<Review>(this.#path, { layer: this.layer });
      if (now.etag === this.review.etag) return;
      if (this.editing) this.stale = true;
      else this.#take(now);
    } catch {
      // The next edit says what is wrong.
    }
  }

  async takeNow(): Promise<void> {
    this.stale = false;
    this.#take(await get<Review>(this.#path, { layer: this.layer }));
  }

  /** Send decisions; true where they were taken. A conflict or a lost connection keeps them. */
  async decide(decisions: Decision[], then?: { active?: string | null }): Promise<boolean> {
    return this.#send("judgements", { decisions, key: crypto.randomUUID?.() ?? String(Math.random()) }, then);
  }

  undo(): Promise<boolean> { return this.#send("undo", null); }
  redo(): Promise<boolean> { return this.#send("redo", null); }

  async sendAgain(): Promise<void> {
    if (this.unsent) await this.#send("judgements", this.unsent);
  }

  dropUnsent(): void {
    this.unsent = null;
    drop(this.#unsentKey);
  }

  /** After a conflict: take what is there now; with `again`, send the own decisions on top of it. */
  async settle(again: boolean): Promise<void> {
    const { pending, now } = this.conflict as Conflict;
    this.conflict = null;
    this.#take(now);
    this.dropUnsent();
    if (again) await this.#send("judgements", { ...pending, key: `${pending.key}-again` });
  }

  edit(record: string, field: Field, value: unknown): void {
    this.active = record;
    this.editing = { record, field, value: $state.snapshot(value) };
  }

  /** Called on every change of what is being typed. */
  keepEditing(): void {
    if (this.editing) keep(this.#draftKey, this.editing);
  }

  endEditing(): void {
    this.editing = null;
    drop(this.#draftKey);
    if (this.stale) void this.takeNow();
  }

  async saveEditing(): Promise<boolean> {
    const { record, field, value } = $state.snapshot(this.editing) as Editing;
    const taken = await this.decide([{ action: "change", record_id: record, field, value }]);
    if (taken || this.conflict || this.unsent) this.endEditing();
    return taken;
  }

  select(record: string | null): void {
    this.active = record;
    this.focus = null;
  }

  /** The words of a span. */
  words(span: Span | null | undefined): string {
    return span ? this.offsets.slice(span) : "";
  }

  /** The span without blanks at its ends. */
  trim(span: Span): Span {
    const [start, end] = trimmed(this.offsets.text, this.offsets.units(span));
    return [this.offsets.point(start), this.offsets.point(end)];
  }

  /** A new record of a type that rests on these words. */
  blank(type: string, trigger: Span): Omit<Event, "event_id" | "document_id" | "confidence"> {
    const [start, end] = sentence(this.offsets.text, this.offsets.units(trigger));
    const published = this.review?.report.published ?? null;
    return {
      event_type: type, status: "occurred", initiators: [], supporters: [], targets: [], places: [],
      date: { start: published, end: published, precision: "assumed" }, toll: {}, weapons: [], seized: [], people: [], source: { kind: "none" },
      evidence: { sentence: [this.offsets.point(start), this.offsets.point(end)], trigger, mentions: [] },
    };
  }

  togglePick(record: string): void {
    const picked = new Set(this.picked);
    if (!picked.delete(record)) picked.add(record);
    this.picked = picked;
  }

  record(id: string): EventRecord | undefined {
    return this.records.find((record) => record.id === id);
  }

  get #path(): string { return `/reports/${this.id}`; }
  get #draftKey(): string { return `review/${this.id}/edit`; }
  get #unsentKey(): string { return `review/${this.id}/unsent`; }

  async #send(what: Sending, pending: Pending | null, then?: { active?: string | null }): Promise<boolean> {
    const before = this.review;
    if (!before || this.busy) return false;
    this.busy = true;
    try {
      const now = await post<Review>(`${this.#path}/${what}`, pending ?? undefined, { etag: before.etag, query: { layer: this.layer } });
      this.#take(now, then);
      if (pending) this.dropUnsent();
      this.#channel.postMessage({ id: this.id, etag: now.etag });
      return true;
    } catch (error) {
      this.#refused(error, before, pending);
      return false;
    } finally {
      this.busy = false;
    }
  }

  #refused(error: unknown, before: Review, pending: Pending | null): void {
    const problem = error instanceof Problem ? error : null;
    if (problem?.status === 412 && problem.current) {
      const now = problem.current as Review;
      if (pending) this.conflict = { pending, before, now };
      else this.#take(now);
    } else if (problem && (problem.status === 0 || problem.status === 401) && pending) {
      this.unsent = pending;
      keep(this.#unsentKey, pending);
      if (problem.status === 0) notices.fault(error);
    } else notices.fault(error);
  }

  #take(review: Review, then?: { active?: string | null }): void {
    const known = new Set(this.records.map((record) => record.id));
    this.review = review;
    const added = known.size ? review.records.find((record) => !known.has(record.id) && STANDING.has(record.state)) : undefined;
    if (then && "active" in then) this.active = then.active ?? null;
    else if (added) this.active = added.id;
    if (!review.records.some((record) => record.id === this.active)) this.active = this.shown[0]?.id ?? null;
    this.picked = new Set([...this.picked].filter((id) => this.standing.some((record) => record.id === id)));
  }
}
