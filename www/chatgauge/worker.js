// The worker: a thread in which the work is done.
import { Work } from './work.js';

new Work(globalThis);
