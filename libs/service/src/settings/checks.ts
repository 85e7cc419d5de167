/** Checks of settings, for class-validator; each says what is right. */
import { isIP } from 'node:net';
import { buildMessage, IsInt, Matches, Max, Min, registerDecorator, ValidateBy } from 'class-validator';
import { faultOfStoreChoice } from '#libs/store-choice';

/** A whole number within bounds. */
export function WholeNumber(from: number, to: number, example: string): PropertyDecorator {
  const message = `must be a whole number from ${from} to ${to}, such as ${example}.`;
  const checks = [IsInt({ message }), Min(from, { message }), Max(to, { message })];
  return (target, field) => checks.forEach((check) => check(target, field));
}

/** Reads digits only: `0x50` and `1e3` are no numbers here. */
export function digits(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

/** An IP address or a name that a service can listen on. */
export function Address(): PropertyDecorator {
  return ValidateBy({
    name: 'address',
    validator: {
      validate: (value) =>
        typeof value === 'string' && (isIP(value) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value)),
      defaultMessage: buildMessage(
        () => 'must be an IP address or the name of this machine, such as 127.0.0.1, or 0.0.0.0 for every address.',
      ),
    },
  });
}

/** What the names of streams on a server may begin with. */
export function StreamPrefix(): PropertyDecorator {
  return Matches(/^[A-Za-z][A-Za-z0-9._]{0,39}$/, {
    message: 'must begin with a letter and have at most 40 letters, digits, dots and underscores, such as care.',
  });
}

/** A key of at least so many bytes, and at most so many. */
export function KeyBytes(least: number, most = Infinity): PropertyDecorator {
  const bytes = least === most ? String(least) : `at least ${least}`;
  return ValidateBy({
    name: 'keyBytes',
    validator: {
      validate: (value) => value instanceof Uint8Array && value.byteLength >= least && value.byteLength <= most,
      defaultMessage: () =>
        `must be ${bytes} random bytes in base64 or hex (openssl rand -base64 ${least} makes them).`,
    },
  });
}

/** The path of a file or directory. */
export function Path(): PropertyDecorator {
  // eslint-disable-next-line no-control-regex -- a path cannot hold it, and would be cut there
  return Matches(/^[^\u0000]{1,4096}$/, { message: 'must be a path, such as ./data.' });
}

/** An event store; the message says what is wrong with it, never what it is: it may hold a password. */
export function EventStoreChoice(): PropertyDecorator {
  return (target, field) => {
    const faults = new WeakMap<object, string>();
    registerDecorator({
      name: 'eventStoreChoice',
      target: target.constructor,
      propertyName: String(field),
      async: true,
      validator: {
        async validate(value, args) {
          const fault = await faultOfStoreChoice(String(value));
          if (fault !== null) faults.set(args!.object, fault);
          return fault === null;
        },
        defaultMessage: (args) => faults.get(args!.object) ?? 'must be an event store.',
      },
    });
  };
}
