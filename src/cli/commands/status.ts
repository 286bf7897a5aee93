import { judgeHealth } from '../../core/health/level';
import type { Health, HealthFinding, HealthLevel } from '../../core/health/level';
import { readLayout } from '../../core/store/layout';
import { summariseAgents } from '../../core/store/summary';
import { countWords, numberWords, sizeWords, treeLines } from '../../core/words';
import type { Execute } from '../command';
import type { Context } from '../context';
import { exit } from '../exitCodes';
import { oneLine } from '../textTable';

/** `aml status`: `{status, memory, bytes, counts, agents, warnings, problems, last_export}`. */
export const runStatus: Execute<Record<string, never>> = async (_values, _positionals, context) => {
  const path = await context.memoryPath();
  const store = await context.store(path);
  const layout = await readLayout(store, context.run);
  const { agents, problems } = await summariseAgents(store, context.run);
  const recordFiles = layout.agents.reduce(
    (sum, agent) => sum + Object.values(agent.records).reduce((files, each) => files + each.length, 0),
    0,
  );
  const health = judgeHealth({ agents, bytes: layout.bytes, problems, recordFiles });
  const sized = agents.map((agent) => ({ ...agent, status: agentLevel(agent.name, health) }));
  const counts = { patterns: 0, solutions: 0, decisions: 0 };
  for (const agent of agents) {
    counts.patterns += agent.patterns;
    counts.solutions += agent.solutions;
    counts.decisions += agent.decisions;
  }
  if (context.json) {
    await context.printJson({
      status: health.level,
      memory: path,
      bytes: layout.bytes,
      counts,
      agents: sized.map(({ successRate, ...agent }) => ({ ...agent, success_rate: successRate })),
      warnings: health.findings.map(findingWords),
      problems,
      // Nothing is noted at an export yet; the key is here so that scripts need not change when it is.
      last_export: null,
    });
    return exit.done;
  }
  await context.print(
    [
      `Memory: ${path}`,
      `Status: ${paint(health.level, context)}`,
      '',
      `Agents (${numberWords(agents.length)}):`,
      ...treeLines(
        sized.map((agent) => {
          const records = agent.patterns + agent.solutions + agent.decisions;
          const level = agent.status === 'ok' ? '' : `, ${paint(agent.status, context)}`;
          return `${oneLine(agent.name)} (${countWords(records, 'record')}, ${sizeWords(agent.bytes)}${level})`;
        }),
      ),
      '',
      'Totals:',
      ...treeLines([
        `Patterns: ${numberWords(counts.patterns)}`,
        `Solutions: ${numberWords(counts.solutions)}`,
        `Decisions: ${numberWords(counts.decisions)}`,
        `Size: ${sizeWords(layout.bytes)}`,
        'Last export: unknown',
      ]),
      ...(health.findings.length === 0
        ? []
        : ['', 'Needs attention:', ...treeLines(health.findings.map(findingWords))]),
      '',
    ].join('\n'),
  );
  // Findings tell of what is lost; what is left are warnings that cost no record.
  await context.noteProblems(problems.filter((problem) => problem.level === 'warning'));
  return exit.done;
};

/** The worst that is said of one agent. */
function agentLevel(name: string, health: Health): HealthLevel {
  const own = health.findings.find((finding) =>
    finding.type === 'agent-size'
      ? finding.agent === name
      : finding.type === 'unreadable' && finding.problem.file.startsWith(`${name}/`),
  );
  return own?.level ?? 'ok';
}

/** What is wrong, in words; a problem says its own. */
function findingWords(finding: HealthFinding): string {
  if (finding.type === 'unreadable') return finding.problem.message;
  const what = finding.type === 'agent-size' ? oneLine(finding.agent) : 'The memory';
  return `${what} takes ${sizeWords(finding.bytes)}, more than ${sizeWords(finding.limit)}.`;
}

function paint(level: HealthLevel, context: Context): string {
  if (level === 'ok') return level;
  return level === 'warning' ? context.style.warn(level) : context.style.bad(level);
}
