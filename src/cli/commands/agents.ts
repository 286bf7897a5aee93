import { summariseAgents } from '../../core/store/summary';
import { numberWords, percentWords, sizeWords } from '../../core/words';
import type { Execute } from '../command';
import { exit } from '../exitCodes';
import { oneLine, textTable } from '../textTable';

/** `aml agents`: `{agents: [{name, patterns, solutions, decisions, bytes, success_rate}], problems}`. */
export const runAgents: Execute<Record<string, never>> = async (_values, _positionals, context) => {
  const store = await context.store();
  const { agents, problems } = await summariseAgents(store, context.run);
  if (context.json) {
    await context.printJson({
      agents: agents.map(({ successRate, ...agent }) => ({ ...agent, success_rate: successRate })),
      problems,
    });
  } else {
    await context.print(
      textTable(
        [
          { title: 'AGENT', shrinks: true },
          { title: 'PATTERNS', align: 'right' },
          { title: 'SOLUTIONS', align: 'right' },
          { title: 'DECISIONS', align: 'right' },
          { title: 'SUCCESS', align: 'right' },
          { title: 'SIZE', align: 'right' },
        ],
        agents.map((agent) => [
          oneLine(agent.name),
          numberWords(agent.patterns),
          numberWords(agent.solutions),
          numberWords(agent.decisions),
          agent.successRate === null ? '' : percentWords(agent.successRate),
          sizeWords(agent.bytes),
        ]),
        context.style,
        context.io.stdout.isTerminal ? context.io.stdout.columns : undefined,
      ),
    );
  }
  await context.noteProblems(problems);
  return exit.done;
};
