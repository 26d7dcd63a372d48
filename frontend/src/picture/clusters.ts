// Points of a map that would lie over each other become one; areas of the same place too.

import type { MapFeature, PlacePrecision } from "../api/types";

export interface Located { feature: MapFeature; x: number; y: number }
export interface Cluster { x: number; y: number; members: MapFeature[]; area: PlacePrecision | null; killed: number }

const AREAS = new Set<PlacePrecision>(["district", "governorate", "country"]);

/** About how far the place may be from the point, in kilometres. */
export const REACH: { [precision: string]: number } = { district: 14, governorate: 40, country: 150 };

export function areaOf(feature: MapFeature): PlacePrecision | null {
  const precision = feature.properties.place?.precision ?? null;
  return precision && AREAS.has(precision) ? precision : null;
}

/** The radius of a spot that is no area. */
export function spotRadius(members: number): number {
  return members === 1 ? 5.5 : 7 + Math.sqrt(members) * 1.9;
}

/**
 * Points in the same cell of a grid of `cell` pixels become one, then spots that would still lie over each other. Areas are joined only
 * where they are the same, and never with points. Areas come first and small spots last, so that these lie on top.
 */
export function clusters(points: readonly Located[], cell: number): Cluster[] {
  const cells = new Map<string, Cluster>();
  for (const { feature, x, y } of points) {
    const area = areaOf(feature);
    const key = area ? `${area} ${Math.round(x)} ${Math.round(y)}` : `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
    const one = { x, y, members: [feature], area, killed: feature.properties.killed ?? 0 };
    const known = cells.get(key);
    if (known) join(known, one);
    else cells.set(key, one);
  }
  const all = [...cells.values()];
  const spots = apart(all.filter((one) => one.area === null));
  const bySize = (a: Cluster, b: Cluster) => b.members.length - a.members.length;
  return [...all.filter((one) => one.area !== null).sort(bySize), ...spots.sort(bySize)];
}

function join(into: Cluster, other: Cluster): void {
  const share = other.members.length / (into.members.length + other.members.length);
  into.x += (other.x - into.x) * share;
  into.y += (other.y - into.y) * share;
  into.members.push(...other.members);
  into.killed += other.killed;
}

/** Spots, the largest first, each joined to one before it that it would cover by more than a third of its radius. */
function apart(spots: Cluster[]): Cluster[] {
  const kept: Cluster[] = [];
  for (const spot of spots.sort((a, b) => b.members.length - a.members.length)) {
    const radius = spotRadius(spot.members.length);
    const near = kept.find((one) => Math.hypot(one.x - spot.x, one.y - spot.y) < spotRadius(one.members.length) + radius * 0.66);
    if (near) join(near, spot);
    else kept.push(spot);
  }
  return kept;
}
