// Stands in for the desktop `code` executable: takes the arguments that @vscode/test-electron passes, runs them in the
// VS Code server with a headless Chromium, and gives the tests' exit code.
// Own exit codes: 70 internal error, 71 page or server died, 72 no result in time, 73 the extension host died under the
// tests (VS Code reports that as 0), 74 the tests never began.
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { launchBrowser, makeUserData, remoteUri, serverCommand, startServer, workbenchUrl } from './host.mjs';
import { install } from './install.mjs';

const withValue = new Set([
  'extensionDevelopmentPath',
  'extensionTestsPath',
  'extensionDevelopmentKind',
  'user-data-dir',
  'extensions-dir',
  'folder-uri',
  'file-uri',
  'install-extension',
  'uninstall-extension',
  'disable-extension',
  'locale',
  'log',
  'profile',
  'crash-reporter-directory',
]);

/** `--name value`, `--name=value` and `--flag` → name to list of values; the rest under `_`. */
function parseArguments(list) {
  const parsed = { _: [] };
  for (let at = 0; at < list.length; at++) {
    const argument = list[at];
    if (!argument.startsWith('--')) {
      parsed._.push(argument);
      continue;
    }
    const [, name, given] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(argument) ?? [];
    let value = given ?? true;
    if (given === undefined && withValue.has(name) && list[at + 1]?.startsWith('--') === false)
      value = list[++at];
    (parsed[name] ??= []).push(value);
  }
  return parsed;
}
const toPath = (place) => (place.startsWith('file://') ? fileURLToPath(place) : path.resolve(place));

/** Does what the process's arguments ask and ends it with the exit code. */
export async function runProcess() {
  try {
    process.exit(await main(process.argv.slice(2)));
  } catch (error) {
    console.error(error?.stack ?? error);
    process.exit(70);
  }
}

async function main(list) {
  const given = parseArguments(list);
  install();
  const userDataDir = given['user-data-dir']?.at(-1);
  const extensionsDir = given['extensions-dir']?.at(-1);
  if (
    ['version', 'install-extension', 'uninstall-extension', 'list-extensions'].some((name) => given[name])
  ) {
    return runServerCommand(given, { userDataDir, extensionsDir });
  }

  const scratch = mkdtempSync(path.join(os.tmpdir(), 'loom-'));
  const cleanups = [() => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 })];
  const cleanUp = async () => {
    while (cleanups.length > 0) {
      try {
        await cleanups.pop()();
      } catch (error) {
        console.error(String(error));
      }
    }
  };
  let dying = false;
  const die = (signal) => {
    dying = true;
    return cleanUp().then(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', die);
  process.once('SIGTERM', die);
  try {
    const code = await openWindow(given, { scratch, userDataDir, extensionsDir, cleanups });
    if (dying) await new Promise(() => {}); // `die` ends the process
    return code;
  } finally {
    if (!dying) await cleanUp();
  }
}

async function openWindow(given, { scratch, userDataDir, extensionsDir, cleanups }) {
  const verbose = Boolean(process.env.VSCODE_HOST_VERBOSE);
  const tests = given.extensionTestsPath?.at(-1);
  const web = given.extensionDevelopmentKind?.at(-1) === 'web';
  const developed = (given.extensionDevelopmentPath ?? []).map(toPath);

  // The desktop keeps settings in <user-data-dir>/User; the server does the same when given --user-data-dir.
  const userData = path.resolve(userDataDir ?? path.join(scratch, 'data'));
  makeUserData(userData);
  // A web workbench does not act on extensionDevelopmentKind, but it does on this setting.
  setExtensionKind(userData, web ? developed : []);

  // In the Node host the tests run behind a wrapper that copies their console to a file: the browser's log stream
  // mixes it with the workbench's own lines.
  const consoleFile = path.join(scratch, 'console.txt');
  const wrapped = tests && !web;
  let testsPath = tests;
  if (wrapped) {
    writeFileSync(consoleFile, '');
    testsPath = writeWrapper(scratch, toPath(tests), consoleFile);
  }

  const server = await startServer({
    serverDataDir: scratch,
    userDataDir: userData,
    extensionsDir: extensionsDir && path.resolve(extensionsDir),
    verbose,
  });
  cleanups.push(() => server.stop());
  const payload = developed.map((folder) => [
    'extensionDevelopmentPath',
    remoteUri(server.authority, folder),
  ]);
  if (testsPath) payload.push(['extensionTestsPath', remoteUri(server.authority, testsPath)]);
  if (given['disable-extensions']) payload.push(['disableExtensions', 'true']);

  let folder;
  let workspace;
  const open = given['folder-uri']?.at(-1) ?? given['file-uri']?.at(-1) ?? given._[0];
  if (open) {
    const place = toPath(open);
    if (place.endsWith('.code-workspace')) workspace = place;
    else if (existsSync(place) && statSync(place).isDirectory()) folder = place;
    else payload.push(['openFile', remoteUri(server.authority, place)]);
  }
  const url = workbenchUrl(server, { folder, workspace, payload });
  if (verbose) console.error(url);

  const browser = await launchBrowser();
  cleanups.push(() => browser.close());
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();

  const held = [];
  let finish;
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  await page.exposeFunction('codeAutomationLog', (type, values) => {
    const line = format(...values);
    const ofTests = !(type === 'error' || type === 'warn' || isWorkbenchNoise(line));
    // In the web worker host there is no file to copy the console to: what is logged there is shown from here.
    if (tests && !wrapped && ofTests) console.log(line);
    else if (verbose) console.error(`[${type}] ${line}`);
    held.push(`[${type}] ${line}`);
  });
  await page.exposeFunction('codeAutomationExit', (code) => finish({ code }));
  page.on('crash', () => finish({ code: 71, why: 'the browser page crashed' }));
  page.on('close', () => finish({ code: 71, why: 'the browser page was closed' }));
  server.onExit((why) => finish({ code: 71, why: `the VS Code server ended (${why})` }));
  const limit = Number(process.env.VSCODE_HOST_TIMEOUT ?? 600);
  const startLimit = Number(process.env.VSCODE_HOST_START_TIMEOUT ?? 120);
  const timers = [];
  if (tests)
    timers.push(setTimeout(() => finish({ code: 72, why: `no result after ${limit} s` }), limit * 1000));
  if (wrapped) {
    // Tests that never begin (an extension host that cannot start) are told apart from slow ones.
    const notBegun = () => {
      if (!existsSync(`${consoleFile}.started`)) {
        finish({ code: 74, why: `the tests had not begun after ${startLimit} s` });
      }
    };
    timers.push(setTimeout(notBegun, startLimit * 1000));
  }

  await page.goto(url);
  if (!tests) {
    console.log(`VS Code is open at ${url}`);
    await page.waitForEvent('close', { timeout: 0 });
    return 0;
  }

  const stopFollowing = wrapped ? follow(consoleFile, (text) => process.stdout.write(text)) : () => {};
  let { code, why } = await finished;
  timers.forEach(clearTimeout);
  stopFollowing();
  // An extension host that dies (crash, SIGKILL) is reported with code 0: believe it only when run() came to its end.
  if (code === 0 && wrapped && !existsSync(`${consoleFile}.ok`)) {
    code = 73;
    why = 'the extension host ended before the tests did';
  }
  if (why) console.error(`editor-host: ${why}`);
  if (code !== 0) await keepArtifacts(page, held, server);
  if (code !== 0 && (why || !wrapped)) {
    const errors = held.filter((line) => line.startsWith('[error]') && !isWorkbenchNoise(line.slice(8)));
    console.error(errors.slice(-10).join('\n').slice(-4000));
  }
  return code;
}

/** What helps to understand a failed run, in VSCODE_HOST_ARTIFACTS. */
async function keepArtifacts(page, held, server) {
  const folder = process.env.VSCODE_HOST_ARTIFACTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'workbench.log'), held.join('\n'));
  writeFileSync(path.join(folder, 'server.log'), server.log());
  try {
    await page.screenshot({ path: path.join(folder, 'window.png') });
  } catch (error) {
    console.error(`editor-host: no screenshot (${error.message})`);
  }
}

function setExtensionKind(userData, webExtensions) {
  const file = path.join(userData, 'User', 'settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8'));
  delete settings['remote.extensionKind'];
  for (const folder of webExtensions) {
    const { publisher, name } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    (settings['remote.extensionKind'] ??= {})[`${publisher}.${name}`] = ['web'];
  }
  writeFileSync(file, JSON.stringify(settings, null, 2));
}

/** The workbench's own lines, in the stream that (in the web worker host) also carries the tests' console. */
const noise = [
  'Resolving connection token',
  'Resolved connection token',
  'Creating a socket',
  '[reconnection-grace-time]',
  '[AgentHost',
  '[AccountPolicyGate]',
  'Updating additional builtin',
  'Ignoring fetching additional builtin',
  'Loading development extension',
  'Started local extension host',
  '[Service Worker] registration',
  'Creation of workbench contribution',
  '[lifecycle] Long running operations',
  '[DefaultAccount]',
  'Canceled',
  'Unable to read file',
  'MCP migration:',
  'Failed snippets from folder',
];
const isWorkbenchNoise = (line) =>
  noise.some((start) => line.startsWith(start)) || /ENOTFOUND|net::ERR_/.test(line);

function writeWrapper(folder, tests, consoleFile) {
  const file = path.join(folder, 'tests-entry.cjs');
  writeFileSync(
    file,
    `'use strict';
const fs = require('fs'), { format } = require('util');
const descriptor = fs.openSync(${JSON.stringify(consoleFile)}, 'a');
// The extension host's own console methods are accessors that cannot be assigned.
const real = globalThis.console, copying = Object.create(real);
for (const method of ['log', 'info', 'warn', 'error', 'debug']) {
  Object.defineProperty(copying, method, { value: (...values) => { fs.writeSync(descriptor, format(...values) + '\\n'); real[method](...values); } });
}
globalThis.console = copying;
exports.run = async () => {
  fs.writeFileSync(${JSON.stringify(`${consoleFile}.started`)}, '');
  try {
    const { run } = require(${JSON.stringify(tests)});
    await run();
    fs.writeFileSync(${JSON.stringify(`${consoleFile}.ok`)}, 'ok');
  } catch (error) {
    fs.writeSync(descriptor, 'run(): ' + (error && error.stack || error) + '\\n');
    throw error;
  }
};
`,
  );
  return file;
}

function follow(file, onText) {
  const descriptor = openSync(file, 'r');
  const buffer = Buffer.alloc(65_536);
  const pump = () => {
    for (let length; (length = readSync(descriptor, buffer, 0, buffer.length, null)) > 0;) {
      onText(buffer.subarray(0, length).toString('utf8'));
    }
  };
  const timer = setInterval(pump, 100);
  return () => {
    clearInterval(timer);
    pump();
    closeSync(descriptor);
  };
}

/** --install-extension, --uninstall-extension, --list-extensions, --version: the server's own command line. */
function runServerCommand(given, { userDataDir, extensionsDir }) {
  const parameters = [];
  if (given.version) parameters.push('--version');
  for (const name of ['install-extension', 'uninstall-extension']) {
    for (const value of given[name] ?? []) {
      parameters.push(`--${name}`, value.endsWith('.vsix') ? path.resolve(value) : value);
    }
  }
  for (const name of ['list-extensions', 'show-versions', 'force'])
    if (given[name]) parameters.push(`--${name}`);
  const data = userDataDir && path.resolve(userDataDir);
  return serverCommand(parameters, {
    serverDataDir: data,
    userDataDir: data,
    extensionsDir: extensionsDir && path.resolve(extensionsDir),
  });
}
