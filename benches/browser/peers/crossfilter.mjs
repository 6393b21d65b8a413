// The conversations counted by crossfilter2, as its documentation advises: one
// dimension and one group for each chart, made once, and a filter on the starts.
import crossfilter from "crossfilter2";

import { load as readAll, records, start } from "./worker.mjs";

export { start };

const COUNTED = {
  outcomes: ({ day, outcome }) => `${day} ${outcome}`,
  channels: ({ channel }) => channel,
  support: ({ support }) => support,
  heat: ({ hour, engaged }) => (engaged ? hour : -1),
};

let starts;
let groups;

/** Reads by the hand-written JavaScript, and hands the conversations over. */
export async function load(file) {
  const loaded = await readAll(file);
  const conversations = crossfilter(await records());
  starts = conversations.dimension(({ start }) => start);
  const all = Object.entries(COUNTED).map(([name, of]) => [name, conversations.dimension(of).group()]);
  groups = { ...Object.fromEntries(all), all: conversations.groupAll() };
  return loaded;
}

/** What it counts in a period: conversations, and them by each dimension. */
export function answer({ from, to }) {
  starts.filterRange([from, to]);
  const counts = Object.keys(COUNTED).map((name) => [name, groups[name].all().map(({ key, value }) => [key, value])]);
  return { conversations: groups.all.value(), ...Object.fromEntries(counts) };
}

