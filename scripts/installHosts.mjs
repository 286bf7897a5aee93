// Installs the editor hosts that the tests use, where they are not in the user's cache yet.
import { install } from '../tools/editor-host/install.mjs';
import { main } from './run.mjs';

await main(async () => {
  // A desktop VS Code chosen by the caller still needs the newest host, whose browser drives the UI tests.
  for (const name of ['newest', 'oldest']) install(name, { log: (line) => console.log(line) });
});
