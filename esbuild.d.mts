import type { BuildOptions } from 'esbuild';

/** The product's bundles by name. */
export const bundles: Readonly<Record<'extension' | 'cli' | 'web' | 'manifestViewer', BuildOptions>>;
