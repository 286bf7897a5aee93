import type { ExportReport } from '../../src/core/export/request';

const hash = (digit: string): string => digit.repeat(64);

/** The export that the seed's manifest and report tell of (S0:185-265), as an `ExportReport`. */
export function seedReport(changes: Partial<ExportReport> = {}): ExportReport {
  const agents = [
    {
      name: 'frontend-developer',
      patterns: 234,
      solutions: 178,
      decisions: 89,
      successRate: 0.98,
      bytes: { patterns: 45_000_000, solutions: 12_000_000, decisions: 8_000_000, total: 65_000_000 },
    },
    {
      name: 'backend-architect',
      patterns: 1156,
      solutions: 134,
      decisions: 67,
      successRate: 0.926,
      bytes: { patterns: 28_000_000, solutions: 9_000_000, decisions: 6_000_000, total: 43_000_000 },
    },
  ];
  const counts = { patterns: 1390, solutions: 312, decisions: 156 };
  return {
    files: [
      { path: 'loom-export-20251023-103000.tar.gz', bytes: 14_200_000, sha256: hash('a') },
      { path: 'loom-export-20251023-103000-manifest.md', bytes: 3100, sha256: hash('b') },
    ],
    manifestPath: 'loom-export-20251023-103000-manifest.md',
    metadata: {
      version: '1.0.0',
      export_date: '2025-10-23T10:30:00Z',
      source_project: '0123456789abcdef0123456789abcdef',
      exported_by: 'fedcba9876543210fedcba9876543210',
      agents: agents.map((agent) => agent.name),
      filters_applied: { min_confidence: 0.8, since: '2025-10-01', min_success_rate: 0.85 },
      anonymized: true,
      encrypted: false,
      compression: 'gzip',
      types: ['patterns', 'solutions', 'decisions'],
      counts,
    },
    checksums: {
      'frontend-developer': `sha256-${hash('d')}`,
      'backend-architect': `sha256-${hash('e')}`,
      global: `sha256-${hash('f')}`,
    },
    agents,
    counts,
    excluded: { 'below confidence 0.8': 31, 'no confidence': 1 },
    shared: [
      { agent: 'test-automator', id: 'p-1', used_by: ['frontend-developer'], reason: 'named by a solution' },
    ],
    anonymisation: {
      level: 'full',
      counts: { 'api-keys': 7, passwords: 3, urls: 12, emails: 5 },
      rules: { email: 5, 'github-token': 7, 'internal-url': 12, 'password-by-key': 3 },
      agents: { 'backend-architect': 20, 'frontend-developer': 6, global: 1 },
      decisions: { accepted: 27, rejected: 0, edited: 0, own_rules: 0 },
    },
    problems: [],
    uncompressedBytes: 108_000_000,
    finalBytes: 14_200_000,
    encrypted: false,
    format: 'tar',
    ...changes,
  };
}
