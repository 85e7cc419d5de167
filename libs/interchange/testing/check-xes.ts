/** The structure of IEEE 1849-2016 XES, checked from its schema: order, required attributes, types of values. */
import type { Element } from './read-xml.js';

const VALUES: Readonly<Record<string, RegExp>> = {
  string: /^[^]*$/,
  date: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
  int: /^[+-]?\d{1,18}$/,
  float: /^(NaN|-?INF|[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?)$/,
  boolean: /^(true|false|0|1)$/,
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
};

const NC_NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const XML_NAME = /^[A-Za-z_:][A-Za-z0-9_:.-]*$/;
const LOG_ORDER = ['extension', 'global', 'classifier', 'attribute', 'trace', 'event'];

/** What is wrong with a log, in words; nothing when it is right. */
export function xesFaults(log: Element): string[] {
  const faults: string[] = [];
  const say = (fault: string) => void faults.push(fault);
  if (log.name !== 'log') say(`the root is ${log.name}`);
  if (log.attributes['xmlns'] !== 'http://www.xes-standard.org/') say('namespace');
  if (!/^\d+(\.\d+)?$/.test(log.attributes['xes.version'] ?? '')) say('xes.version is no decimal');
  const kinds = log.children.map(({ name }) => LOG_ORDER.indexOf(name in VALUES ? 'attribute' : name));
  if (kinds.some((kind, i) => kind < 0 || kind < (kinds[i - 1] ?? 0))) say('members of the log out of order');

  const named = (name: string) => log.children.filter((child) => child.name === name);
  const prefixes = named('extension').map(({ attributes }) => {
    if (!NC_NAME.test(attributes['name'] ?? '') || !URL.canParse(attributes['uri'] ?? '')) say('extension');
    return attributes['prefix']!;
  });
  const attributable = (children: readonly Element[], where: string) => {
    for (const child of children) {
      const { key, value } = child.attributes;
      const pattern = VALUES[child.name];
      if (!pattern) say(`${where}: ${child.name} is no attribute`);
      else if (key === undefined || !XML_NAME.test(key)) say(`${where}: key ${key}`);
      else if (value === undefined || !pattern.test(value)) say(`${where}: ${key} is no ${child.name}`);
      else if (key.includes(':') && !prefixes.includes(key.split(':')[0]!)) say(`${where}: ${key} of no extension`);
    }
    const keys = children.map(({ attributes }) => attributes['key']);
    if (new Set(keys).size < keys.length) say(`${where}: a key twice`);
  };
  const globals = new Map(named('global').map((one) => [one.attributes['scope'], one.children]));
  for (const [scope, children] of globals) attributable(children, `global ${scope}`);
  const complete = (children: readonly Element[], scope: string) => {
    for (const global of globals.get(scope) ?? []) {
      const { key } = global.attributes;
      if (!children.some((one) => one.name === global.name && one.attributes['key'] === key))
        say(`${scope} without ${key}`);
    }
  };
  for (const { attributes } of named('classifier')) {
    const keys = attributes['keys']?.split(' ') ?? [''];
    const known = globals.get(attributes['scope'] ?? 'event')?.map((one) => one.attributes['key']) ?? [];
    if (!NC_NAME.test(attributes['name'] ?? '') || !keys.every((key) => known.includes(key))) say('classifier');
  }
  attributable(
    log.children.filter(({ name }) => name in VALUES),
    'log',
  );
  for (const trace of named('trace')) {
    const events = trace.children.filter(({ name }) => name === 'event');
    const own = trace.children.slice(0, trace.children.length - events.length);
    attributable(own, 'trace'); // an event among the attributes is no attribute
    complete(own, 'trace');
    for (const event of events) {
      attributable(event.children, 'event');
      complete(event.children, 'event');
    }
  }
  return faults;
}
