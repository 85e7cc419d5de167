/** The built command as a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROJECT_ROOT } from './shared-folder.js';

/** Runs `care-ledger` with these arguments to its end: its exit status and what it wrote. */
export async function careLedger(...args: string[]) {
  const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/apps/cli/src/main.js'), ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (text.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (text.err += part.toString()));
  await once(child, 'close');
  return { status: child.exitCode, ...text };
}
