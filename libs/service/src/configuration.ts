/** Everything the environment says to a service: its own settings, and who gets in. */
import { AccessSettingsError, readAccessSettings, requireAuthentication, type AccessSettings } from '#libs/access';
import { readSettings, SettingsError, type SettingFault } from './settings/read-settings.js';
import type { ServiceSettings } from './settings/service-settings.js';

/** A service's own settings, and those of access (docs/security.md). */
export interface Configuration<T extends ServiceSettings> {
  readonly settings: T;
  readonly access: AccessSettings;
}

/**
 * Reads both from the environment.
 * @throws SettingsError with the faults of both, and for an address that everyone could use without saying who they are
 */
export async function readConfiguration<T extends ServiceSettings>(
  type: new () => T,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Configuration<T>> {
  const faults: SettingFault[] = [];
  const settings = await readSettings(type, env).catch((error: unknown) => {
    if (!(error instanceof SettingsError)) throw error;
    faults.push(...error.faults);
    return null;
  });
  const access = attempt(() => readAccessSettings(env), faults);
  const asked = access ?? attempt(() => readAccessSettings(authenticationIn(env)), []);
  const host = settings?.host ?? env['HOST'];
  if (asked && host && !faults.some(({ variable }) => variable === 'HOST')) {
    attempt(() => requireAuthentication(host, asked), faults);
  }
  if (!settings || !access || faults.length > 0) throw new SettingsError(faults);
  return { settings, access };
}

/** What says whether callers are asked who they are, without the rest, which may be wrong. */
function authenticationIn(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  const names = ['CARE_LEDGER_OIDC_ISSUER', 'CARE_LEDGER_OIDC_AUDIENCE', 'CARE_LEDGER_TOKENS', 'CARE_LEDGER_ACCESS'];
  return Object.fromEntries(names.map((name) => [name, env[name]]));
}

function attempt<R>(read: () => R, faults: SettingFault[]): R | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof AccessSettingsError)) throw error;
    faults.push(...error.faults.map(faultOf));
    return null;
  }
}

/** A sentence that begins with the name of its variable; one without is about where the service listens. */
function faultOf(sentence: string): SettingFault {
  const [, variable = 'HOST', message = sentence] = /^(CARE_LEDGER_[A-Z_]+) (.*)$/s.exec(sentence) ?? [];
  return { variable, message };
}
