import { losesFile } from '../store/lostFiles';
import type { Problem } from '../store/records';

/** How a memory is: the word behind the status bar's colour. Ordered from good to bad. */
export const HEALTH_LEVELS = ['ok', 'warning', 'critical'] as const;
export type HealthLevel = (typeof HEALTH_LEVELS)[number];

/** Loom counts in 1024s, and so do its limits (`monitoring.py`: bytes / (1024 * 1024)). */
const MB = 1024 * 1024;

/** Bytes on disk from which on a memory is too large (S2, "Key Thresholds"; FORMATS 1.14). */
export const SIZE_LIMITS = {
  agent: { warning: 60 * MB, critical: 80 * MB },
  memory: { warning: 600 * MB, critical: 800 * MB },
} as const;

/** One thing that is wrong, as data; each host has its own words for it. */
export type HealthFinding =
  | { readonly type: 'unreadable'; readonly level: 'warning' | 'critical'; readonly problem: Problem }
  | {
      readonly type: 'agent-size';
      readonly level: 'warning' | 'critical';
      readonly agent: string;
      readonly bytes: number;
      readonly limit: number;
    }
  | {
      readonly type: 'memory-size';
      readonly level: 'warning' | 'critical';
      readonly bytes: number;
      readonly limit: number;
    };

/** What is judged: sizes on disk, and what could not be read. */
export interface HealthInput {
  readonly agents: readonly { readonly name: string; readonly bytes: number }[];
  readonly bytes: number;
  readonly problems: readonly Problem[];
  /** How many files hold records; 0 when that is not known. */
  readonly recordFiles: number;
}

export interface Health {
  readonly level: HealthLevel;
  /** Worst first. */
  readonly findings: readonly HealthFinding[];
}

/**
 * Judges a memory by sizes and unreadable files. A file that cannot be read is a warning, since everything else goes on;
 * critical when no file of records can be read. Problems that cost no record (level `warning`) are no finding.
 */
export function judgeHealth(input: HealthInput): Health {
  const unreadable = input.problems.filter((problem) => problem.level === 'error');
  const lostFiles = new Set(unreadable.filter(losesFile).map((problem) => problem.file)).size;
  const nothingLeft = input.recordFiles > 0 && lostFiles >= input.recordFiles;
  const findings: HealthFinding[] = unreadable.map((problem) => ({
    type: 'unreadable',
    level: nothingLeft ? 'critical' : 'warning',
    problem,
  }));
  for (const agent of input.agents) {
    const over = sizeLevel(agent.bytes, SIZE_LIMITS.agent);
    if (over !== undefined)
      findings.push({ type: 'agent-size', agent: agent.name, bytes: agent.bytes, ...over });
  }
  const over = sizeLevel(input.bytes, SIZE_LIMITS.memory);
  if (over !== undefined) findings.push({ type: 'memory-size', bytes: input.bytes, ...over });
  findings.sort((a, b) => HEALTH_LEVELS.indexOf(b.level) - HEALTH_LEVELS.indexOf(a.level));
  return { level: findings[0]?.level ?? 'ok', findings };
}

/** The worse of two levels. */
export function worse(a: HealthLevel, b: HealthLevel): HealthLevel {
  return HEALTH_LEVELS.indexOf(a) >= HEALTH_LEVELS.indexOf(b) ? a : b;
}

function sizeLevel(
  bytes: number,
  limits: { readonly warning: number; readonly critical: number },
): { level: 'warning' | 'critical'; limit: number } | undefined {
  if (bytes >= limits.critical) return { level: 'critical', limit: limits.critical };
  if (bytes >= limits.warning) return { level: 'warning', limit: limits.warning };
  return undefined;
}
