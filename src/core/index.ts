export { LoomError, throwIfCancelled } from './errors';
export type { LoomErrorCode, LoomErrorData } from './errors';
export type { Clock, Codecs, FileStat, FileStore, Host, Log, Progress, Random, Run } from './ports';
export { KINDS, KIND_PLURALS } from './store/records';
export type {
  Counts,
  Kind,
  KindPlural,
  Problem,
  RecordShape,
  RecordView,
  StoredRecord,
} from './store/records';
export type { AgentFiles, Layout, RecordBatch, Store, StoreDocument, StoreFile } from './store/store';
export { readLayout } from './store/layout';
export { readRecords } from './store/readRecords';
export { readDocument } from './store/readDocument';
export { viewRecord } from './store/view';
export { compileFilters } from './store/filter';
export type { Filters } from './store/filter';
export { parseTime } from './store/times';
