/** A strict reader of XML without text content, written for specs: what it refuses is not well-formed. */

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
}

const NAME = '[A-Za-z_:][A-Za-z0-9_:.-]*';
const TAG = new RegExp(`<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>`, 'y');
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d+));/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Reads a document. @throws Error at the first place where it is not well-formed, or has text between its elements. */
export function readXml(text: string): Element {
  const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
  if (!text.startsWith(declaration)) throw new Error('no XML declaration');
  const root = { name: '', attributes: {}, children: [] as Element[] };
  const open: { name: string; attributes: Record<string, string>; children: Element[] }[] = [root];
  TAG.lastIndex = declaration.length;
  for (;;) {
    while (/\s/.test(text[TAG.lastIndex] ?? '')) TAG.lastIndex++;
    const at = TAG.lastIndex;
    if (at >= text.length) break;
    const match = TAG.exec(text);
    if (!match) throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 60)}`);
    const [, closing, name, given, empty] = match;
    if (closing) {
      if (open.length < 2 || open.pop()!.name !== name) throw new Error(`</${name}> closes nothing at ${at}`);
      continue;
    }
    if (open.length === 1 && root.children.length > 0) throw new Error(`a second root at ${at}`);
    const element = { name: name!, attributes: readAttributes(given!), children: [] };
    open.at(-1)!.children.push(element);
    if (!empty) open.push(element);
  }
  if (open.length !== 1 || root.children.length !== 1) throw new Error('an element is not closed');
  return root.children[0]!;
}

function readAttributes(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, raw] of text.matchAll(new RegExp(`(${NAME})="([^"]*)"`, 'g'))) {
    if (name! in attributes) throw new Error(`attribute ${name} twice`);
    if (raw!.replace(ENTITY, '').includes('&')) throw new Error('an ampersand that is not escaped');
    attributes[name!] = raw!
      .replace(/[\t\n\r]/g, ' ') // as a parser normalises what is not escaped
      .replace(ENTITY, (_, known: string | undefined, code: string) =>
        known ? ENTITIES[known]! : String.fromCodePoint(Number(code)),
      );
  }
  return attributes;
}
