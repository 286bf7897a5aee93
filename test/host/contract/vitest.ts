// Stands for 'vitest' when a contract suite runs with mocha inside an extension host: the same expectations, made by
// vitest's own assertion library, and mocha's functions under vitest's names.
import { JestAsymmetricMatchers, JestChaiExpect, JestExtend } from '@vitest/expect';
import * as chai from 'chai';

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);

export const expect = chai.expect;
export const describe = suite;
export const beforeEach = setup;
export const afterEach = teardown;

function testOnce(title: string, work: () => Promise<void> | void): void {
  globalThis.test(title, async () => {
    await work();
  });
}

/** `test.each`: one test a value, `%j` in the title stands for it. */
function each<Value>(values: readonly Value[]) {
  return (title: string, work: (value: Value) => Promise<void> | void): void => {
    for (const value of values) testOnce(title.replace('%j', JSON.stringify(value)), () => work(value));
  };
}

export const test = Object.assign(testOnce, { each });
