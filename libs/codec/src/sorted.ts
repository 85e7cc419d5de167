/** Values in the order of their canonical form, for JSON.stringify to write. */

/** What JSON.stringify would write otherwise than RFC 8785. */
export const NOT_PLAIN = Symbol('not plain JSON');

/**
 * The value with the members of every object in the order of RFC 8785 (UTF-16 code units); the same value where they
 * are so already. JSON.stringify then writes the canonical text, since both write texts and numbers as ECMAScript does.
 * @returns `NOT_PLAIN` for a value, or one that holds one, for which that is not so: no JSON, or with a `toJSON`, or
 *   with members that a copy would not have in the order they were put in
 */
export function sorted(value: unknown): unknown {
  if (value === null) return value;
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : NOT_PLAIN;
    case 'object':
      return Array.isArray(value) ? sortedItems(value) : sortedMembers(value as Record<string, unknown>);
    default:
      return NOT_PLAIN;
  }
}

function sortedItems(items: readonly unknown[]): unknown {
  const copy: unknown[] = [];
  let same = true;
  for (const item of items) {
    const inOrder = sorted(item);
    if (inOrder === NOT_PLAIN) return NOT_PLAIN;
    same &&= inOrder === item;
    copy.push(inOrder);
  }
  return same ? items : copy;
}

function sortedMembers(value: Record<string, unknown>): unknown {
  if (typeof value['toJSON'] === 'function') return NOT_PLAIN;
  const names = Object.keys(value);
  let same = Object.getPrototypeOf(value) === Object.prototype;
  if (!isAscending(names)) {
    names.sort();
    same = false;
  }
  const copy: Record<string, unknown> = {};
  for (const name of names) {
    const member = value[name];
    if (member === undefined) continue;
    const inOrder = isMoved(name) ? NOT_PLAIN : sorted(member);
    if (inOrder === NOT_PLAIN) return NOT_PLAIN;
    same &&= inOrder === member;
    copy[name] = inOrder;
  }
  return same ? value : copy;
}

function isAscending(names: readonly string[]): boolean {
  for (let i = 1; i < names.length; i++) if (names[i - 1]! >= names[i]!) return false;
  return true;
}

/** Whether an object may not have a member of this name where it was put: numbers come first, and one name is no member. */
function isMoved(name: string): boolean {
  const first = name.charCodeAt(0);
  return (first >= 0x30 && first <= 0x39) || name === '__proto__';
}
