// The element, registered, with its module inside: nothing is fetched but the worker's script.
import packed from './module.gz';
import { ChatGauge } from './element.js';

ChatGauge.files = {
  get module() {
    const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(unpacked).arrayBuffer();
  },
  worker: new URL('./worker.js', import.meta.url),
};

if (globalThis.customElements && !customElements.get('chat-gauge')) {
  customElements.define('chat-gauge', ChatGauge);
}

export { ChatGauge };
