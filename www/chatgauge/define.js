// Registers <chat-gauge>. Importing this without a window does nothing.
import { ChatGauge } from './index.js';

if (globalThis.customElements && !customElements.get('chat-gauge')) {
  customElements.define('chat-gauge', ChatGauge);
}
