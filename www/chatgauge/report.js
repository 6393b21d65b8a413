// A report that is one file: the module stands in the page itself, and so may the data.
import { ChatGauge } from './element.js';

function bytesIn(place) {
  const text = atob(document.getElementById(place).textContent.trim());
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

function unpacked(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
}

const element = document.querySelector('chat-gauge');
element.wasm = unpacked(bytesIn('module'));
customElements.define('chat-gauge', ChatGauge);
const facts = bytesIn('facts');
if (facts.length) element.load(new File([facts], document.title)).catch(reportError);
