import type { ExportRequest } from '../../src/core/export/request';

/** What tests of exports ask for unless they say otherwise: all of it, plain, without anything beside it. */
export const wholeExport: ExportRequest = {
  filters: {},
  includeGlobal: true,
  shared: 'used',
  includeDerived: false,
  anonymise: 'none',
  format: 'tar',
  level: 6,
  manifest: 'none',
  verify: false,
  replace: false,
  name: 'out',
  project: 'shop-web',
  user: 'maria',
  secret: new Uint8Array(32).fill(1),
  dryRun: false,
};
