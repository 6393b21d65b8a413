// Before anything is timed, all sides must give the same numbers.

/** Sums and quotients may differ by the order in which they were added. */
const CLOSE = 1e-9;

/** Throws unless `theirs` is what `ours` is; counts of 0 may be left out. */
export function assertSame(name, ours, theirs) {
  const [left, right] = [flat(ours), flat(theirs)];
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  const wrong = [...keys].filter((key) => !close(left[key], right[key]));
  if (wrong.length === 0) return keys.size;
  const told = wrong.slice(0, 12).map((key) => `  ${key}: ours ${left[key]}, theirs ${right[key]}`);
  throw new Error(`${name} counts otherwise in ${wrong.length} of ${keys.size} numbers:\n${told.join("\n")}`);
}

function flat(value, path = "", found = {}) {
  if (value === null || typeof value !== "object") found[path] = value;
  else for (const [key, part] of Object.entries(value)) flat(part, path ? `${path} · ${key}` : key, found);
  return found;
}

// A day on which nothing happened has counts of 0 and rates of nothing.
function close(a, b) {
  const [x, y] = [a ?? 0, b ?? 0];
  return Math.abs(x - y) <= CLOSE * Math.max(1, Math.abs(x), Math.abs(y));
}
