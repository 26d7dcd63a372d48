// What a person chose for the interface. Kept in the browser, never sent.

export type Language = "ar" | "en";
export type Theme = "light" | "dark" | "system";

const KEY = "rasd.interface";

interface Kept { language: Language; theme: Theme; singleKeys: boolean; mapLabels: boolean; allMarks: boolean }

function kept(): Kept {
  const language: Language = navigator.language.startsWith("ar") ? "ar" : "en";
  const standard: Kept = { language, theme: "system", singleKeys: true, mapLabels: true, allMarks: true };
  try {
    return { ...standard, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Kept>) };
  } catch {
    return standard;
  }
}

class Interface {
  #kept = $state<Kept>(kept());

  get language(): Language { return this.#kept.language; }
  set language(language: Language) { this.#set({ language }); }
  get theme(): Theme { return this.#kept.theme; }
  set theme(theme: Theme) { this.#set({ theme }); }
  /** Letters as commands; WCAG 2.1.4 wants a way to turn them off. */
  get singleKeys(): boolean { return this.#kept.singleKeys; }
  set singleKeys(singleKeys: boolean) { this.#set({ singleKeys }); }
  get mapLabels(): boolean { return this.#kept.mapLabels; }
  set mapLabels(mapLabels: boolean) { this.#set({ mapLabels }); }
  /** Marks of the other records in a report's text. */
  get allMarks(): boolean { return this.#kept.allMarks; }
  set allMarks(allMarks: boolean) { this.#set({ allMarks }); }
  get direction(): "rtl" | "ltr" { return this.language === "ar" ? "rtl" : "ltr"; }

  /** Puts language, direction and theme on the document. */
  apply(): void {
    const root = document.documentElement;
    root.lang = this.language;
    root.dir = this.direction;
    if (this.theme === "system") delete root.dataset.theme;
    else root.dataset.theme = this.theme;
  }

  #set(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    localStorage.setItem(KEY, JSON.stringify(this.#kept));
    this.apply();
  }
}

export const ui = new Interface();
