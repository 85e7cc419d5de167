/** Whether an object of a JSON text names a member twice: its meaning is then open (RFC 8259 section 4), and I-JSON, which RFC 8785 builds on, has none. */

const [QUOTE, BACKSLASH, COLON, COMMA] = [0x22, 0x5c, 0x3a, 0x2c];
const [BRACE, END_BRACE, BRACKET, END_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * @param bytes a JSON text in UTF-8, which must have been parsed.
 * @param value what it was parsed to, where of members with one name the last is left.
 */
export function hasRepeatedName(bytes: Uint8Array, value: unknown): boolean {
  return namesIn(bytes) !== membersOf(value);
}

/**
 * Where the first such member stands: the names and places that lead to it. Slower: for a text of which it is known that it
 * has one.
 * @param bytes as above
 * @param deepest levels that are looked into. How deep a text goes its value does not show: a member that a later one of its
 *   name replaced may hold as many levels as a body has bytes.
 * @returns null where no object names a member twice before a level below these begins
 */
export function whereRepeated(bytes: Uint8Array, deepest: number): readonly (string | number)[] | null {
  const open: Parent[] = [];
  for (let i = 0; i < bytes.length && open.length <= deepest; i++) {
    const parent = open.at(-1);
    switch (bytes[i]!) {
      case BRACE:
        open.push({ names: new Set(), at: null });
        break;
      case BRACKET:
        open.push({ names: null, at: 0 });
        break;
      case END_BRACE:
      case END_BRACKET:
        open.pop();
        break;
      case COMMA:
        parent!.at = typeof parent!.at === 'number' ? parent!.at + 1 : null;
        break;
      case QUOTE: {
        const end = endOfText(bytes, i);
        if (parent?.names && parent.at === null) {
          parent.at = JSON.parse(Buffer.from(bytes.subarray(i, end + 1)).toString()) as string;
          if (parent.names.has(parent.at)) return open.map(({ at }) => at!);
          parent.names.add(parent.at);
        }
        i = end;
      }
    }
  }
  return null;
}

/** An object or a list of which the end has not come yet. */
interface Parent {
  /** Of an object: names of its members so far. */
  readonly names: Set<string> | null;
  /** The member in hand; null between the comma and its name. */
  at: string | number | null;
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
