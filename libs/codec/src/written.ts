/** Plain JSON values as RFC 8785 writes them, in one pass. */

/** A character that JSON escapes, or half of a pair of surrogates. */
const ESCAPED = /["\\]|[^ -\ud7ff\ue000-\uffff]/;

/** Names of members as they are written, with their colon: those of events are few. */
const names = new Map<string, string>();
const MOST_NAMES = 1_000;

/**
 * The text of a value, its members in the order of UTF-16 code units; numbers are written as ECMAScript does, which RFC 8785
 * asks for.
 * @returns null for a value, or one that holds one, that is no plain JSON: undefined in a list, no finite number, or with
 *   a `toJSON`
 */
export function written(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`;
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return Number.isFinite(value) ? String(value) : null;
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? writtenItems(value) : writtenMembers(value as Record<string, unknown>);
    default:
      return null;
  }
}

function writtenItems(items: readonly unknown[]): string | null {
  let text = '';
  for (let i = 0; i < items.length; i += 1) {
    const item = written(items[i]);
    if (item === null) return null;
    text += i === 0 ? item : `,${item}`;
  }
  return `[${text}]`;
}

function writtenMembers(value: Readonly<Record<string, unknown>>): string | null {
  if (typeof value['toJSON'] === 'function') return null;
  const keys = Object.keys(value);
  sort(keys);
  let text = '';
  for (const key of keys) {
    const member = value[key];
    if (member === undefined) continue;
    const part = written(member);
    if (part === null) return null;
    text += text === '' ? nameOf(key) + part : `,${nameOf(key)}${part}`;
  }
  return `{${text}}`;
}

function nameOf(key: string): string {
  let name = names.get(key);
  if (name === undefined) {
    name = `${JSON.stringify(key)}:`;
    if (names.size < MOST_NAMES) names.set(key, name);
  }
  return name;
}

/** Up to so many members are put in order by moving each to its place: the library copies them first. */
const FEW = 20;

/** Puts names in the order of their UTF-16 code units. */
function sort(keys: string[]): void {
  if (keys.length > FEW) {
    keys.sort();
    return;
  }
  for (let i = 1; i < keys.length; i += 1) {
    const key = keys[i]!;
    let place = i;
    for (; place > 0 && keys[place - 1]! > key; place -= 1) keys[place] = keys[place - 1]!;
    keys[place] = key;
  }
}
