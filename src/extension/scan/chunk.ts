/** What scanning needs once there is something to scan: one chunk of the bundle, because what is loaded together needs no file each. */
export { Findings } from './findings';
export { markSafe } from './markSafe';
export { scanCommand } from './scanCommand';
