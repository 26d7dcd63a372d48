// Numbers and days as people read them. Digits are 0–9 in both languages, as in the data.

import type { Count, EventDate } from "../api/types";
import type { Language } from "../state/interface.svelte";

/** Months as the region's press writes them: Levantine name and Gregorian name. */
const MONTHS_AR = [
  "كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو",
  "تموز/يوليو", "آب/أغسطس", "أيلول/سبتمبر", "تشرين الأول/أكتوبر", "تشرين الثاني/نوفمبر", "كانون الأول/ديسمبر",
];
const MONTHS_EN = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
/** One, two, 3–10, 11–99, and hundreds or none. */
const UNITS_AR = {
  record: ["سجل واحد", "سجلان", "سجلات", "سجلًا", "سجل"],
  report: ["تقرير واحد", "تقريران", "تقارير", "تقريرًا", "تقرير"],
  incident: ["حادثة واحدة", "حادثتان", "حوادث", "حادثة", "حادثة"],
  source: ["مصدر واحد", "مصدران", "مصادر", "مصدرًا", "مصدر"],
} as const;

/** `10,432`. What the browser has for it takes longer to make than a page has numbers. */
export function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `5 Mar 2023`, `5 آذار/مارس 2023`; what is no day stays as it is. */
export function day(value: string | null | undefined, language: Language): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(value ?? "");
  if (!parts) return value ?? "—";
  const month = (language === "ar" ? MONTHS_AR : MONTHS_EN)[Number(parts[2]) - 1];
  return `${Number(parts[3])} ${month} ${parts[1]}`;
}

/** `2023-03-05 10:04` in the reader's own time zone. */
export function moment(value: string | null | undefined): string {
  if (!value) return "—";
  const at = new Date(value);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** One day, a span of days, or a month or year where no finer day is told. */
export function dates(date: EventDate, language: Language): string {
  if (!date.start) return "—";
  if (date.precision === "year") return date.start.slice(0, 4);
  if (date.precision === "month") return day(date.start, language).replace(/^\d+ /, "");
  if (!date.end || date.end === date.start) return day(date.start, language);
  return `${day(date.start, language)} – ${day(date.end, language)}`;
}

/** `3`, `3–5`, `≥ 3`, `~3`; in Arabic in words, for signs turn with the direction. */
export function count(value: Pick<Count, "low" | "high" | "approximate">, language: Language): string {
  const about = value.approximate ? (language === "ar" ? "نحو " : "~") : "";
  if (value.high === null) return language === "ar" ? `${about}${number(value.low)} فأكثر` : `≥ ${about}${number(value.low)}`;
  return value.high === value.low ? `${about}${number(value.low)}` : `${about}${number(value.low)}–${number(value.high)}`;
}

export function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? "—" : `${Math.round(value * 100)}%`;
}

/** "3 records", "3 سجلات": a number with its noun, in the form the number asks for. */
export function counted(value: number, unit: keyof typeof UNITS_AR, language: Language): string {
  if (language === "en") return `${number(value)} ${unit}${value === 1 ? "" : "s"}`;
  const [one, two, few, many, hundred] = UNITS_AR[unit];
  const last = value % 100;
  if (value === 1) return one;
  if (value === 2) return two;
  return `${number(value)} ${last < 3 ? hundred : last <= 10 ? few : many}`;
}
