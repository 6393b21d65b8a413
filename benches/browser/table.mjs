// What was measured, as numbers for a file and as a table for the eye.

/** Of several rounds: the middle, the least and the most. */
export function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), least: sorted[0], most: sorted.at(-1), p95: quantile(sorted, 0.95), rounds: values.length };
}

function quantile(sorted, part) {
  const at = (sorted.length - 1) * part;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

/** How a unit is written, and what more and less of it are called. */
const UNITS = {
  ms: {
    show: (value) => (value >= 10_000 ? `${(value / 1000).toFixed(1)} s` : `${value.toFixed(value < 10 ? 1 : 0)} ms`),
    less: "faster",
    more: "as long",
  },
  bytes: { show: (value) => `${(value / 1e6).toFixed(value < 1e7 ? 1 : 0)} MB`, less: "less", more: "as much" },
  count: { show: (value) => value.toFixed(0) },
  times: { show: (value) => `${value.toFixed(2)} ×` },
};

const HEAD = ["what", "ours", "against", "theirs", "ratio", "target", ""];

/**
 * A row is `{ what, unit, ours, peers, least?, most?, target? }`: `ours` and
 * each of `peers` as `spread` gives them. A peer may be held to a target:
 * `faster` (they take at least so many times as long) or `within` (we take at
 * most so many times as long). `most` bounds our own value, by its `median`
 * unless `by` says otherwise.
 */
export function lines(row) {
  const { show, less, more } = UNITS[row.unit];
  const own = row.most === undefined ? {} : verdict(`≤ ${show(row.most)}`, row.ours[row.by ?? "median"] <= row.most);
  const first = [row.what, told(row.ours, show), "", "", "", own.target, own.met];
  const others = Object.entries(row.peers ?? {}).map(([name, { faster, within, ...theirs }]) => {
    const ratio = theirs.median / row.ours.median;
    const held =
      faster !== undefined
        ? verdict(`≥ ${faster} × faster`, ratio >= faster)
        : within !== undefined
          ? verdict(`≤ ${within} ×`, 1 / ratio <= within)
          : {};
    const shown = within !== undefined || ratio < 1 ? `${digits(1 / ratio)} × ${more}` : `${digits(ratio)} × ${less}`;
    const comparable = row.ours.median > 0 && theirs.median > 0;
    return ["", "", name, told(theirs, show), comparable ? shown : "", held.target, held.met];
  });
  return [first, ...others].map((cells) => cells.map((cell) => cell ?? ""));
}

const verdict = (target, met) => ({ target, met: met ? "met" : "MISSED" });

const digits = (ratio) => (ratio < 10 ? ratio.toFixed(2) : ratio.toFixed(0));

function told({ median, least, most, p95, rounds }, show) {
  if (rounds === 1) return show(median);
  if (rounds > 20) return `${show(median)}, p95 ${show(p95)}`;
  return `${show(median)} (${show(least)} – ${show(most)})`;
}

export function table(rows) {
  const all = [HEAD, ...rows.flatMap(lines)];
  const widths = HEAD.map((_, column) => Math.max(...all.map((cells) => [...cells[column]].length)));
  const pad = (cell, column) => cell + " ".repeat(widths[column] - [...cell].length);
  const text = all.map((cells) => cells.map(pad).join("  ").trimEnd());
  return [text[0], "-".repeat([...text[0]].length), ...text.slice(1)].join("\n");
}
