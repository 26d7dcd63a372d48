// Days, weeks and months on a line of time. Days are YYYY-MM-DD, counted in UTC so that no clock change moves them.

export type Step = "day" | "week" | "month";
const DAY = 86_400_000;

export const stamp = (day: string): number => Date.parse(`${day}T00:00:00Z`);
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The step that gives a readable number of bars. */
export function stepFor(first: string, last: string): Step {
  const days = (stamp(last) - stamp(first)) / DAY;
  return days <= 120 ? "day" : days <= 900 ? "week" : "month";
}

/** The last day of the bar that begins on a day. */
export function endOf(day: string, step: Step): string {
  const at = new Date(stamp(day));
  if (step === "month") return dayOf(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0));
  return step === "week" ? dayOf(at.getTime() + 6 * DAY) : day;
}
