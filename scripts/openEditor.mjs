// `npm run vscode`: the sample workspace in a VS Code that runs the extension from this folder. The desktop's when
// `code` is on the PATH, else the editor host of the tests, to be opened in a browser; --browser chooses the latter.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { main, root, run } from './run.mjs';
import { setUp } from './setUp.mjs';

await main(async () => {
  await setUp();
  await run('node', ['esbuild.mjs']);
  // A copy, so that trying things out changes nothing that is committed.
  const workspace = path.join(root, 'out/playground/shop-web');
  if (!existsSync(workspace)) cpSync(path.join(root, 'samples/shop-web'), workspace, { recursive: true });

  const desktop = !process.argv.includes('--browser') && hasDesktop();
  if (desktop) {
    console.log('Opening VS Code.');
    await run('code', ['--new-window', `--extensionDevelopmentPath=${root}`, workspace]);
    return;
  }
  await serve(workspace);
});

function hasDesktop() {
  return spawnSync('code', ['--version'], { stdio: 'ignore' }).status === 0;
}

async function serve(workspace) {
  const { remoteUri, startServer, temporaryServerData, workbenchUrl } =
    await import('../tools/editor-host/host.mjs');
  const data = temporaryServerData();
  const server = await startServer({ serverDataDir: data.folder, lasting: true });
  const payload = [['extensionDevelopmentPath', remoteUri(server.authority, root)]];
  console.log('\nVS Code is running. Open this address in a browser on this machine; Ctrl+C ends it.\n');
  console.log(`  ${workbenchUrl(server, { folder: workspace, payload })}\n`);
  let ending = false;
  const end = async () => {
    ending = true;
    await server.stop();
    data.remove();
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  server.onExit((why) => {
    if (ending) return;
    data.remove();
    console.log(`VS Code ended (${why}).`);
    process.exit(1);
  });
}
