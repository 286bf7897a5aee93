import { LoomError } from '../../core/errors';
import type { JsonObject } from '../../core/json';
import { agentSettings, readConfig } from '../../core/store/config';
import { readDocument } from '../../core/store/readDocument';
import { readLayout } from '../../core/store/layout';
import type { Problem, StoredRecord } from '../../core/store/records';
import type {
  AgentDocument,
  AgentFiles,
  GlobalDocument,
  Layout,
  Store,
  StoreDocument,
  StoreFile,
} from '../../core/store/store';
import { numberWords, percentWords } from '../../core/words';
import type { Execute } from '../command';
import type { showOptions } from '../descriptions/records';
import type { Context } from '../context';
import { exit } from '../exitCodes';
import { outline } from '../outline';
import { oneLine } from '../textTable';
import { recordsWithin } from './readRecords';
import type { Limits } from './readRecords';

const AGENT_DOCUMENTS = ['metrics', 'context', 'index', 'config'] as const satisfies readonly (
  AgentDocument | 'config'
)[];
const GLOBAL_DOCUMENTS = [
  'cross-agent',
  'project-meta',
  'team-conventions',
  'archived-decisions',
  'index',
] as const satisfies readonly GlobalDocument[];
/** The beginning of an id must have as many characters to stand for all of it. */
const SHORTEST_PREFIX = 4;

/** `aml show`: a page for people; with `--json` the record or document as it lies in the memory. */
export const runShow: Execute<typeof showOptions> = async (values, positionals, context) => {
  const [what = '', document] = positionals;
  const store = await context.store();
  const layout = await readLayout(store, context.run);
  if (what === 'config') {
    const { config, problems } = await readConfig(store, layout);
    await context.noteProblems(problems);
    if (config === undefined) throw new LoomError('file-missing', { path: 'config.json' });
    await printDocuments('config', await readAll(store, layout.config, context), context);
    return exit.done;
  }
  if (what === 'global') {
    const name = documentNamed(GLOBAL_DOCUMENTS, document);
    const files = layout.global[name] ?? [];
    if (files.length === 0) throw new LoomError('file-missing', { path: `global/${name}.json` });
    await printDocuments(`global ${name}`, await readAll(store, files, context), context);
    return exit.done;
  }
  const agent = layout.agents.find(({ name }) => name === what);
  if (agent !== undefined) return showAgentDocument(store, layout, agent, document, context);
  if (document !== undefined) {
    const { chooseAgents } = await import('../../core/export/scope');
    // Throws `agent-unknown` with the nearest name: with a document, only an agent can be meant.
    chooseAgents(layout, [what]);
  }
  await showRecord(store, what, { agents: values.agents }, context);
  return exit.done;
};

async function showAgentDocument(
  store: Store,
  layout: Layout,
  agent: AgentFiles,
  document: string | undefined,
  context: Context,
): Promise<typeof exit.done> {
  const name = documentNamed(AGENT_DOCUMENTS, document);
  const missing = new LoomError('file-missing', { path: `${agent.name}/${name}.json` });
  if (name === 'config') {
    const { config, problems } = await readConfig(store, layout);
    await context.noteProblems(problems);
    const settings = agentSettings(config, agent.name);
    if (settings === undefined) throw missing;
    if (context.json) await context.printJson(settings);
    else await printPage(`${agent.name} config`, settings, context);
    return exit.done;
  }
  const files = agent.documents[name] ?? [];
  if (files.length === 0) throw missing;
  await printDocuments(`${agent.name} ${name}`, await readAll(store, files, context), context);
  return exit.done;
}

function documentNamed<Name extends string>(names: readonly Name[], given: string | undefined): Name {
  const found = names.find((name) => name === given);
  if (found !== undefined) return found;
  throw new LoomError('value-invalid', { option: 'DOCUMENT', value: given ?? '', wanted: names.join(', ') });
}

/** Throws `memory-damaged` when none of the files can be read. */
async function readAll(
  store: Store,
  files: readonly StoreFile[],
  context: Context,
): Promise<readonly StoreDocument[]> {
  const documents: StoreDocument[] = [];
  for (const file of files) {
    const result = await readDocument(store, file);
    if ('document' in result) documents.push(result.document);
    else if (files.length > 1) await context.noteProblems([result.problem]);
    else throw damaged(result.problem);
  }
  if (documents.length === 0) {
    throw new LoomError('memory-damaged', {
      file: files[0]?.path ?? '',
      detail: 'none of its files is well',
    });
  }
  return documents;
}

function damaged({ file, message, line, column }: Problem): LoomError {
  return new LoomError('memory-damaged', { file, detail: message.replace(/\.$/, ''), line, column });
}

async function printDocuments(
  title: string,
  documents: readonly StoreDocument[],
  context: Context,
): Promise<void> {
  const [first] = documents;
  if (context.json) {
    if (documents.length === 1 && first !== undefined) {
      await context.print(new TextDecoder().decode(first.bytes).trimEnd().concat('\n'));
      return;
    }
    await context.printJson({
      files: Object.fromEntries(documents.map(({ file, value }) => [file.path, value])),
    });
    return;
  }
  for (const { file, value } of documents) {
    await context.print(
      [context.style.bold(oneLine(title)), context.style.dim(file.path), '', ...outline(value), ''].join(
        '\n',
      ),
    );
  }
}

async function printPage(title: string, value: JsonObject, context: Context): Promise<void> {
  await context.print([context.style.bold(oneLine(title)), '', ...outline(value), ''].join('\n'));
}

async function showRecord(store: Store, id: string, limits: Limits, context: Context): Promise<void> {
  const problems: Problem[] = [];
  const isMeant = (own: string): boolean =>
    own === id || (id.length >= SHORTEST_PREFIX && own.startsWith(id));
  const pick = (record: StoredRecord): StoredRecord | undefined =>
    isMeant(record.view.id) ? { ...record, bytes: record.bytes.slice() } : undefined;
  const candidates: StoredRecord[] = [];
  for await (const record of recordsWithin(store, { limits, pick, problems }, context))
    candidates.push(record);
  await context.noteProblems(problems);
  const exact = candidates.filter((record) => record.view.id === id);
  const found = exact.length > 0 ? exact : candidates;
  const [record] = found;
  if (record === undefined) throw new LoomError('record-unknown', { id });
  const same = found.filter(
    ({ view }) =>
      view.agent === record.view.agent && view.kind === record.view.kind && view.id === record.view.id,
  );
  if (same.length < found.length) {
    const places = found.map(({ view }) => `${view.id} of ${view.agent}`);
    throw new LoomError('usage', {
      message: `"${id}" is ${String(found.length)} records: ${places.slice(0, 5).join(', ')}${places.length > 5 ? ', …' : ''}.`,
      hint: 'write the whole id, and name the agent with --agents',
    });
  }
  // Both files of a pair may hold it (FORMATS 1.2).
  if (same.length > 1) {
    await context.note(`warning: the record is there ${String(same.length)} times; this is ${record.file}.`);
  }
  if (context.json) await context.print(`${new TextDecoder().decode(record.bytes)}\n`);
  else await context.print(recordPage(record, context));
}

/** Fields that the head of a page says already. */
const HEAD_FIELDS = new Set(['id', 'agent', 'timestamp', 'active', 'tags']);

function recordPage({ view, value, file }: StoredRecord, context: Context): string {
  const facts = [
    view.confidence === null ? [] : [`confidence ${view.confidence.toFixed(2)}`],
    view.success_rate === null ? [] : [`success ${percentWords(view.success_rate)}`],
    view.use_count === null ? [] : [`${numberWords(view.use_count)} uses`],
    view.last_used === null ? [] : [`last used ${view.last_used}`],
  ].flat();
  const body = Object.fromEntries(Object.entries(value).filter(([key]) => !HEAD_FIELDS.has(key)));
  return [
    context.style.bold(oneLine(view.title)),
    [view.agent, view.kind, ...(view.active ? [] : ['inactive'])].map(oneLine).join(' · '),
    ...(facts.length === 0 ? [] : [facts.map(oneLine).join('   ')]),
    '',
    ...outline(body),
    '',
    ...(view.tags.length === 0 ? [] : [`Tags: ${view.tags.map(oneLine).join(', ')}`]),
    ...(view.created === null ? [] : [`Created: ${oneLine(view.created)}`]),
    `Schema: ${oneLine(view.schema_version)}`,
    `File: ${file}`,
    `Id: ${oneLine(view.id)}`,
    '',
  ].join('\n');
}
