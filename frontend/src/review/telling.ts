// Any value of a judgement or coding as short words.

import type { Event } from "../api/types";
import { actorName, placeName, typeName } from "../language/codes";
import { count, dates } from "../language/format";
import { listed } from "../language/listing";
import { term } from "../language/messages";
import { ui } from "../state/interface.svelte";
import { summary } from "./values";

export function told(value: unknown): string {
  if (value === null || value === undefined) return "—";
  if (typeof value === "string") return typeName(value) !== value.replaceAll("_", " ") ? typeName(value) : term("status", value);
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.length ? listed(value.map(told)) : "—";
  return structure(value as { [name: string]: unknown });
}

function structure(value: { [name: string]: unknown }): string {
  if ("event_type" in value && "evidence" in value) return `${typeName(value.event_type as string)}: ${summary(value as unknown as Event)}`;
  if ("latitude" in value) return placeName(value as unknown as Event["places"][number]);
  if ("low" in value) return count(value as unknown as { low: number; high: number | null; approximate: boolean }, ui.language);
  if ("precision" in value && "start" in value) return dates(value as unknown as Event["date"], ui.language);
  if ("id" in value) return actorName(String(value.id));
  if ("name" in value) return String(value.name);
  if ("kind" in value) return String(value.text ?? term("source", String(value.kind)));
  if ("events" in value) return told(value.events);
  if ("event" in value) return told(value.event);
  if ("records" in value) return (value.records as string[]).join(" ");
  return Object.values(value).map(told).join(" · ");
}
