/** Who gets in, from the environment: everything that is wrong with it is said at once. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { DEFAULT_CLAIMS, type SourcesOfProviders } from '../authentication/claims.js';
import { isSafeUrl } from '../authentication/issuer-keys.js';
import { USUAL_YEARS } from '../log/access-log.js';
import { ALGORITHMS, type Algorithm, type IssuerSettings } from '../authentication/json-web-tokens.js';

/** How access is configured. */
export interface AccessSettings {
  /** Issuer of JSON web tokens; none = they are not taken. */
  readonly issuer?: IssuerSettings;
  /** File of local tokens; they are taken once it exists. */
  readonly tokensFile?: string;
  /** Access is open although tokens could be asked for; on a loopback address only. */
  readonly open: boolean;
  /** Names by which an open server is also called, beside those of this machine; without a port. */
  readonly hosts: readonly string[];
  /** Proxies whose X-Forwarded-For is believed: addresses or ranges. */
  readonly trustedProxies: readonly string[];
  /** Requests that a caller may send in a minute, uploads of events apart. */
  readonly requestsPerMinute: number;
  /** Years that an entry of the access log is kept. */
  readonly accessLogYears: number;
}

/** Settings that cannot be; `faults` has a sentence for each, with the name of its variable. */
export class AccessSettingsError extends RangeError {
  override readonly name = 'AccessSettingsError';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Enough for a dashboard and scripts, not for going through everything by brute force. */
const REQUESTS_PER_MINUTE = 1_200;
const CLOCK_SKEW_SECONDS = 30;
const MOST_SKEW_SECONDS = 300;
const USUAL_ALGORITHMS = 'RS256,PS256,ES256,EdDSA';

/**
 * Reads `CARE_LEDGER_OIDC_ISSUER`, `..._AUDIENCE`, `..._JWKS_URL`, `..._ALGORITHMS`, `..._CLOCK_SKEW`, `..._ROLES_CLAIM`,
 * `..._PROVIDER_CLAIM`, `..._REGION_CLAIM`, `..._SOURCES_CLAIM`, `CARE_LEDGER_SOURCES`, `CARE_LEDGER_TOKENS`,
 * `CARE_LEDGER_ACCESS`, `CARE_LEDGER_HOSTS`, `CARE_LEDGER_TRUSTED_PROXIES`, `CARE_LEDGER_REQUESTS_PER_MINUTE` and
 * `CARE_LEDGER_ACCESS_LOG_YEARS` (docs/security.md).
 * @param defaults what holds where the environment says nothing
 * @throws AccessSettingsError with every fault
 */
export function readAccessSettings(env: Environment, defaults: { readonly tokensFile?: string } = {}): AccessSettings {
  const faults: string[] = [];
  const value = (name: string): string | undefined => env[`CARE_LEDGER_${name}`]?.trim() || undefined;
  const settings: AccessSettings = {
    ...issuerOf(value, faults),
    ...tokensFileOf(value('TOKENS') ?? defaults.tokensFile),
    open: openOf(value('ACCESS'), faults),
    hosts: hostsOf(value('HOSTS'), faults),
    trustedProxies: proxiesOf(value('TRUSTED_PROXIES'), faults),
    accessLogYears: numberOf(value, 'ACCESS_LOG_YEARS', USUAL_YEARS, [USUAL_YEARS, 100], faults),
    requestsPerMinute: numberOf(value, 'REQUESTS_PER_MINUTE', REQUESTS_PER_MINUTE, [1, 1_000_000], faults),
  };
  if (faults.length > 0) throw new AccessSettingsError(faults);
  return settings;
}

type Read = (name: string) => string | undefined;

function issuerOf(value: Read, faults: string[]): { issuer?: IssuerSettings } {
  const sourcesOfProviders = sourcesOf(value('SOURCES'), faults);
  const clockSkewSeconds = numberOf(value, 'OIDC_CLOCK_SKEW', CLOCK_SKEW_SECONDS, [0, MOST_SKEW_SECONDS], faults);
  const algorithms = algorithmsOf(value('OIDC_ALGORITHMS') ?? USUAL_ALGORITHMS, faults);
  const [issuer, audience, jwksUrl] = [value('OIDC_ISSUER'), value('OIDC_AUDIENCE'), value('OIDC_JWKS_URL')];
  const claims = {
    roles: value('OIDC_ROLES_CLAIM') ?? DEFAULT_CLAIMS.roles,
    provider: value('OIDC_PROVIDER_CLAIM') ?? DEFAULT_CLAIMS.provider,
    region: value('OIDC_REGION_CLAIM') ?? DEFAULT_CLAIMS.region,
    sources: value('OIDC_SOURCES_CLAIM') ?? DEFAULT_CLAIMS.sources,
  };
  if (issuer === undefined) {
    if (audience !== undefined || jwksUrl !== undefined) {
      faults.push('CARE_LEDGER_OIDC_ISSUER is missing: tokens are taken from one issuer only, and it must be named.');
    }
    return {};
  }
  if (!isSafeUrl(issuer)) faults.push('CARE_LEDGER_OIDC_ISSUER must be an https address, as tokens name it in iss.');
  if (jwksUrl !== undefined && !isSafeUrl(jwksUrl)) faults.push('CARE_LEDGER_OIDC_JWKS_URL must be an https address.');
  if (audience === undefined) {
    faults.push('CARE_LEDGER_OIDC_AUDIENCE is missing: without it a token for any other service would be taken.');
    return {};
  }
  return { issuer: { issuer, audience, jwksUrl, algorithms, clockSkewSeconds, claims, sourcesOfProviders } };
}

function algorithmsOf(text: string, faults: string[]): readonly Algorithm[] {
  const names = text.split(',').map((name) => name.trim());
  if (!names.every((name) => ALGORITHMS.includes(name as Algorithm))) {
    faults.push(
      `CARE_LEDGER_OIDC_ALGORITHMS must be a comma list of ${ALGORITHMS.join(', ')}: none without a signature, none with a shared secret.`,
    );
  }
  return names as Algorithm[];
}

/** A JSON file: `{"<provider>": ["<source>", ...]}`. */
function sourcesOf(file: string | undefined, faults: string[]): SourcesOfProviders {
  if (file === undefined) return {};
  try {
    const said: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isSources(said)) return said;
  } catch {
    // said below
  }
  faults.push(`CARE_LEDGER_SOURCES must name a JSON file with the list of sources of each provider; ${file} is none.`);
  return {};
}

function isSources(value: unknown): value is SourcesOfProviders {
  const isList = (list: unknown) => Array.isArray(list) && list.every((item) => typeof item === 'string');
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isList);
}

function tokensFileOf(tokensFile: string | undefined): { tokensFile?: string } {
  return tokensFile === undefined ? {} : { tokensFile };
}

function openOf(text: string | undefined, faults: string[]): boolean {
  if (text !== undefined && text !== 'open') {
    faults.push('CARE_LEDGER_ACCESS can be open, or left out: tokens are then asked for as soon as any can be made.');
  }
  return text === 'open';
}

function hostsOf(text: string | undefined, faults: string[]): readonly string[] {
  const hosts = text?.split(',').map((host) => host.trim().toLowerCase()) ?? [];
  if (!hosts.every((host) => /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(host))) {
    faults.push('CARE_LEDGER_HOSTS must be a comma list of host names without a port, such as ledger.localhost.');
  }
  return hosts;
}

function proxiesOf(text: string | undefined, faults: string[]): readonly string[] {
  const proxies = text?.split(',').map((proxy) => proxy.trim()) ?? [];
  if (!proxies.every((proxy) => isRange(proxy))) {
    faults.push('CARE_LEDGER_TRUSTED_PROXIES must be a comma list of addresses or ranges, such as 10.0.0.0/8.');
  }
  return proxies;
}

function isRange(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const family = isIP(address);
  const most = family === 4 ? 32 : 128;
  return family !== 0 && more.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most));
}

function numberOf(
  value: Read,
  name: string,
  usual: number,
  [least, most]: readonly [number, number],
  faults: string[],
): number {
  const text = value(name);
  if (text === undefined) return usual;
  const number = Number(text);
  if (/^\d{1,9}$/.test(text) && number >= least && number <= most) return number;
  faults.push(`CARE_LEDGER_${name} must be a whole number from ${least} to ${most}.`);
  return usual;
}
