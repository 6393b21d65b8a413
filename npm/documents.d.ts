// What goes in and what comes out. The fields are told in the guide's pages on settings and the report.

/** Both ends included, each `2026-05-31`. */
export interface Period {
  from: string;
  to: string;
}

/** The name of dates that move with the data. */
export type Preset =
  | "today"
  | "yesterday"
  | "last-7-days"
  | "last-28-days"
  | "last-90-days"
  | "this-week"
  | "last-week"
  | "this-month"
  | "last-month"
  | "this-quarter"
  | "last-quarter"
  | "all";

/** The name of a view. */
export type View =
  | "overview"
  | "chatbot"
  | "handoffs"
  | "satisfaction"
  | "sales"
  | "scorecard"
  | "compare"
  | "conversations";

/** A step of time. */
export type Bucket = "hour" | "day" | "week" | "month" | "quarter" | "year";

/** Values by field; a key that ends in `!` excludes them, an empty text stands for no value. */
export type Filters = Record<string, string[]>;

/** What a report is asked for. Without dates: the seven days that end with the data. */
export interface ReportQuery {
  from?: string;
  to?: string;
  filters?: Filters;
  /** Also by the values of this dimension. */
  by?: string;
  /** Also by steps of time. */
  series?: Bucket;
  /** Only these metrics. */
  only?: string[];
}

/** Which conversations are asked for. */
export interface ConversationsQuery {
  from?: string;
  to?: string;
  filters?: Filters;
  /** Only those in whose messages, or in whose customer's profile, each of these words occurs. */
  search?: string;
  /** The order; without it the latest come first. */
  sort?: { column: string; descending: boolean };
  /** The place of the first row, from 0. */
  offset?: number;
  /** How many rows at most; 100 where it is not said. */
  limit?: number;
}

/** What becomes of a history that is loaded. */
export interface LoadOptions {
  /** The name of the input's format, where its content shall not tell it. */
  format?: string;
  /** What unknown columns mean; see the guide's page on formats. */
  mapping?: object;
  /** What the input is called on the screen, if it has no name. */
  name?: string;
  /** Ends the load. */
  signal?: AbortSignal;
  /** Hears how far it is. */
  onProgress?: (progress: Progress) => void;
  /** Fetches addresses in the page, with a token for example. */
  fetch?: (address: string) => Promise<Response> | Response;
  /** How addresses are asked otherwise. */
  credentials?: RequestCredentials;
  /** `false` leaves out the texts of messages. */
  transcripts?: boolean;
}

/** An event of the guide's page on events. */
export type HistoryEvent = { ts: string | number; type: string } & Record<string, unknown>;

/** One thing that holds a history. */
export type Source = File | Blob | string | URL | Response | ReadableStream<Uint8Array> | ArrayBuffer | ArrayBufferView;

/** What can be loaded: one or several of them, or events. */
export type Input = Source | Iterable<Source> | FileList | HistoryEvent[];

/** Where the module comes from. */
export type ModuleSource = string | URL | Response | BufferSource | WebAssembly.Module | Promise<Response>;

/** Where the files of the package lie. */
export interface Files {
  /** `chatgauge_bg.wasm`. */
  module?: ModuleSource;
  /** `worker.js`; without it everything is done in the page's own thread. */
  worker?: string | URL;
  /** `parser.js`; without it the worker reads large files alone. */
  parser?: string | URL;
  /** `reader_bg.wasm`, the module of the parsers. */
  reader?: string | URL;
}

/** How far a load is. */
export interface Progress {
  /** The source that is being read. */
  name: string;
  /** Bytes taken from the sources. */
  read: number;
  /** Bytes in all of them, where that is known. */
  total: number | null;
  events: number;
  rejected: number;
}

/** A record that could not be used. */
export interface Rejection {
  at: string;
  field: string;
  reason: string;
  value: string;
}

/** Counts of a load. */
export interface LoadCounts {
  events: number;
  rejected: number;
  duplicates: number;
  unattached: number;
  future: number;
  rejections: Rejection[];
}

/** What a load came to. */
export interface LoadSummary {
  files: Array<{ name: string; events: number } & Record<string, unknown>>;
  /** Whether the texts of messages were kept. */
  transcripts: boolean;
  summary: LoadCounts;
  /** First and last date of the data. */
  span: Period | null;
  inversions: number;
  ties: number;
  /** Metrics that this data cannot give, with the event types that would bring them. */
  missing: Array<[string, string[]]>;
  /** What one can filter by. */
  fields: string[];
  /** What the register shows. */
  columns: string[];
}

/** A number, an amount for each currency, or `null` where there is nothing to divide by. */
export type Value = number | Record<string, number> | null;

/** What a metric came to. */
export interface MetricAnswer {
  value: Value;
  /** Not in rows of breakdowns and series. */
  unit?: "count" | "ratio" | "seconds" | "hours" | "messages" | "score" | "correlation" | "money";
  numerator?: number;
  denominator?: number;
  n?: number;
  median?: number;
  p90?: number;
  previous?: Value;
  change?: number | "new" | Record<string, number | "new"> | null;
  change_relative?: number | Record<string, number | null>;
  provisional?: boolean;
  missing?: string[];
}

/** The report document. */
export interface Report {
  schema: "chatgauge.report/1";
  as_of: string;
  timezone: string;
  period: Period;
  previous: Period;
  filters: Filters;
  load: LoadCounts;
  metrics: Record<string, MetricAnswer>;
  breakdown?: { by: string; rows: Array<{ key: string | null; metrics: Record<string, MetricAnswer> }> };
  series?: { bucket: Bucket; rows: Array<{ start: string; metrics: Record<string, MetricAnswer> }> };
}

/** A conversation in the register: cells by the names of columns. */
export type Row = { id: string } & Record<string, string | number | boolean | string[] | number[] | null>;

/** Rows of the register. */
export interface Conversations {
  /** How many there are, with those that were not handed out. */
  total: number;
  rows: Row[];
}

/** A text. */
export interface Text {
  text: string;
}

/** A message. */
export interface Said {
  by: "Customer" | "Bot" | "Agent" | "System";
  name: string | null;
  /** Empty where the texts of messages were left out. */
  text: Text;
  private: boolean;
  welcome: boolean;
  fallback: boolean;
  canned: boolean;
}

/** Another event. */
export interface Happened {
  kind: string;
  word: string | null;
  agent: string | null;
  department: string | null;
  about: string[];
  score: [number, number] | null;
  comment: Text;
  resolved: boolean | null;
  amount: [number, string] | null;
  credited: boolean;
}

/** One conversation for reading. */
export interface Thread {
  id: string;
  /** How the customer is called; empty where nothing of it is known. */
  customer: Text;
  known_as: Text[];
  items: Array<{ at: string; what: { Said: Said } | { Happened: Happened } }>;
  facts: Row;
  verdicts: Array<{ about: string; is: string; because: string }>;
  metrics: Array<{
    id: string;
    title: string;
    unit: string;
    counts: "yes" | "both" | "numerator" | "denominator" | "no";
    numerator?: number;
    denominator?: number;
    values?: number[];
    because: string[];
  }>;
}

/** What is on the screen. */
export interface Shown {
  view: View;
  filters: Filters;
  /** What a link to the screen says behind its `#`. */
  state: string;
}

/** The detail of `chatgauge-change`. */
export interface Change extends Shown {
  period: Period;
  previous: Period;
  timezone: string;
  today: string;
  span: Period | null;
  bucket: Bucket;
}

/** The detail of `chatgauge-select`. */
export interface Selection extends Shown {
  /** The conversation that was opened; `null` where a mark was, and the register lists what it counts. */
  conversation: string | null;
  period: Period | null;
}

/** What went wrong. */
export interface Trouble {
  code?: string;
  message: string;
}
