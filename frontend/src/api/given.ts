// Answers that the document brought along: what its view asks first, as the API answered whoever asked for the page.

const BROUGHT = "script[data-answer]";

/** The answer for an address, once; undefined where the document has none. */
export function given<T>(address: string): T | undefined {
  const found = [...document.querySelectorAll<HTMLElement>(BROUGHT)].find((one) => one.dataset.answer === address);
  found?.remove();
  return found && (JSON.parse(found.textContent) as T);
}

/** On the way to another view: what the first one did not take would be old by the time it is wanted. */
export function forgetGiven(): void {
  for (const one of document.querySelectorAll(BROUGHT)) one.remove();
}
