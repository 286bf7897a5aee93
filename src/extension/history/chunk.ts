/** What undo and the audit trail need once they are asked for: one chunk of the bundle, because what is loaded together needs no file each. */
export { readAudit } from '../../core/audit/readAudit';
export { auditPage } from './auditPage';
export { chooseMemory } from './chooseMemory';
export { undoLast } from './undo';
