import { readFileSync } from 'node:fs';
import { validate } from 'class-validator';
import { settingsOf, type SettingField } from './setting.js';

/** One setting that is missing or wrong. */
export interface SettingFault {
  readonly variable: string;
  /** What is wrong and what to set; never the value, which may be secret. */
  readonly message: string;
}

/** The environment does not say what a service needs: it names every fault at once. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
  constructor(
    readonly faults: readonly SettingFault[],
    options?: ErrorOptions,
  ) {
    const lines = faults.map(({ variable, message }) => `  ${variable} ${message}`);
    super(`The settings are not right:\n${lines.join('\n')}`, options);
  }
}

/**
 * Reads the settings of a class from the environment. A variable that is empty counts as missing. A secret one may stand
 * in a file, which the variable with `_FILE` behind its name then names.
 * @throws SettingsError with all faults.
 */
export async function readSettings<T extends object>(
  type: new () => T,
  env: Readonly<Record<string, string | undefined>>,
): Promise<T> {
  const fields = settingsOf(type);
  const settings = new type();
  const missing = new Set<string>();
  const unread: SettingFault[] = [];
  for (const setting of fields) {
    const text = textOf(setting, env, unread);
    if (text !== undefined) Object.assign(settings, { [setting.field]: setting.read ? setting.read(text) : text });
    else missing.add(setting.field);
  }
  const failed = new Map(
    (await validate(settings)).map(({ property, constraints }) => [property, Object.values(constraints ?? {})]),
  );
  const faults = fields.flatMap((setting) => {
    const file = unread.find(({ variable }) => variable === fileVariableOf(setting));
    return file ?? faultOf(setting, missing.has(setting.field), failed.get(setting.field));
  });
  if (faults.length > 0) throw new SettingsError(faults);
  return settings;
}

function textOf(
  setting: SettingField,
  env: Readonly<Record<string, string | undefined>>,
  unread: SettingFault[],
): string | undefined {
  const [given, file] = [env[setting.variable], setting.secret ? env[fileVariableOf(setting)] : undefined];
  if (given || !file) return given || setting.default;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'no reason given';
    unread.push({ variable: fileVariableOf(setting), message: `names a file that cannot be read (${code}).` });
    return undefined;
  }
}

const fileVariableOf = ({ variable }: SettingField): string => `${variable}_FILE`;

function faultOf(
  { variable, what, optional, field }: SettingField,
  isMissing: boolean,
  failed?: string[],
): SettingFault[] {
  if (isMissing) return optional ? [] : [{ variable, message: `is not set. ${what}` }];
  return failed ? [{ variable, message: failed[0] ?? `${field} is not right. ${what}` }] : [];
}
