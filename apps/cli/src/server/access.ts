/** Who gets in to `serve`: settings of the environment, and the tokens in the data directory. */
import { AccessSettingsError, readAccessSettings, requireAuthentication, type AccessSettings } from '#libs/access';
import { UsageError } from '../errors.js';

/** @throws UsageError with everything that is wrong with the settings, or with listening on `host` under them */
export function accessSettings(host: string, tokensFile: string): AccessSettings {
  try {
    const settings = readAccessSettings(process.env, { tokensFile });
    requireAuthentication(host, settings);
    return settings;
  } catch (error) {
    if (error instanceof AccessSettingsError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
