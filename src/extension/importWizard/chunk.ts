/** What an import needs once it is asked for: one chunk of the bundle, because what is loaded together needs no file each. */
export { ImportCommands } from './commands';
export { importDropped } from './drop';
export { Imports } from './imports';
export { childrenOf } from './nodes';
export { importInto, readOptions } from './wizard';
