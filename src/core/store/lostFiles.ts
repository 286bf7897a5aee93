import type { Problem, ProblemCode } from './records';

/**
 * Whether a problem costs one record or its whole file. Of a file whose damage is in its structure nothing is taken
 * into an export or a count: a part of it would pass for the whole later (UX: "Its records are not in this export").
 */
const costsTheFile: { readonly [Code in ProblemCode]: boolean } = {
  'file-unreadable': true,
  'file-empty': true,
  'gzip-damaged': true,
  'json-damaged': true,
  'not-utf8': true,
  'not-an-array': true,
  'not-an-object': true,
  'config-invalid': true,
  'record-not-an-object': false,
  'nesting-too-deep': false,
  'file-too-large': true,
  'link-refused': true,
  'name-unsafe': true,
  'temporary-left': false,
  'file-changing': true,
};

export function losesFile(problem: Problem): boolean {
  return problem.level === 'error' && costsTheFile[problem.code];
}
