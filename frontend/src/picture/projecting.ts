import type { GeoProjection } from "d3-geo";

/** The region that Rasd's gazetteer knows best, shown where nothing else is: from Morocco to Iran. */
const REGION: [number, number][] = [[-12, 12], [62, 12], [62, 39], [-12, 39]];

/** Fit a projection to points; one point alone, or close ones, get at least about 400 km round them. */
export function frame(projection: GeoProjection, points: readonly [number, number][], width: number, height: number, margin: number): GeoProjection {
  const corners = points.length ? bounds(points) : REGION;
  return projection.fitExtent([[margin, margin], [width - margin, height - margin]], { type: "MultiPoint", coordinates: corners });
}

function bounds(points: readonly [number, number][]): [number, number][] {
  const [west, east] = spread(points.map((point) => point[0]));
  const [south, north] = spread(points.map((point) => point[1]));
  return [[west, south], [east, north]];
}

function spread(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const more = Math.max(0, 1.8 - (high - low) / 2);
  return [low - more, high + more];
}
