/** The small commands of the view and of record pages: one chunk of the bundle, loaded when the first of them is run. */
export * as memory from './memory';
export * as records from './records';
