/** Whether an object of a JSON text names a member twice: its meaning is then open (RFC 8259 section 4), and I-JSON, which RFC 8785 builds on, has none. */

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];

/**
 * @param bytes a JSON text in UTF-8, which must have been parsed.
 * @param value what it was parsed to, where of members with one name the last is left.
 */
export function hasRepeatedName(bytes: Uint8Array, value: unknown): boolean {
  return namesIn(bytes) !== membersOf(value);
}

/** One for each colon outside a text. Every event is looked at with it, byte by byte. */
function namesIn(bytes: Uint8Array): number {
  const { length } = bytes;
  let names = 0;
  for (let i = 0; i < length; i++) {
    if (bytes[i] === COLON) names++;
    else if (bytes[i] === QUOTE) i = endOfText(bytes, i);
  }
  return names;
}

/** Where the quotation mark stands that ends the text which another begins. */
function endOfText(bytes: Uint8Array, start: number): number {
  const { length } = bytes;
  let i = start + 1;
  while (i < length && bytes[i] !== QUOTE) i += bytes[i] === BACKSLASH ? 2 : 1;
  return i;
}

/** Members of all objects in a value, however deep: a body may be nested deeper than a call stack reaches. */
function membersOf(value: unknown): number {
  if (!isParent(value)) return 0;
  const open: object[] = [value];
  let members = 0;
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    if (Array.isArray(parent)) {
      for (const item of parent) if (isParent(item)) open.push(item);
      continue;
    }
    for (const name in parent) {
      members++;
      const child = (parent as Record<string, unknown>)[name];
      if (isParent(child)) open.push(child);
    }
  }
  return members;
}

function isParent(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
