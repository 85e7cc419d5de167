import { InvalidArgumentError } from '#libs/event-store';

/** The client knows no `kurrentdb://`. */
const SCHEME = /^esdb(\+discover)?:\/\//;

/** Options that the client takes. Of any other it prints the whole string, password and all, and goes on without. */
const OPTIONS = [
  'connectionName',
  'defaultDeadline',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
  'nodePreference',
  'throwOnAppendFailure',
  'tls',
  'tlsCAFile',
  'tlsVerifyCert',
  'userCertFile',
  'userKeyFile',
];
const KNOWN = new Set(OPTIONS.map(flat));

/**
 * Refuses a connection string before the client sees it, where the client would be wrong or would print it.
 * @throws InvalidArgumentError that names the fault and holds no value of the string, which may have a password in it.
 */
export function checkConnectionString(connectionString: string): void {
  if (!SCHEME.test(connectionString.trim())) {
    throw new InvalidArgumentError(
      'The connection string of the event store must begin with esdb:// or esdb+discover:// (for KurrentDB too).',
    );
  }
  const question = connectionString.indexOf('?');
  if (question < 0) return;
  for (const [name, value] of new URLSearchParams(connectionString.slice(question + 1))) checkOption(name, value);
}

function checkOption(name: string, value: string): void {
  const option = flat(name);
  if (!KNOWN.has(option)) {
    throw new InvalidArgumentError(
      `The connection string of the event store has an unknown option; known are ${OPTIONS.join(', ')}.`,
    );
  }
  if (option === flat('throwOnAppendFailure') && value.trim() !== 'true') {
    throw new InvalidArgumentError(
      'Remove throwOnAppendFailure=false from the connection string: a refused append would look like a stored one.',
    );
  }
  if (option === flat('tlsVerifyCert') && value.trim() !== 'true') {
    throw new InvalidArgumentError(
      'Remove tlsVerifyCert=false from the connection string: certificates are always checked. Name the authority that signed them with tlsCAFile.',
    );
  }
}

/** The client reads names of options whatever their case, dashes and underscores. */
function flat(name: string): string {
  return name.trim().toLowerCase().replace(/[_-]/g, '');
}
