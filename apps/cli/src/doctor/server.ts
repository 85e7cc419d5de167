/** The server of a data directory: who it lets in, and whether it is ready. */
import { AccessSettingsError, isAuthenticated, readAccessSettings } from '#libs/access';
import type { DataFiles } from '../data/data-directory.js';
import { announcedUrl } from '../data/server-file.js';
import { fault, look, warning, type Finding, type Found } from './finding.js';

/** How long an answer is waited for, in ms. */
const PATIENCE_MS = 10_000;

export async function lookAtServer(files: DataFiles): Promise<Finding[]> {
  return [await look('access', () => access(files)), await look('server', () => server(files))];
}

function access({ tokens: tokensFile }: DataFiles): Found {
  try {
    return isAuthenticated(readAccessSettings(process.env, { tokensFile }))
      ? 'callers need an access token'
      : 'open: a server listens on this machine only (care-ledger token create ends that)';
  } catch (error) {
    if (error instanceof AccessSettingsError) return fault(error.message);
    throw error;
  }
}

async function server(files: DataFiles): Promise<Found> {
  const url = await announcedUrl(files);
  if (url === null) return 'none runs on this directory';
  const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => null);
  if (answer === null)
    return warning(`${files.server} names one at ${url}, but nothing answers there: it was cut off.`);
  if (answer.ok) return `ready at ${url}`;
  const said = (await answer.json().catch(() => null)) as { readonly checks?: Checks } | null;
  const failing = Object.entries(said?.checks ?? {}).flatMap(([name, { ok }]) => (ok ? [] : [name]));
  const which = failing.length > 0 ? `: ${failing.join(', ')}` : '';
  return fault(`The server at ${url} is not ready${which}. ${url}/health/ready says why.`);
}

/** As /health/ready tells them. */
type Checks = Readonly<Record<string, { readonly ok: boolean }>>;
