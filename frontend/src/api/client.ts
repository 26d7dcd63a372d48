// The one place where the pages talk to the server.

import { given } from "./given";

export interface Words { [name: string]: string }
export interface Fault { where: string; what: string; code: string; words: Words }

/** What the server says when it refuses (RFC 9457), or that it cannot be reached (status 0). `code` and `words` say it in any language. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly code = "",
    readonly words: Words = {},
    readonly faults: readonly Fault[] = [],
    readonly current: unknown = null,
    readonly retryAfter: number | null = null,
  ) {
    super(detail);
  }
}

export type Query = { [name: string]: string | number | boolean | null | undefined | readonly string[] };

export interface Options { query?: Query; body?: unknown; form?: FormData; etag?: string; signal?: AbortSignal }

let token: string | null = null;
let onSignedOut: () => void = () => {};

/** The token every edit sends; the session gives it. */
export function useToken(csrf: string | null): void {
  token = csrf;
}

export function whenSignedOut(act: () => void): void {
  onSignedOut = act;
}

/** `?a=1&b=2`, leaving out what is empty and repeating lists. */
export function queryString(query: Query): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    if (Array.isArray(value)) value.forEach((one: string) => parts.append(name, one));
    else parts.append(name, String(value));
  }
  const text = parts.toString();
  return text ? `?${text}` : "";
}

function headers(method: string, options: Options): Headers {
  const found = new Headers();
  if (token && method !== "GET") found.set("X-CSRF-Token", token);
  if (options.etag) found.set("If-Match", options.etag);
  if (options.body !== undefined) found.set("Content-Type", "application/json");
  return found;
}

async function problem(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    const body = JSON.parse(text);
    return new Problem(response.status, body.detail ?? body.title ?? response.statusText, body.code, body.words, body.faults, body.current, body.retry_after ?? null);
  } catch {
    return new Problem(response.status, response.statusText || text.slice(0, 200));
  }
}

/** Ask the server, or take what the document brought; raises `Problem`. An aborted request raises the browser's AbortError. */
export async function ask<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const address = `/api${path}${queryString(options.query ?? {})}`;
  const brought = method === "GET" ? given<T>(address) : undefined;
  if (brought !== undefined) return brought;
  const body = options.form ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
  let response: Response;
  try {
    response = await fetch(address, {
      method, body, headers: headers(method, options), signal: options.signal, credentials: "same-origin",
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Problem(0, "unreachable");
  }
  if (!response.ok) {
    const found = await problem(response);
    if (found.status === 401 && path !== "/session") onSignedOut();
    throw found;
  }
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> => ask<T>("GET", path, { query, signal });
export const post = <T>(path: string, body?: unknown, options: Options = {}): Promise<T> => ask<T>("POST", path, { body, ...options });
