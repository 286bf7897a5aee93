/** What a host of Loom Memory builds on; everything else is the core's own business. */
export { LoomError, throwIfCancelled } from './errors';
export type { LoomErrorCode, LoomErrorData } from './errors';
export { fillSentence, sentences } from './sentences';
export type {
  Clock,
  Codecs,
  FileStat,
  FileStore,
  FileWriter,
  FolderEntry,
  Host,
  Log,
  Progress,
  Random,
  Run,
  Scratch,
  SqliteWriter,
} from './ports';
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
export { readWhenStill } from './store/readWhenStill';
export { readDocument } from './store/readDocument';
export { agentSettings, readConfig } from './store/config';
export type { LoomConfig } from './store/config';
export { firstPage, indexRecords } from './store/recordIndex';
export type { RecordIndex } from './store/recordIndex';
export { summariseAgents } from './store/summary';
export type { AgentSummary } from './store/summary';
export { viewRecord } from './store/view';
export { compileFilters } from './store/filter';
export type { Filters } from './store/filter';
export { parseTime } from './store/times';
export { exportMemory } from './export/exportMemory';
export { estimate, readViews } from './export/estimate';
export type { ExportReport, ExportRequest } from './export/request';
export { fileSource, inspectArchive, openArchive, readArchiveRecords } from './bundle/archive';
export type { ArchiveSource, Inspection, OpenedArchive } from './bundle/archive';
export { verifyArchive, verifyFolder } from './bundle/verify';
export type { VerifyReport } from './bundle/verify';
export { createAnonymiser } from './anonymise/anonymiser';
export { loadRequested } from './anonymise/requested';
