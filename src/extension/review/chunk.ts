/** What a review needs once it is asked for: one chunk of the bundle, because what is loaded together needs no file each. */
export { ReviewCommands } from './commands';
export { Reviews } from './reviews';
