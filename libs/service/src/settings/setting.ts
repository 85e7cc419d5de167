/** Settings of a service: fields of a class, each with the environment variable that it is read from. */
import 'reflect-metadata';

/** What a setting is, for the reader of the environment and for the documentation. */
export interface SettingOptions {
  /** Name of the environment variable. */
  readonly variable: string;
  /** What it does, in a sentence. */
  readonly what: string;
  /** Used when the variable is missing or empty; none = it must be set, unless it is optional. */
  readonly default?: string;
  /** Whether it may be left out; the field is then undefined. */
  readonly optional?: boolean;
  /** Whether its value is secret: it may then stand in a file that `<variable>_FILE` names. */
  readonly secret?: boolean;
  /** The text of the variable as the value of the field; default: the text. What it cannot read, the checks refuse. */
  readonly read?: (text: string) => unknown;
}

/** A setting and the field that it fills. */
export interface SettingField extends SettingOptions {
  readonly field: string;
}

const SETTINGS = Symbol('settings');

/** A field that is read from the environment. Checks of class-validator beside it say what values are right. */
export function Setting(options: SettingOptions): PropertyDecorator {
  return (target, field) => {
    const settings = new Map(fieldsOf(target));
    settings.set(String(field), { ...options, field: String(field) });
    Reflect.defineMetadata(SETTINGS, settings, target);
  };
}

/** All settings of a class, those of its base class first. */
export function settingsOf(type: abstract new () => object): readonly SettingField[] {
  return [...fieldsOf(type.prototype as object).values()];
}

function fieldsOf(target: object): ReadonlyMap<string, SettingField> {
  return (Reflect.getMetadata(SETTINGS, target) as Map<string, SettingField> | undefined) ?? new Map();
}
