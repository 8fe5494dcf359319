/** From enablers to points on the sketch: those close together share a point. */

import type { EnablerView } from "../protocol/shapes";
import { BRUSSELS, FLANDERS, type Point, TOWNS, VOEREN } from "./outline";

export const WIDTH = 640;
export const HEIGHT = 270;
const [NORTH, SOUTH, WEST, EAST] = [51.56, 50.64, 2.5, 5.96] as const;
/** Points nearer than this (in units of the sketch) would cover each other's numbers. */
const [NEAR_X, NEAR_Y] = [40, 26] as const;
const MAP_LINK = /[?&]mlat=(-?\d+(?:\.\d+)?)&mlon=(-?\d+(?:\.\d+)?)/;

export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Numbers of the cards, counted from 1. */
  readonly numbers: readonly number[];
  readonly views: readonly EnablerView[];
}

export interface Layout {
  readonly spots: readonly Spot[];
  /** Enablers whose place is known but not on the sketch. */
  readonly outside: readonly EnablerView[];
}

export function placeOf(view: EnablerView): Point | null {
  if (view.lat !== null && view.lon !== null) return [view.lat, view.lon];
  const found = MAP_LINK.exec(view.map);
  return found ? [Number(found[1]), Number(found[2])] : null;
}

export function project([lat, lon]: Point): { x: number; y: number } {
  const x = ((lon - WEST) / (EAST - WEST)) * WIDTH;
  const y = ((NORTH - lat) / (NORTH - SOUTH)) * HEIGHT;
  return { x: Math.round(x * 10) / 10, y: Math.round(y * 10) / 10 };
}

function onSketch([lat, lon]: Point): boolean {
  return lat < NORTH && lat > SOUTH && lon > WEST && lon < EAST;
}

export function layOut(views: readonly EnablerView[], start = 0): Layout {
  const spots: { x: number; y: number; numbers: number[]; views: EnablerView[] }[] = [];
  const outside: EnablerView[] = [];
  views.forEach((view, index) => {
    const place = placeOf(view);
    if (!place) return;
    if (!onSketch(place)) {
      outside.push(view);
      return;
    }
    const { x, y } = project(place);
    const near = spots.find((spot) => Math.abs(spot.x - x) < NEAR_X && Math.abs(spot.y - y) < NEAR_Y);
    if (near) {
      near.numbers.push(start + index + 1);
      near.views.push(view);
    } else spots.push({ x, y, numbers: [start + index + 1], views: [view] });
  });
  return { spots, outside };
}

/** Writes growing numbers as short as can be: 1–3 · 5. */
export function ranges(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run && number === run[1] + 1) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(" · ");
}

export function mappable(views: readonly EnablerView[]): boolean {
  return layOut(views).spots.length > 0;
}

function path(points: readonly Point[]): string {
  return `M${points.map((point) => `${project(point).x} ${project(point).y}`).join("L")}Z`;
}

export const REGION_PATH = path(FLANDERS) + path(VOEREN);
export const BRUSSELS_PATH = path(BRUSSELS);
export const TOWN_SPOTS = TOWNS.map(({ names, at }) => ({ names, ...project(at) }));
