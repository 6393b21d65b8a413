// The page's side of the hand-written JavaScript: its worker, so that the page
// stays as free as with the product.

const waiting = new Map();
let worker;
let last = 0;

export function start() {
  worker = new Worker(new URL("/bench/peers/javascript.mjs", location.href), { type: "module" });
  worker.onmessage = ({ data: { id, result, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(result);
  };
  return call("ready");
}

export const load = (file) => call("load", file);
export const answer = (period) => call("answer", period);
export const records = () => call("records");

function call(name, argument) {
  last += 1;
  worker.postMessage({ id: last, call: name, argument });
  return new Promise((resolve, reject) => waiting.set(last, { resolve, reject }));
}
