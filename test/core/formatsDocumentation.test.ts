import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { columnsOf } from '../../src/core/formats/columns';
import {
  SQLITE_APPLICATION_ID,
  SQLITE_TABLES,
  SQLITE_USER_VERSION,
  SQLITE_VIEWS,
} from '../../src/core/formats/sqliteSchema';
import { KINDS } from '../../src/core/store/records';

test('every column, table and view is in docs/tables.md', () => {
  const page = readFileSync('docs/tables.md', 'utf8');
  const names = [...SQLITE_TABLES, ...SQLITE_VIEWS].flatMap(
    (statement) => /^CREATE (?:TABLE|VIEW) (\w+)/.exec(statement)?.slice(1) ?? [],
  );
  expect(names.length).toBeGreaterThan(10);
  for (const kind of KINDS) names.push(...columnsOf(kind).map(({ name }) => name));
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  expect(page).toContain(String(SQLITE_APPLICATION_ID));
  expect(page).toContain(String(SQLITE_USER_VERSION));
});
