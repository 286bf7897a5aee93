// Whole imports as processes, paired with what reads the same bytes without understanding them.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inTurn, measured, ratios, shell, spread, table } from './measure.mjs';
import { outputPath, useStore, work } from './stores.mjs';

/** An empty memory, made anew for every run. */
function emptyMemory(name) {
  const folder = outputPath(name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(path.join(folder, '.loom', 'memory'), { recursive: true });
  return path.join(folder, '.loom', 'memory');
}

const aml = (context, memory, ...args) => ({
  command: process.execPath,
  args: [context.cli, '--memory', memory, ...args],
  cwd: work,
});

/** A bundle of 202 MB into an empty memory, checked, planned and applied, against `tar xzf` and `sha256sum`. */
export function compareImport(context) {
  const store = useStore('s200');
  const bundle = outputPath('import.tar.gz');
  const plain = ['--anonymize', 'none', '--no-with-manifest', '--force'];
  measured(aml(context, store.memory, 'export', bundle, ...plain));
  const runs = inTurn(context.rounds, {
    theirs: () => {
      rmSync(outputPath('untarred'), { recursive: true, force: true });
      return shell(
        `mkdir "${outputPath('untarred')}" && tar xzf "${bundle}" -C "${outputPath('untarred')}" && sha256sum "${bundle}"`,
      );
    },
    ours: () => aml(context, emptyMemory('imported'), 'import', bundle, '--validate'),
  });
  const row = (name, list) => [
    name,
    ratios(list, runs.theirs, 'wall'),
    ratios(list, runs.theirs, 'cpu'),
    spread(list, 'wall'),
    spread(list, 'cpu'),
    spread(list, 'peak', 0),
  ];
  console.log(
    table(
      ['import of 202 MB', 'wall / tar', 'CPU / tar', 'wall s', 'CPU s', 'peak MiB'],
      [row('tar xzf + sha256sum', runs.theirs), row('aml import --validate', runs.ours)],
    ),
  );
}

/** Planning 10,000 records against 100,000, against parsing both; and half of each, for how it grows. */
export function comparePlanning(context) {
  const here = useStore('p100k');
  const there = useStore('p10k');
  const file = (store) => path.join(store.memory, 'frontend-developer', 'patterns.json');
  const parse = outputPath('parse.mjs');
  writeFileSync(
    parse,
    `import { readFileSync } from 'node:fs';\nfor (const file of process.argv.slice(2)) JSON.parse(readFileSync(file, 'utf8'));\n`,
  );
  const other = (name, text) => {
    const memory = emptyMemory(name);
    mkdirSync(path.join(memory, 'frontend-developer'));
    writeFileSync(path.join(memory, 'frontend-developer', 'patterns.json'), text);
    return memory;
  };
  // The generator counts its ids from the seed: those of the smaller store are given new ones.
  const fresh = readFileSync(file(there), 'utf8').replace(
    /"id": "(.)/g,
    (_, digit) => `"id": "${digit === '0' ? '1' : '0'}`,
  );
  const incoming = other('incoming', fresh);
  const half = (text) =>
    JSON.stringify(
      JSON.parse(text).filter((_, index) => index % 2 === 0),
      null,
      2,
    );
  const halfIncoming = other('half-incoming', half(fresh));
  const halfHere = other('half-here', half(readFileSync(file(here), 'utf8')));
  const runs = inTurn(context.rounds, {
    parse: {
      command: process.execPath,
      args: [parse, file(here), path.join(incoming, 'frontend-developer', 'patterns.json')],
      cwd: work,
    },
    whole: { ...aml(context, here.memory, 'import', incoming, '--dry-run', '--json') },
    half: { ...aml(context, halfHere, 'import', halfIncoming, '--dry-run', '--json') },
  });
  const row = (name, list) => [
    name,
    ratios(list, runs.parse, 'wall'),
    ratios(list, runs.half, 'cpu'),
    spread(list, 'cpu'),
    spread(list, 'peak', 0),
  ];
  console.log(
    table(
      ['planning 10,000 against 100,000', 'wall / parsing', 'CPU / half', 'CPU s', 'peak MiB'],
      [
        row('JSON.parse of both', runs.parse),
        row('aml import --dry-run', runs.whole),
        row('half of each', runs.half),
      ],
    ),
  );
}
