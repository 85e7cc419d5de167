/** A ledger on disk for specs, filled the way a user would. */
import { rm } from 'node:fs/promises';
import { run } from '../program.js';

/** Adds a simulated region of so many clients, mess included, to the ledger in a directory. */
export async function madeLedger(dataDir: string, clients: number): Promise<void> {
  const quiet = { out: () => undefined, err: () => undefined };
  const file = `${dataDir}.ndjson`;
  const simulated = ['--clients', String(clients), '--years', '2020-2023', '--seed', '1', '--json'];
  if ((await run(['simulate', ...simulated, '--out', file], quiet)) !== 0) throw new Error('not simulated');
  await run(['import', file, '--data', dataDir, '--json'], quiet); // the mess has lines that are refused
  await rm(file);
}
