// What a person typed and has not sent: kept in the browser until it is sent or thrown away.

const PREFIX = "rasd.draft.";

export function draft<T>(key: string): T | null {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null") as T | null;
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // The browser's store is full or closed: typing goes on, only without a copy.
  }
}

export function drop(key: string): void {
  localStorage.removeItem(PREFIX + key);
}

/** The keys of drafts that begin so, without the prefix. */
export function draftsOf(beginning: string): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + beginning)).map((key) => key.slice(PREFIX.length));
}
