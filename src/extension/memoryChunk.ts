/** What a memory needs when it is first opened: one chunk of the bundle, because what is loaded together needs no file each. */
export { LoomError } from '../core/errors';
export { Catalogue } from './catalogue';
export { rememberFacts } from './facts';
export { recoverMemory } from './history/recoverMemory';
export { systemClock, systemRandom } from './host/surroundings';
