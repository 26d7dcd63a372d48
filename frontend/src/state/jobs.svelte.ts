// Jobs that this page started or that run on the server; asked for each second while any is unfinished.

import { get, post, ask } from "../api/client";
import type { Job, List } from "../api/types";

const UNFINISHED = new Set<Job["state"]>(["queued", "running"]);

class Jobs {
  list = $state.raw<Job[]>([]);
  /** Grows each time a job ends: what lists reports loads again. */
  ended = $state(0);
  #timer: ReturnType<typeof setTimeout> | null = null;

  get active(): number { return this.list.filter((job) => UNFINISHED.has(job.state)).length; }

  async load(): Promise<void> {
    this.#take((await get<List<Job>>("/jobs", { limit: 50 })).items);
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
    const ran = new Set(this.list.filter((job) => UNFINISHED.has(job.state)).map((job) => job.number));
    this.list = list;
    if (list.some((job) => ran.has(job.number) && !UNFINISHED.has(job.state))) this.ended += 1;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = this.active ? setTimeout(() => this.load().catch(() => this.#take(this.list)), 700) : null;
  }
}

export const jobs = new Jobs();
