import type { Finding } from './rule';

/** Above user names in paths and what else may stand in a path; below code that goes as a whole. */
const WEIGHT = 150;

const SEGMENT = String.raw`[\p{L}\p{N}_.@+$()\[\]-]{1,100}`;
/** Folders that projects have at their root: a relative path that begins so needs no ending to be one. */
const ROOTS =
  'src|lib|libs|app|apps|packages|pkg|cmd|internal|test|tests|spec|specs|__tests__|e2e|dist|build|out|bin|docs?|scripts?|tools|config|configs|public|static|assets|components|pages|routes|server|client|backend|frontend|services|modules|node_modules|vendor|include|migrations|db|deploy|infra|charts|terraform|\\.github|\\.vscode|\\.loom';
const STOP = String.raw`(?![\p{L}\p{N}_])`;

/** Forms of a path. What is part of a URL, a date, a fraction or "and/or" is none. */
const PATHS = new RegExp(
  [
    // C:\Users\x, \\server\share, C:/x
    String.raw`(?<![\p{L}\p{N}])[A-Za-z]:[\\/](?:${SEGMENT}[\\/]){0,40}(?:${SEGMENT})?`,
    String.raw`(?<![\p{L}\p{N}\\])\\\\${SEGMENT}(?:\\${SEGMENT}){1,40}`,
    // /home/x, ~/x, ./x, ../x
    String.raw`(?<![\p{L}\p{N}_.:/@<~*)\]-])(?:~|\.{1,2}(?:/\.\.){0,20})?/${SEGMENT}(?:/${SEGMENT}){1,40}/?`,
    String.raw`(?<![\p{L}\p{N}_.:/@-])(?:~|\.{1,2}(?:/\.\.){0,20})/${SEGMENT}/?`,
    // src/x, and anything whose last part has an ending
    String.raw`(?<![\p{L}\p{N}_.:/@<~-])(?:${ROOTS})(?:[/\\]${SEGMENT}){1,40}/?`,
    String.raw`(?<![\p{L}\p{N}_.:/@<~-])(?:[\p{L}\p{N}_.-]{1,100}[/\\]){1,40}[\p{L}\p{N}_()\[\].-]{1,100}\.[A-Za-z][A-Za-z0-9]{0,5}${STOP}`,
  ].join('|'),
  'gu',
);
const URL_AROUND = /[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s"'<>`]{1,2000}/g;
const ENDING = /\.[A-Za-z][A-Za-z0-9]{0,5}$/;
/** Signs of a sentence that a path took along. */
const TRAILING = /[.)\]$+-]+$/u;

/** Keys that hold a path or the name of a file as a whole. */
const PATH_KEY =
  /^(?:(?:source|target|config|entry|input|output|test|old|new)?[_-]?(?:file|path|folder|directory|dir)s?|(?:file|folder|dir|directory)_?(?:name|path)s?|cwd|root|working_?directory|project_?(?:path|root)|worktree)$/i;
const FILE_NAME = /^(?!path-[a-z2-7]{8})[^\s/\\:*?"<>|]{1,200}\.[A-Za-z][A-Za-z0-9]{0,5}$/;

/**
 * Finds every path of a file or folder, also relative ones, on request (M208). Paths of URLs stay; a bare file name
 * goes where its key says that it is one.
 */
export function findPaths(text: string, key: string, found: Finding[]): void {
  if (PATH_KEY.test(key) && FILE_NAME.test(text)) {
    found.push(pathFinding(text, 0));
    return;
  }
  if (!/[/\\]/.test(text)) return;
  const urls = [...text.matchAll(URL_AROUND)]
    .filter((match) => !match[0].startsWith('file://'))
    .map((match) => [match.index, match.index + match[0].length]);
  for (const match of text.matchAll(PATHS)) {
    const path = match[0].replace(TRAILING, '');
    const start = match.index;
    const end = start + path.length;
    if (path.length < 3 || urls.some(([from = 0, to = 0]) => start < to && from < end)) continue;
    found.push(pathFinding(path, start));
  }
}

function pathFinding(path: string, start: number): Finding {
  return {
    start,
    end: start + path.length,
    rule: 'file-path',
    category: 'file-paths',
    tier: 'secret',
    rewrite: { as: 'path', ending: ENDING.exec(path)?.[0] ?? '' },
    weight: WEIGHT,
    learn: false,
  };
}
