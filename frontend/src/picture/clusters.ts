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

/** Clusters on a grid of `cell` pixels; areas and points never share one. Largest first, so that small ones lie on top. */
export function clusters(points: readonly Located[], cell: number): Cluster[] {
  const cells = new Map<string, Cluster>();
  for (const { feature, x, y } of points) {
    const area = areaOf(feature);
    const key = area ? `${area} ${Math.round(x)} ${Math.round(y)}` : `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
    const killed = feature.properties.killed ?? 0;
    const cluster = cells.get(key);
    if (cluster) {
      const n = cluster.members.push(feature);
      cluster.x += (x - cluster.x) / n;
      cluster.y += (y - cluster.y) / n;
      cluster.killed += killed;
    } else cells.set(key, { x, y, members: [feature], area, killed });
  }
  return [...cells.values()].sort((a, b) => Number(b.area !== null) - Number(a.area !== null) || b.members.length - a.members.length);
}
