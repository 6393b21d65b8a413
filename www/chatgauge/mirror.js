// Attributes that are properties of the same meaning, those without a value last.
const texts = ['src', 'credentials', 'mapping', 'sample', 'view', 'period', 'compare', 'timezone', 'locale', 'theme', 'layout'];
const flags = { readonly: 'readonly', noTranscripts: 'no-transcripts', noWorker: 'no-worker' };

export const mirrored = [...texts, ...Object.keys(flags)];

export function mirror({ prototype }) {
  const define = (name, get, set) => Object.defineProperty(prototype, name, { get, set, configurable: true, enumerable: true });
  for (const name of texts) {
    define(name, function () { return this.getAttribute(name); }, function (value) {
      if (value === null || value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, value);
    });
  }
  for (const [name, attribute] of Object.entries(flags)) {
    define(name, function () { return this.hasAttribute(attribute); }, function (value) { this.toggleAttribute(attribute, Boolean(value)); });
  }
}
