// The types of the element from its manifest, so that what editors say, what compilers check and what
// the guide tells is one and the same.

const note = (text, indent = "  ") => `${indent}/** ${text} */\n`;

/** What an element has under the same name, and keeps. */
const KEPT = { append: "  append(...nodes: (Node | string)[]): void;\n" };

const parameter = ({ name, type, optional }) => `${name}${optional ? "?" : ""}: ${type.text}`;

function member({ kind, name, type, parameters, return: returned, description, static: isStatic }) {
  const start = `${note(description)}  ${isStatic ? "static " : ""}${name}`;
  if (kind === "method") return `${start}(${parameters.map(parameter).join(", ")}): ${returned.type.text};\n${KEPT[name] ?? ""}`;
  return `${start}: ${type.text};\n`;
}

/** What one writes in HTML: texts, and flags that are there or not. */
function attribute({ name, type, description }) {
  const text = type.text === "boolean" ? 'boolean | ""' : type.text;
  return `${note(description)}  ${JSON.stringify(name)}?: ${text};\n`;
}

/** The text of `index.d.ts`; `documents` are the types that the manifest names. */
export function declarations(manifest, documents) {
  const [{ description, attributes, members, events }] = manifest.modules[0].declarations;
  const listeners = ["add", "remove"].map(
    (verb) =>
      `  ${verb}EventListener<K extends keyof ChatGaugeEventMap>(type: K, listener: (this: ChatGauge, event: ChatGaugeEventMap[K]) => void, options?: boolean | AddEventListenerOptions): void;\n` +
      `  ${verb}EventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | AddEventListenerOptions): void;\n`,
  );
  const heard = events.map((event) => `${note(event.description)}  ${JSON.stringify(event.name)}: ${event.type.text};\n`);
  return [
    documents,
    "\n/** The events of the element. */\n",
    `export interface ChatGaugeEventMap extends HTMLElementEventMap {\n${heard.join("")}}\n`,
    "\n/** The attributes of the element, for frameworks that type them. */\n",
    `export interface ChatGaugeAttributes {\n${attributes.map(attribute).join("")}}\n`,
    `\n${note(description, "")}`,
    `export class ChatGauge extends HTMLElement {\n${members.map(member).join("")}${listeners.join("")}}\n`,
    '\ndeclare global {\n  interface HTMLElementTagNameMap {\n    "chat-gauge": ChatGauge;\n  }\n}\n',
  ].join("");
}
