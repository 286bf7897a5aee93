import { describe, expect, test } from 'vitest';
import { SIZE_LIMITS, judgeHealth, worse } from '../../../src/core/health/level';
import type { Problem } from '../../../src/core/store/records';

const MB = 1024 * 1024;
const damaged = (file: string): Problem => ({ file, code: 'json-damaged', message: 'cut', level: 'error' });
const well = { agents: [{ name: 'a', bytes: MB }], bytes: MB, problems: [], recordFiles: 3 };

describe('judging a memory', () => {
  test('one that is small and readable is well', () => {
    expect(judgeHealth(well)).toEqual({ level: 'ok', findings: [] });
  });

  test('the thresholds are those of the quick reference: 60 and 80 MB an agent, 600 and 800 MB in all', () => {
    const agent = (bytes: number) => judgeHealth({ ...well, agents: [{ name: 'a', bytes }] }).level;
    expect([60 * MB - 1, 60 * MB, 80 * MB - 1, 80 * MB].map(agent)).toEqual([
      'ok',
      'warning',
      'warning',
      'critical',
    ]);
    const whole = (bytes: number) => judgeHealth({ ...well, bytes }).level;
    expect([600 * MB - 1, 600 * MB, 800 * MB - 1, 800 * MB].map(whole)).toEqual([
      'ok',
      'warning',
      'warning',
      'critical',
    ]);
  });

  test('an unreadable file is a warning while others can be read, critical when none can', () => {
    expect(judgeHealth({ ...well, problems: [damaged('a/patterns.json')] }).level).toBe('warning');
    expect(judgeHealth({ ...well, problems: [damaged('a/patterns.json')], recordFiles: 1 }).level).toBe(
      'critical',
    );
  });

  test('two problems in one file do not count as two unreadable files', () => {
    const problems = [damaged('a/patterns.json'), damaged('a/patterns.json')];
    const health = judgeHealth({ ...well, problems, recordFiles: 2 });
    expect(health.level).toBe('warning');
    expect(health.findings).toHaveLength(2);
  });

  test('a problem that costs no record is no finding', () => {
    const left: Problem = { file: 'a/x.tmp', code: 'temporary-left', message: 'left', level: 'warning' };
    expect(judgeHealth({ ...well, problems: [left] })).toEqual({ level: 'ok', findings: [] });
  });

  test('the worst finding comes first', () => {
    const health = judgeHealth({
      ...well,
      problems: [damaged('a/patterns.json')],
      bytes: SIZE_LIMITS.memory.critical,
    });
    expect(health.findings.map((finding) => finding.type)).toEqual(['memory-size', 'unreadable']);
  });

  test('the worse of two levels wins', () => {
    expect(worse('ok', 'warning')).toBe('warning');
    expect(worse('critical', 'warning')).toBe('critical');
  });
});
