// The files of a drop, those in folders too.

export async function filesOf(transfer) {
  // The list is emptied once the event is over: take the entries out first.
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
  const loose = [...transfer.files];
  if (!entries.some(entry => entry.isDirectory)) return loose;
  const found = await Promise.all(entries.map(walk));
  return found.flat();
}

async function walk(entry) {
  if (entry.isFile) return [await new Promise((resolve, reject) => entry.file(resolve, reject))];
  const reader = entry.createReader();
  const found = [];
  // A reader hands out its entries by the hundred, and none at the end.
  for (;;) {
    const batch = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!batch.length) return found.flat();
    found.push(...(await Promise.all(batch.map(walk))));
  }
}
