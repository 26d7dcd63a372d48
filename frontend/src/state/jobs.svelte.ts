// Jobs that this page started or that run on the server; asked for more than once a second while any is unfinished, and every few
// seconds while a page watches for those that others start.

import { get, post, ask } from "../api/client";
import type { Job, List } from "../api/types";

const SOON = 700;
const LATER = 5000;
const UNFINISHED = new Set<Job["state"]>(["queued", "running"]);

class Jobs {
  list = $state.raw<Job[]>([]);
  /** Grows each time a job has come further or ends: what lists reports loads again. */
  news = $state(0);
  #timer: ReturnType<typeof setTimeout> | null = null;
  #watchers = 0;
  #asked = false;

  get active(): number { return this.list.filter((job) => UNFINISHED.has(job.state)).length; }

  async load(): Promise<void> {
    this.#take((await get<List<Job>>("/jobs", { limit: 50 })).items);
  }

  /** Ask from time to time until the function that it gives is called. */
  watch(): () => void {
    this.#watchers += 1;
    this.load().catch(() => this.#take(this.list));
    return () => { this.#watchers -= 1; };
  }

  async start(body: object): Promise<Job> {
    return this.#with(await post<Job>("/jobs", body));
  }

  async upload(form: FormData): Promise<Job> {
    return this.#with(await ask<Job>("POST", "/uploads", { form }));
  }

  async act(job: Job, what: "cancel" | "resume"): Promise<void> {
    this.#with(await post<Job>(`/jobs/${job.number}/${what}`));
  }

  /** Takes up a job that another endpoint answered with. */
  follow(job: Job): Job {
    return this.#with(job);
  }

  find(number: number): Job | undefined {
    return this.list.find((job) => job.number === number);
  }

  #with(job: Job): Job {
    this.#take([job, ...this.list.filter((other) => other.number !== job.number)].sort((a, b) => b.number - a.number));
    return job;
  }

  #take(list: Job[]): void {
    const before = new Map(this.list.map((job) => [job.number, job]));
    this.list = list;
    // The first answer tells of jobs whose reports the page has already.
    if (this.#asked && list.some((job) => cameFurther(before.get(job.number), job))) this.news += 1;
    this.#asked = true;
    if (this.#timer) clearTimeout(this.#timer);
    const wait = this.active ? SOON : this.#watchers ? LATER : null;
    this.#timer = wait === null ? null : setTimeout(() => this.load().catch(() => this.#take(this.list)), wait);
  }
}

/** Whether a job has done more than when it was seen last. */
function cameFurther(before: Job | undefined, now: Job): boolean {
  return before?.done !== now.done || UNFINISHED.has(before.state) !== UNFINISHED.has(now.state);
}

export const jobs = new Jobs();
