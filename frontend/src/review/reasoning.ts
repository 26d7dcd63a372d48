// What the coder says about a value, in the words of the interface.

import type { Reasoned } from "../api/types";
import { actorName, actorOf, typeName, typeOf } from "../language/codes";
import { ABOUT, FIELDS } from "../language/fields";
import { CLASSES, COLUMNS, RULES, VALUES, type Glossary } from "../language/glossary";
import { listed } from "../language/listing";
import { has, t, term } from "../language/messages";
import { ui } from "../state/interface.svelte";

const COLUMN = /(?:^|\s)([a-z]\w*)=/g;
const TRIGGER = /^(\w+)\/(\d+)$/;
/** A side of the act with a rank or a word there: `R0`, `Lverb`, `Rمن`. */
const SIDE = /^([RL])(\d*)(.*)$/;
/** Columns whose values are fields of meaning. */
const MEANING = new Set(["fw1", "fv1", "fv2", "fwb", "fwb2", "fwa", "fsaid"]);
/** Fields of meaning of a bag: of words near the act, of the whole report. */
const OF_A_BAG = /^([fd]):(\w+)$/;
const LONGEST = 48;

function said(glossary: Glossary | undefined, term: string): string | null {
  const pair = glossary && Object.hasOwn(glossary, term) ? glossary[term] : undefined;
  return pair ? pair[ui.language === "ar" ? 1 : 0] : null;
}

/** A condition of a codebook group, `@weapon.artillery`: words of a class; else the words themselves. */
export function condition(text: string): string {
  const [kind, name] = text.startsWith("@") ? text.slice(1).split(".") : [];
  return kind ? [term("mention", kind), ...(name ? [word(name)] : [])].join(" · ") : text.replaceAll("_", " ");
}

/** `shelling/3`: the fourth group of words of a type. */
export function trigger(rule: string): string {
  const parts = TRIGGER.exec(rule);
  return parts ? t("review.rule.words", { type: typeName(parts[1]), n: Number(parts[2]) + 1 }) : rule;
}

/** The rule that gave a value. */
export function ruleText({ field, rule }: Pick<Reasoned, "field" | "rule">): string {
  if (TRIGGER.test(rule)) return trigger(rule);
  if (field === "places") return rule ? t("review.rule.place", { word: rule }) : t("review.rule.placeName");
  return said(RULES[field.split(".")[0] as string], rule) ?? rule;
}

/** A feature that weighed, `in=body from=title`: what was looked at and what was seen. */
export function featureText(feature: string): string {
  const columns = [...feature.matchAll(COLUMN)];
  const bag = feature.slice(0, columns[0]?.index ?? feature.length).trim();
  const parts = columns.map((column, n) => {
    const name = column[1] as string;
    const value = feature.slice(column.index + column[0].length, columns[n + 1]?.index ?? feature.length);
    return `${said(COLUMNS, name) ?? name}: ${(MEANING.has(name) && said(FIELDS, value)) || valueText(value)}`;
  });
  return listed(bag ? [columnsText(bag) ?? valueText(bag), ...parts] : parts);
}

/** Names of columns alone, as the second look gives them. */
function columnsText(names: string): string | null {
  const words = names.split(" ").map((name) => said(COLUMNS, name));
  return words.includes(null) ? null : words.join(" + ");
}

function valueText(value: string): string {
  if (!value) return said(VALUES, "none") as string;
  if (TRIGGER.test(value)) return trigger(value);
  const about = OF_A_BAG.exec(value);
  if (about) return `${said(ABOUT, about[1] as string)} ${said(FIELDS, about[2] as string) ?? (about[2] as string)}`;
  const text = value.replace(/^[abns]:/, "").replace(/^goods:.*/, "goods").split(/[ :+|]/).map(word).filter(Boolean).join(" ");
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** A code of the codebook's vocabulary: a type, an actor, a class of words. */
export function word(code: string): string {
  if (typeOf(code)) return typeName(code);
  if (actorOf(code)) return actorName(code);
  for (const group of ["kind", "field.toll", "status", "source"]) {
    const key = `${group}.${code}`;
    if (has(key)) return t(key);
  }
  const known = said(VALUES, code) ?? said(CLASSES, code);
  const side = known === null ? SIDE.exec(code) : null;
  if (side) return [said(VALUES, side[1] as string), side[2] && Number(side[2][0]) + 1, side[3] && word(side[3])].filter(Boolean).join(" ");
  return known ?? code.replaceAll("_", " ");
}
