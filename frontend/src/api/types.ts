// The shapes of docs/api.md. Spans are code points of the report's text, end exclusive.

export type Span = [number, number];
export type Role = "reader" | "coder" | "adjudicator" | "administrator";
export type Status = "occurred" | "alleged" | "attempted" | "planned" | "denied";
export type ReportStatus = "new" | "open" | "done" | "copy";
export type RecordState = "proposed" | "accepted" | "rejected" | "merged" | "split" | "withdrawn";
export type TollField = "killed" | "wounded" | "detained" | "abducted" | "released" | "displaced";
export type PlacePrecision = "site" | "settlement" | "district" | "governorate" | "country";
export type DatePrecision = "day" | "week" | "month" | "year" | "assumed";
export type SourceKind = "official" | "organization" | "media" | "witness" | "anonymous" | "none";
export type PersonRole = "initiator" | "target" | "source" | "mentioned";

export interface List<T> { items: T[]; total: number; limit: number; offset: number }

export interface User { id: string; name: string; role: Role }
export interface Session { accounts: boolean; demo: boolean; version: string; csrf: string | null; user: User | null }
export interface Counted { value: string; count: number }
export interface Overview {
  counts: {
    reports: number; copies: number; by_status: Partial<Record<ReportStatus, number>>; records: number;
    by_state: Partial<Record<RecordState, number>>; judgements: number; incidents: number; sources: number;
    rejected: number; sightings: number;
  };
  revision: number; first_day: string | null; last_day: string | null;
  outlets: Counted[]; countries: Counted[]; types: Counted[];
  first_published: string | null; last_published: string | null;
}
export interface Reviewer { id: string; name: string; role: Role; active: boolean }

export interface ReportRow {
  id: string; name: string; title: string | null; published: string | null; outlet: string | null; address: string;
  added: string; status: ReportStatus; copy_of: string | null; records: number; killed: number; most_killed: number;
  confidence: number | null; mean_confidence: number | null; revision: number; excerpt?: string | null; spans?: Span[];
}
export interface Sighting { source: string; address: string; name: string; outlet: string | null; content_hash: string; seen: string }
export interface FullReport extends ReportRow {
  text: string; author: string | null; country: string | null; language: string; sightings: Sighting[]; copies: string[]; coder: string | null;
}

export interface Actor { id: string; text: string; span: Span; suspected?: boolean }
export interface Place {
  text: string; span: Span; id: string | null; name: string | null; name_ar: string | null; latitude: number | null;
  longitude: number | null; admin1: string | null; admin2: string | null; country: string | null; precision?: PlacePrecision;
}
export interface EventDate { start: string | null; end: string | null; precision: DatePrecision; span?: Span }
export interface Count { low: number; high: number | null; approximate: boolean; text: string; span: Span }
export type Toll = Partial<Record<TollField, Count>>;
export interface Person { name: string; role: PersonRole; span: Span }
export interface Source { kind: SourceKind; text?: string | null; span?: Span }
export interface Evidence { sentence: Span; trigger: Span; mentions: Span[] }
export interface Event {
  event_id: string; document_id: string; event_type: string; status: Status; initiators: Actor[]; supporters: Actor[];
  targets: Actor[]; places: Place[]; date: EventDate; toll: Toll; weapons: string[]; seized: string[]; people: Person[];
  source: Source; confidence: number; evidence: Evidence;
}
export interface EventRecord {
  id: string; report_id: string; state: RecordState; event: Event; added_by: string | null; coding: number | null;
  changed: string[]; judged_by: string | null; judged_at: string | null; related: string[]; differs: boolean; newer: Event | null;
}
export interface Judgement {
  number: number; key: string; at: string; reviewer: string; action: string; report_id: string | null; record_id: string | null;
  incident_id: string | null; layer: string | null; field: string | null; value: unknown; note: string | null;
  coding: number | null; undoes: number | null; active: boolean;
}
export interface Step { judgements: number[]; actions: string[] }
export interface Review {
  etag: string; report: FullReport; layer: string | null; blind: boolean; finished: boolean;
  assigned: { id: string; finished: boolean }[]; records: EventRecord[]; judgements: Judgement[];
  undo: Step | null; redo: Step | null; incidents: { [record: string]: string }; also_open: string[];
}
export type Field =
  | "event_type" | "status" | "initiators" | "supporters" | "targets" | "places" | "date" | "toll" | `toll.${TollField}`
  | "weapons" | "seized" | "people" | "source" | "evidence";
export interface Decision {
  action: "accept" | "reject" | "refresh" | "change" | "add" | "merge" | "split" | "note" | "finish" | "reopen" | "separate" | "undo";
  record_id?: string; field?: Field; value?: unknown; note?: string; undoes?: number;
}
export interface Reason { feature: string; weight: number }
export interface Reasoned { field: string; value: string; span: Span | null; rule: string; probability: number | null; reasons: Reason[] }
export interface ExplainedRecord { record_id: string | null; event_type: string; trigger: Span; values: Reasoned[] }
export interface Explanation { coder: string; records: ExplainedRecord[] }
export interface AuditEntry {
  at: string; who: string; what: string; value: unknown; words: string[]; note: string | null; undone: boolean;
  layer: string | null; judgement: number | null;
}
export interface Candidate {
  value: unknown; label_en: string; label_ar: string; detail: string | null;
  origin: "codebook" | "gazetteer" | "numerals" | "calendar" | "words";
}
export interface Candidates { words: string; candidates: Candidate[] }

export interface Job {
  number: number; kind: string; title: string; state: "queued" | "running" | "done" | "failed" | "cancelled" | "interrupted";
  done: number; total: number | null; counts: { [name: string]: number }; reports: string[]; faults: string[];
  message: string | null; by: string; created: string; started: string | null; ended: string | null; can_resume: boolean;
}

export interface Teller { event_id: string; document_id: string; source: string | null; source_kind: SourceKind }
export interface Told { value: string; tellers: Teller[] }
export interface Choice { value: string | null; rule: string; told: Told[] }
export interface IncidentActor { id: string; tellers: Teller[]; suspected: Teller[]; denied: Teller[]; claimed: boolean }
export interface IncidentCount {
  low: number; best: number; high: number; rule: string;
  told: { low: number; high: number | null; approximate: boolean; teller: Teller }[];
}
export interface Incident {
  incident_id: string; events: string[]; documents: string[]; event_type: Choice; status: Choice;
  first_date: string | null; last_date: string | null;
  dates: { start: string | null; end: string | null; assumed: boolean; tellers: Teller[] }[];
  place: Place | null; place_rule: string; places: { place: Place; tellers: Teller[] }[];
  initiators: IncidentActor[]; supporters: IncidentActor[]; targets: IncidentActor[];
  toll: Partial<Record<TollField, IncidentCount>>; weapons: Told[]; seized: Told[]; people: Told[];
}
export interface IncidentRow {
  id: string; event_type: string | null; status: Status | null; first_day: string | null; last_day: string | null; place: Place | null;
  initiators: string[]; targets: string[]; toll: Partial<Record<TollField, { low: number; best: number; high: number }>>;
  records: number; reports: number; disputed: string[]; saved: string; revision: number; dissolved: boolean;
}
export interface CurrentRecord {
  id: string; report_id: string; state: RecordState; event: Event; judged_by: string | null; differs: boolean; revision: number;
}
export interface IncidentView {
  etag: string; row: IncidentRow; incident: Incident;
  records: { record: CurrentRecord; report: { id: string; title: string | null; outlet: string | null; published: string | null; status: ReportStatus } }[];
  disputed: { field: string; values: { value: string; tellers: Teller[] }[] }[]; judgements: Judgement[];
}
export interface IncidentStep { at: string; change: "founded" | "changed" | "dissolved"; why: string; events: string[]; document: Incident }
export interface Likeness {
  left: string; right: string; together: boolean; judged: boolean | null; total: number; threshold: number;
  comparisons: { name: string; finding: string; weight: number }[];
}

export interface MapProperties {
  what: "incident" | "record"; report_id: string | null; event_type: string | null; status: Status | null; state: RecordState | null;
  first_day: string | null; last_day: string | null; killed: number | null; wounded: number | null;
  place: { id: string | null; name: string | null; name_ar: string | null; text: string; admin1: string | null; country: string | null; precision: PlacePrecision | null } | null;
  initiators: string[]; supporters: string[]; targets: string[]; reports: number; confidence: number | null;
}
export interface MapFeature { type: "Feature"; id: string; geometry: { type: "Point"; coordinates: [number, number] } | null; properties: MapProperties }
export interface MapData { type: "FeatureCollection"; features: MapFeature[]; total: number; without_place: number }
export interface Timeline { by: string; group: string; buckets: { day: string; count: number; killed: number; groups: { [key: string]: number } }[]; undated: number }
export interface CountRow { key: string; label_en: string; label_ar: string; count: number; killed: number }
export interface Counts { by: string; rows: CountRow[] }
export interface Network {
  nodes: { id: string; label_en: string; label_ar: string; kind: string; count: number; killed: number }[];
  edges: { source: string; target: string; kind: "against" | "supports"; count: number; killed: number; types: { [type: string]: number } }[];
}

export interface CodebookType {
  id: string; label_en: string; label_ar: string; definition: string; definition_ar: string; class: string; acled: unknown; plover: unknown; ucdp: unknown; records: number;
}
export interface CodebookActor { id: string; kind: string; country: string | null; label_en: string; label_ar: string; records: number }
export interface Codebook {
  version: string; types: CodebookType[]; actors: CodebookActor[]; statuses: unknown[]; weapons: string[]; seized: { label_en: string; label_ar: string }[];
  toll_fields: TollField[]; source_kinds: SourceKind[]; person_roles: PersonRole[]; place_precisions: PlacePrecision[]; date_precisions: DatePrecision[];
}
export interface Example { report_id: string; record_id: string; title: string | null; published: string | null; text: string; spans: Span[] }
export interface TypePage extends CodebookType {
  triggers: { form: string; frame: string | null; words: string[] | string; with: unknown; without: unknown; weak: boolean; status: string | null; outcome: string | null }[];
  examples: Example[];
}
export interface ActorPage extends CodebookActor {
  names: { name: string; from: string | null; until: string | null; country: string | null }[]; examples: Example[];
}
export interface CodebookWord { lemma: string; kind: string; id: string | null; extra: readonly string[] }
export interface Tried {
  text: string; sentences: Span[]; mentions: { kind: string; text: string; span: Span; value: unknown }[];
  clauses: { trigger: Span; limits: Span; types: { event_type: string; rule: string }[]; kept: boolean }[];
  records: Event[]; explanation: ExplainedRecord[];
}
export interface Assignment { report: ReportRow; blind: boolean; reviewers: { id: string; finished: boolean }[]; adjudicated: boolean }
export interface Comparison { etag: string; coders: string[]; finished: string[]; acts: { records: { [coder: string]: EventRecord | null }; differing: string[] }[] }
export interface Agreement { field: string; alpha: number | null; units: number; alike: number | null }
export interface NamedSource {
  number: number; address: string; outlet: string | null; added: string; every: number | null; last_read: string | null; last_ok: string | null;
  last_error: string | null; failures: number; reports: number; rejected: number; health: "well" | "failing" | "unread"; due: string | null;
}
export interface Rejection { number: number; source: string; address: string; reason: string; content_hash: string; size: number; seen: string; tries: number; resolved: string | null }
