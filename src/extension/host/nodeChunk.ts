/** What the Node host needs at its first look at a memory: one chunk of the bundle, because what is loaded together needs no file each. */
export { identityKey } from '../../platform/identityKey';
export { nodeStore } from '../../platform/node';
export { nodeCodecs } from '../../platform/nodeCodecs';
export { nodeProcesses } from '../../platform/nodeProcesses';
export { userName } from '../../platform/userName';
