/** Made by esbuild.mjs: every `*.test.ts` of this folder, so that none can be forgotten. */
declare module 'loom:web-tests' {
  export function loadTests(): Promise<void>;
}
