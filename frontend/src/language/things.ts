// Weapons and seized goods: records hold them as reports write them, in Arabic; here is how they are called in both languages.

import { ui } from "../state/interface.svelte";
import { current } from "../state/session.svelte";

/** A weapon class of the codebook, or a kind of goods. */
export interface Thing { label_en: string; label_ar: string }

/** [English, Arabic] of the classes in `lexicon/weapons.tsv`. */
const WEAPONS: { readonly [id: string]: readonly [string, string] } = {
  aircraft: ["aircraft", "طائرات حربية"], artillery: ["artillery", "مدفعية"], barrel_bomb: ["barrel bombs", "براميل متفجرة"], blade: ["blades", "سلاح أبيض"],
  chemical: ["chemical agents", "مواد كيميائية سامة"], cluster: ["cluster munitions", "ذخائر عنقودية"], drone: ["drones", "طائرات مسيّرة"],
  explosive: ["explosive devices", "عبوات ناسفة"], fire: ["fire", "إحراق"], grenade: ["hand grenades", "قنابل يدوية"], incendiary: ["incendiary weapons", "أسلحة حارقة"],
  mine: ["landmines", "ألغام"], missile: ["missiles", "صواريخ موجهة"], mortar: ["mortars", "قذائف هاون"], munition: ["munitions", "ذخائر"], other: ["other weapons", "أسلحة أخرى"],
  rocket: ["rockets", "قذائف صاروخية"], small_arms: ["small arms", "أسلحة خفيفة"], sniper: ["sniper fire", "قنص"], suicide: ["suicide vests", "حزام ناسف"],
  tank: ["tanks", "دبابات"], tear_gas: ["tear gas", "غاز مسيل للدموع"], vehicle_bomb: ["vehicle bombs", "سيارات مفخخة"],
};

/** What may be chosen for a field. */
export function things(field: "weapons" | "seized"): readonly Thing[] {
  if (field === "seized") return current.codebook?.seized ?? [];
  return (current.codebook?.weapons ?? []).map((id) => ({ label_en: WEAPONS[id]?.[0] ?? id, label_ar: WEAPONS[id]?.[1] ?? id }));
}

/** A value of a field in the interface's language where it is one of these; else as the report writes it. */
export function thingName(field: "weapons" | "seized", value: string): string {
  const pair = field === "weapons" ? WEAPONS[value] : undefined;
  const known = pair ? { label_en: pair[0], label_ar: pair[1] } : things(field).find((one) => one.label_ar === value || one.label_en === value);
  return known ? (ui.language === "ar" ? known.label_ar : known.label_en) : value;
}
