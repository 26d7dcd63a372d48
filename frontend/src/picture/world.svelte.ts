// Outlines of countries: Natural Earth, 1:50 million, served by the workbench itself.

import type { Feature, MultiPolygon, Polygon } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import address from "world-atlas/countries-50m.json?url";

export type Country = Feature<Polygon | MultiPolygon, { name: string }>;

/** The two letters of a country; the outlines carry its number, and the browser's locale tables know which is which. */
export function codeOf(country: Country): string | null {
  try {
    return country.id ? (new Intl.Locale(`und-${country.id}`).region ?? null) : null;
  } catch {
    return null;
  }
}

class World {
  countries = $state.raw<Country[]>([]);
  #asked = false;

  load(): void {
    if (this.#asked) return;
    this.#asked = true;
    fetch(address)
      .then((response) => response.json() as Promise<Topology<{ countries: GeometryCollection<{ name: string }> }>>)
      .then((topology) => { this.countries = feature(topology, topology.objects.countries).features as Country[]; })
      .catch(() => { this.#asked = false; });
  }
}

export const world = new World();
