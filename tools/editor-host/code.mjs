import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, closeSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { format } from 'node:util';
import { fileURLToPath } from 'node:url';
import { install } from './install.mjs';
import { launchBrowser, makeUserData, remoteUri, serverCli, startServer, workbenchUrl } from './host.mjs';

const VALUE_ARGS = new Set([
  'extensionDevelopmentPath', 'extensionTestsPath', 'extensionDevelopmentKind', 'user-data-dir', 'extensions-dir',
  'folder-uri', 'file-uri', 'install-extension', 'uninstall-extension', 'disable-extension', 'locale', 'log', 'profile',
  'enable-proposed-api', 'crash-reporter-directory', 'inspect-extensions', 'inspect-brk-extensions',
]);

export function parseArgs(argv) {
  const out = { _: [] };
  for (let i = 0; i < argv.length; i++) {
    const a = argv[i];
    if (!a.startsWith('--')) { out._.push(a); continue; }
    let [, k, v] = /^--([^=]+)(?:=([\s\S]*))?$/.exec(a) ?? [];
    if (v === undefined) v = VALUE_ARGS.has(k) && argv[i + 1] !== undefined && !argv[i + 1].startsWith('--') ? argv[++i] : true;
    (out[k] ??= []).push(v);
  }
  return out;
}
const last = (a) => a?.[a.length - 1];
const toPath = (s) => (s.startsWith('file://') ? fileURLToPath(s) : path.resolve(s));

export async function main(argv) {
  const args = parseArgs(argv);
  install();
  const userDataDir = last(args['user-data-dir']);
  const extensionsDir = last(args['extensions-dir']);

  if (args.version || args['install-extension'] || args['uninstall-extension'] || args['list-extensions']) return cli(args, { userDataDir, extensionsDir });

  const scratch = mkdtempSync(path.join(os.tmpdir(), 'vsch-'));
  const cleanups = [() => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 })];
  const cleanup = async () => { while (cleanups.length) { try { await cleanups.pop()(); } catch (e) { console.error(String(e)); } } };
  let dying = false;
  const dead = (sig) => { dying = true; return cleanup().then(() => process.exit(sig === 'SIGINT' ? 130 : 143)); };
  process.once('SIGINT', dead); process.once('SIGTERM', dead);
  try {
    const code = await window_(args, { scratch, userDataDir, extensionsDir, cleanups });
    if (dying) await new Promise(() => {});
    return code;
  } finally {
    if (!dying) await cleanup();
  }
}

async function window_(args, { scratch, userDataDir, extensionsDir, cleanups }) {
  const verbose = !!process.env.VSCODE_HOST_VERBOSE;
  const tests = last(args.extensionTestsPath);
  const kind = last(args.extensionDevelopmentKind);
  const devPaths = (args.extensionDevelopmentPath ?? []).map((p) => (p.includes('://') && !p.startsWith('file://') ? p : toPath(p)));

  // Desktop keeps settings in <user-data-dir>/User; the server does the same when given --user-data-dir.
  const userData = path.resolve(userDataDir ?? path.join(scratch, 'data'));
  makeUserData(userData);
  // The web workbench does not act on extensionDevelopmentKind (1.139), but it does on this setting.
  setKind(userData, kind === 'web' ? devPaths : []);

  // In the Node host the tests run behind a small wrapper that copies their console to a file: the browser's log
  // stream mixes it with the workbench's own log lines.
  const outFile = path.join(scratch, 'console.txt');
  const wrapped = tests && kind !== 'web' && !tests.includes('://');
  let testsPath = tests;
  if (wrapped) { writeFileSync(outFile, ''); testsPath = writeWrapper(scratch, toPath(tests), outFile); }

  const server = await startServer({
    serverDataDir: scratch, userDataDir: userData,
    extensionsDir: extensionsDir ? path.resolve(extensionsDir) : undefined, verbose,
  });
  cleanups.push(() => server.stop());
  const uri = (p) => (p.includes('://') ? p : remoteUri(server.authority, p));
  const payload = devPaths.map((p) => ['extensionDevelopmentPath', uri(p)]);
  if (kind) payload.push(['extensionDevelopmentKind', kind]);
  if (testsPath) payload.push(['extensionTestsPath', uri(testsPath)]);
  if (args['enable-proposed-api']) payload.push(['enableProposedApi', '']);
  if (args['disable-extensions']) payload.push(['disableExtensions', 'true']);
  for (const k of ['inspect-extensions', 'inspect-brk-extensions']) if (args[k]) payload.push([k, String(last(args[k]))]);

  let folder, workspace;
  const open = last(args['folder-uri']) ?? last(args['file-uri']) ?? args._[0];
  if (open) {
    const p = toPath(open);
    if (p.endsWith('.code-workspace')) workspace = p;
    else if (existsSync(p) && statSync(p).isDirectory()) folder = p;
    else payload.push(['openFile', remoteUri(server.authority, p)]);
  }
  const url = workbenchUrl(server, { folder, workspace, payload });
  if (verbose) console.error(url);

  const browser = await launchBrowser();
  cleanups.push(() => browser.close());
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();

  const held = [];
  let finish;
  const finished = new Promise((r) => { finish = r; });
  await page.exposeFunction('codeAutomationLog', (type, a) => {
    const line = format(...a);
    // In the web worker host there is no file to copy the console to: show what is logged with console.log there.
    if (!wrapped && tests && !(type === 'error' || type === 'warn' || isWorkbenchNoise(line))) console.log(line);
    else if (verbose) console.error(`[${type}] ${line}`);
    held.push(`[${type}] ${line}`);
  });
  await page.exposeFunction('codeAutomationExit', (code, logs) => finish({ code, logs }));
  page.on('crash', () => finish({ code: 71, why: 'the browser page crashed' }));
  page.on('close', () => finish({ code: 71, why: 'the browser page was closed' }));
  server.onExit((why) => finish({ code: 71, why: `the VS Code server ended (${why})` }));
  const limit = Number(process.env.VSCODE_HOST_TIMEOUT ?? 600) * 1000;
  // Tests that never begin (an extension host that cannot start) are told apart from slow ones.
  const startLimit = Number(process.env.VSCODE_HOST_START_TIMEOUT ?? 120) * 1000;
  const startTimer = wrapped ? setTimeout(() => { if (!existsSync(`${outFile}.started`)) finish({ code: 74, why: `the tests had not begun after ${startLimit / 1000} s` }); }, startLimit) : undefined;
  const timer = tests ? setTimeout(() => finish({ code: 72, why: `no result after ${limit / 1000} s` }), limit) : undefined;

  await page.goto(url);
  if (!tests) { console.log(`VS Code is open at ${url}`); await page.waitForEvent('close', { timeout: 0 }); return 0; }

  const stopTail = wrapped ? tail(outFile, (s) => process.stdout.write(s)) : () => {};
  let { code, why } = await finished;
  clearTimeout(timer);
  clearTimeout(startTimer);
  stopTail();
  // An extension host that dies (crash, SIGKILL) is reported with code 0: believe a 0 only when run() came to its end.
  if (code === 0 && wrapped && !existsSync(`${outFile}.ok`)) { code = 73; why = 'the extension host ended before the tests did'; }
  if (why) console.error(`editor-host: ${why}`);
  if (code !== 0) {
    const art = process.env.VSCODE_HOST_ARTIFACTS;
    if (art) {
      mkdirSync(art, { recursive: true });
      writeFileSync(path.join(art, 'workbench.log'), held.join('\n'));
      writeFileSync(path.join(art, 'server.log'), server.log());
      await page.screenshot({ path: path.join(art, 'window.png') }).catch(() => {});
    }
    if (why || !wrapped) console.error(held.filter((l) => l.startsWith('[error]') && !isWorkbenchNoise(l.slice(8))).slice(-10).join('\n').slice(-4000));
  }
  return code;
}

function setKind(userData, webExtensions) {
  const file = path.join(userData, 'User', 'settings.json');
  const settings = JSON.parse(readFileSync(file, 'utf8'));
  delete settings['remote.extensionKind'];
  for (const dir of webExtensions) {
    const { publisher, name } = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8'));
    (settings['remote.extensionKind'] ??= {})[`${publisher}.${name}`] = ['web'];
  }
  writeFileSync(file, JSON.stringify(settings, null, 2));
}

// The workbench's own lines, in the stream that (web worker host only) also carries the tests' console.
const NOISE = [
  'Resolving connection token', 'Resolved connection token', 'Creating a socket', '[reconnection-grace-time]', '[AgentHost', '[AccountPolicyGate]',
  'Updating additional builtin', 'Ignoring fetching additional builtin', 'Loading development extension', 'Started local extension host',
  '[Service Worker] registration', 'Creation of workbench contribution', '[lifecycle] Long running operations', '[DefaultAccount]', 'Canceled', 'Unable to read file', 'MCP migration:', 'Failed snippets from folder',
];
const isWorkbenchNoise = (l) => NOISE.some((n) => l.startsWith(n)) || /ENOTFOUND|net::ERR_/.test(l);

function writeWrapper(dir, tests, outFile) {
  const file = path.join(dir, 'tests-entry.cjs');
  writeFileSync(file, `'use strict';
const fs = require('fs'), { format } = require('util');
const fd = fs.openSync(${JSON.stringify(outFile)}, 'a');
const real = globalThis.console, mine = Object.create(real); // the extension host's own console methods cannot be reassigned
for (const m of ['log', 'info', 'warn', 'error', 'debug']) {
  Object.defineProperty(mine, m, { value: (...a) => { fs.writeSync(fd, format(...a) + '\\n'); real[m](...a); } });
}
globalThis.console = mine;
exports.run = async () => {
  fs.writeFileSync(${JSON.stringify(`${outFile}.started`)}, '');
  let mod;
  try { mod = require(${JSON.stringify(tests)}); }
  catch (e) {
    if (e && e.code === 'ERR_REQUIRE_ESM') mod = await import(${JSON.stringify(tests)});
    else { console.error(e); throw e; }
  }
  const run = mod.run ?? (mod.default && mod.default.run);
  if (typeof run !== 'function') throw new Error('no run() in ' + ${JSON.stringify(tests)});
  try {
    await once(run);
    fs.writeFileSync(${JSON.stringify(`${outFile}.ok`)}, 'ok');
  } catch (e) { fs.writeSync(fd, 'run(): ' + (e && e.message || e) + '\\n'); throw e; }
};
async function once(run) {
    if (run.length > 1) return await new Promise((res, rej) => run(${JSON.stringify(tests)}, (e, n) => (e ? rej(e) : n ? rej(new Error(n + ' failed')) : res())));
    return await run();
}
`);
  return file;
}

function tail(file, onText) {
  const fd = openSync(file, 'r');
  const buf = Buffer.alloc(65536);
  const pump = () => { for (;;) { const n = readSync(fd, buf, 0, buf.length, null); if (!n) break; onText(buf.subarray(0, n).toString('utf8')); } };
  const t = setInterval(pump, 100);
  return () => { clearInterval(t); pump(); closeSync(fd); };
}

/** --install-extension, --uninstall-extension, --list-extensions, --version: the server's own command line. */
function cli(args, { userDataDir, extensionsDir }) {
  const a = [];
  if (args.version) a.push('--version');
  for (const k of ['install-extension', 'uninstall-extension']) for (const v of args[k] ?? []) a.push(`--${k}`, v.endsWith('.vsix') ? path.resolve(v) : v);
  for (const k of ['list-extensions', 'show-versions', 'force']) if (args[k]) a.push(`--${k}`);
  const data = userDataDir && path.resolve(userDataDir);
  return serverCli(a, { serverDataDir: data, userDataDir: data, extensionsDir: extensionsDir && path.resolve(extensionsDir) });
}
