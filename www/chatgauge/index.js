// The element, with the files that lie beside this script. Importing it touches no window.
import { ChatGauge } from './element.js';

ChatGauge.files = {
  module: new URL('./chatgauge_bg.wasm', import.meta.url),
  worker: new URL('./worker.js', import.meta.url),
  parser: new URL('./parser.js', import.meta.url),
  reader: new URL('./reader_bg.wasm', import.meta.url),
  report: new URL('./report.html', import.meta.url),
};

export { ChatGauge };
