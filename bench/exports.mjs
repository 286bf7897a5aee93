// Whole exports as processes, paired with what people use today.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { inTurn, measured, median, ratios, shell, spread, table } from './measure.mjs';
import { outputPath, project, useStore, work } from './stores.mjs';

/** `aml export` of a store, anonymised or not, as `measured` takes it. */
function exporting(context, store, name, options, env = {}) {
  return {
    command: context.node ?? process.execPath,
    args: [
      context.cli,
      '--memory',
      store.memory,
      'export',
      outputPath(name),
      '--no-with-manifest',
      '--force',
      ...options,
    ],
    cwd: work,
    env,
  };
}

const PLAIN = ['--anonymize', 'none'];
const tarring = (store) =>
  shell(`tar czf "${outputPath('theirs.tgz')}" .loom && sha256sum "${outputPath('theirs.tgz')}"`, {
    cwd: store.folder,
  });

const size = (name) => statSync(outputPath(name)).size;

/** CPU, wall, size and peak against `tar czf` + `sha256sum`: rows of the table in docs/benchmarks.md. */
export function comparePlain(context) {
  const store = useStore('s200');
  const runs = inTurn(context.rounds, {
    theirs: tarring(store),
    ours: exporting(context, store, 'plain.tar.gz', PLAIN),
    anonymised: exporting(context, store, 'anonymised.tar.gz', ['--anonymize', 'full', '--verify']),
  });
  const row = (name, list, file) => [
    name,
    ratios(list, runs.theirs, 'cpu'),
    ratios(list, runs.theirs, 'wall'),
    (size(file) / size('theirs.tgz')).toFixed(4),
    spread(list, 'cpu'),
    spread(list, 'wall'),
    spread(list, 'peak', 0),
  ];
  console.log(
    table(
      ['export of 202 MB', 'CPU / tar', 'wall / tar', 'size / tar', 'CPU s', 'wall s', 'peak MiB'],
      [
        row('tar czf + sha256sum', runs.theirs, 'theirs.tgz'),
        row('aml, not anonymised', runs.ours, 'plain.tar.gz'),
        row('aml, anonymised and verified', runs.anonymised, 'anonymised.tar.gz'),
      ],
    ),
  );
  const left = plantedLeft(store, 'anonymised.tar.gz');
  console.log(`Planted secrets left after anonymising: ${left.length} of ${store.facts.planted}.`);
  for (const secret of left.slice(0, 5)) console.log(`  ${secret}`);
}

/** Planted secrets that the anonymised bundle still holds. */
function plantedLeft(store, name) {
  const text = measured(shell(`tar xzOf "${outputPath(name)}"`)).out;
  const planted = readFileSync(path.join(store.folder, 'planted.txt'), 'utf8').split('\n');
  return planted.filter((secret) => secret !== '' && text.includes(secret));
}

/** What encrypting adds to a plain export. */
export function compareEncrypted(context) {
  const store = useStore('s200');
  const env = { AML_EXPORT_PASSWORD: 'only for this measurement' };
  const runs = inTurn(context.rounds, {
    plain: exporting(context, store, 'plain.tar.gz', PLAIN),
    encrypted: exporting(context, store, 'sealed.tar.gz', [...PLAIN, '--encrypt'], env),
  });
  console.log(
    table(
      ['export of 202 MB', 'CPU / plain', 'wall / plain', 'CPU s', 'peak MiB'],
      [
        ['plain', '1', '1', spread(runs.plain, 'cpu'), spread(runs.plain, 'peak', 0)],
        [
          'encrypted',
          ratios(runs.encrypted, runs.plain, 'cpu'),
          ratios(runs.encrypted, runs.plain, 'wall'),
          spread(runs.encrypted, 'cpu'),
          spread(runs.encrypted, 'peak', 0),
        ],
      ],
    ),
  );
}

/** `aml verify` against `gzip -t` + `sha256sum` of the same file. */
export function compareVerify(context) {
  const store = useStore('s200');
  const file = outputPath('plain.tar.gz');
  measured(exporting(context, store, 'plain.tar.gz', PLAIN));
  const runs = inTurn(context.rounds, {
    theirs: shell(`gzip -t "${file}" && sha256sum "${file}"`),
    ours: { command: process.execPath, args: [context.cli, 'verify', file], cwd: work },
  });
  console.log(
    table(
      ['verify of 202 MB', 'CPU / theirs', 'wall / theirs', 'CPU s', 'wall s', 'peak MiB'],
      [
        ['gzip -t + sha256sum', '1', '1', spread(runs.theirs, 'cpu'), spread(runs.theirs, 'wall'), ''],
        [
          'aml verify',
          ratios(runs.ours, runs.theirs, 'cpu'),
          ratios(runs.ours, runs.theirs, 'wall'),
          spread(runs.ours, 'cpu'),
          spread(runs.ours, 'wall'),
          spread(runs.ours, 'peak', 0),
        ],
      ],
    ),
  );
}

/** Peak memory of 1 GB over 200 MB. */
export function compareMemory(context) {
  const rows = [];
  for (const [name, options] of [
    ['not anonymised', PLAIN],
    ['anonymised', ['--anonymize', 'full']],
  ]) {
    const runs = inTurn(context.rounds, {
      s200: exporting(context, useStore('s200'), 'memory.tar.gz', options),
      s1g: exporting(context, useStore('s1g'), 'memory.tar.gz', options),
    });
    rows.push([
      name,
      spread(runs.s200, 'peak', 0),
      spread(runs.s1g, 'peak', 0),
      ratios(runs.s1g, runs.s200, 'peak'),
      spread(runs.s1g, 'cpu'),
    ]);
  }
  console.log(table(['peak of an export', '202 MB, MiB', '1,010 MB, MiB', 'ratio', '1,010 MB, CPU s'], rows));
}

/** Rows a second of whole SQLite and CSV exports. `node24`: a Node with node:sqlite, when there is one. */
export function compareTables(context) {
  const store = useStore('s200');
  const database = (name, node) => () => {
    rmSync(outputPath(name), { force: true, recursive: true });
    const format = name.endsWith('.db') ? 'sqlite' : 'csv';
    return exporting({ ...context, node }, store, name, [...PLAIN, '--format', format]);
  };
  const programs = {
    'SQLite, WebAssembly': database('wasm.db', process.execPath),
    CSV: database('csv', process.execPath),
  };
  if (context.node24 !== undefined) programs['SQLite, node:sqlite'] = database('node.db', context.node24);
  const runs = inTurn(context.rounds, programs);
  const { records } = store.facts;
  const perSecond = (count, seconds) => Math.round(count / seconds).toLocaleString('en');
  const lines = Object.entries(runs).map(([name, list]) => {
    const wall = median(list.map((run) => run.wall));
    return [
      name,
      perSecond(records, wall),
      name === 'CSV' ? '' : perSecond(databaseRows(outputPath('wasm.db')), wall),
      perSecond(records, median(list.map(({ cpu }) => cpu))),
      spread(list, 'wall'),
      spread(list, 'peak', 0),
    ];
  });
  console.log(`${records.toLocaleString('en')} records, end to end:`);
  console.log(
    table(
      ['tables', 'records a second', 'rows a second', 'records a CPU second', 'wall s', 'peak MiB'],
      lines,
    ),
  );
}

/** Rows of all tables: a record is one row, and each of its tags another. Asks the `sqlite3` program. */
function databaseRows(file) {
  const ask = (sql) => execFileSync('sqlite3', [file, sql], { encoding: 'utf8' }).trim().split('\n');
  const tables = ask("SELECT name FROM sqlite_master WHERE type = 'table'");
  return tables.reduce((sum, name) => sum + Number(ask(`SELECT count(*) FROM "${name}"`)[0]), 0);
}

/** Start of the program against an empty one. */
export function compareStart(context) {
  const node = process.execPath;
  const sample = path.join(project, 'samples', 'shop-web');
  const runs = inTurn(context.rounds * 5, {
    empty: { command: node, args: ['-e', '0'], isShort: true },
    help: { command: node, args: [context.cli, '--help'], isShort: true },
    list: { command: node, args: [context.cli, 'list'], cwd: sample, isShort: true },
  });
  console.log(
    table(
      ['start', 'CPU / node -e 0', 'wall / node -e 0', 'CPU s', 'wall s'],
      Object.entries({
        'node -e 0': runs.empty,
        'aml --help': runs.help,
        'aml list, samples': runs.list,
      }).map(([name, list]) => [
        name,
        ratios(list, runs.empty, 'cpu'),
        ratios(list, runs.empty, 'wall'),
        spread(list, 'cpu', 3),
        spread(list, 'wall', 3),
      ]),
    ),
  );
}

/** What a compression level costs and saves, for the blocks that bundles are made of. */
export function compareLevels(context) {
  const store = useStore('s200');
  const plain = outputPath('plain.tar');
  measured(shell(`tar cf "${plain}" .loom`, { cwd: store.folder }));
  const programs = { 'tar czf + sha256sum': tarring(store) };
  for (const level of [4, 5, 6, 7]) {
    for (const memLevel of [8, 9]) {
      programs[`level ${level}, memLevel ${memLevel}`] = {
        command: process.execPath,
        args: [path.join(project, 'bench', 'deflateBlocks.mjs'), plain, String(level), String(memLevel)],
      };
    }
  }
  const runs = inTurn(context.rounds, programs);
  const [theirName] = Object.keys(programs);
  const rows = Object.entries(runs).map(([name, list]) => {
    const bytes = name === theirName ? size('theirs.tgz') : JSON.parse(list[0].out).bytes;
    return [
      name,
      (bytes / size('theirs.tgz')).toFixed(4),
      ratios(list, runs[theirName], 'cpu'),
      ratios(list, runs[theirName], 'wall'),
      spread(list, 'cpu'),
    ];
  });
  rmSync(plain);
  console.log(table(['deflate of 202 MB', 'size / tar', 'CPU / tar', 'wall / tar', 'CPU s'], rows));
}
