/** The whole installation, one thing after the other. Nothing is made, and nothing mended. */
import { existsSync } from 'node:fs';
import { NoLedgerError, openLedgerDirectory, type DataPlace } from '../data/data-directory.js';
import { lookAtDirectory, lookInto } from './directory.js';
import type { Finding } from './finding.js';
import { lookAtLedger } from './ledger.js';
import { lookAtProgram } from './program.js';
import { lookAtServer } from './server.js';

/** @throws UsageError when the directory is a file, or the event store is none */
export async function examine(place: DataPlace): Promise<Finding[]> {
  const findings = await lookAtProgram();
  try {
    const files = await openLedgerDirectory(place);
    findings.push(...(await lookAtDirectory(place.dataDir, files)));
    findings.push(...(await lookAtLedger(files)), ...(await lookAtServer(files)));
  } catch (error) {
    if (!(error instanceof NoLedgerError)) throw error;
    // In a directory that this user cannot look into, no file is found either.
    if (existsSync(place.dataDir)) findings.push(await lookInto(place.dataDir));
    findings.push({ check: 'ledger', status: 'warning', detail: error.message });
  }
  return findings;
}
