#!/usr/bin/env node
import nodeModule from 'node:module';

// Everything else is loaded after this, so that Node can take it from the cache (Node 22.8 and later).
if ('enableCompileCache' in nodeModule) nodeModule.enableCompileCache();
const [{ run }, { processIo }] = await Promise.all([import('./run'), import('./processIo')]);
process.exitCode = await run(process.argv.slice(2), processIo(process));
