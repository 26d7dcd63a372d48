import type { Event, EventRecord } from "../src/api/types";

/** A record as the coder gives it; what a test is about is put over it. */
export function event(over: Partial<Event> = {}): Event {
  return {
    event_id: "e1", document_id: "r1", event_type: "shelling", status: "occurred",
    initiators: [{ id: "syria_forces", text: "قوات النظام", span: [10, 21] }], supporters: [], targets: [],
    places: [{ text: "النيرب", span: [30, 36], id: "p1", name: "Nayrab", name_ar: "النيرب", latitude: 35.8, longitude: 36.7, admin1: "Idlib", admin2: null, country: "SY", precision: "settlement" }],
    date: { start: "2023-03-05", end: "2023-03-05", precision: "assumed" }, toll: { killed: { low: 3, high: 3, approximate: false, text: "ثلاثة", span: [40, 45] } },
    weapons: [], seized: [], people: [], source: { kind: "none" }, confidence: 0.9, evidence: { sentence: [0, 60], trigger: [0, 4], mentions: [[50, 54]] }, ...over,
  };
}

export function record(id: string, of: Event = event()): EventRecord {
  return { id, report_id: "r1", state: "proposed", event: of, added_by: null, coding: 1, changed: [], judged_by: null, judged_at: null, related: [], differs: false, newer: null };
}
