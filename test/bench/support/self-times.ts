/** What a sampled profile says: time by part of the program. */
import type { Profiler } from 'node:inspector';

/** A part of the program and the processor time that was spent in it. */
export interface Spent {
  readonly name: string;
  /** Share of all sampled time that was not idle, 0 to 1. */
  readonly share: number;
}

/** Which folder of ours, or which package, a script belongs to; null for what is built into Node and V8. */
function partOf(url: string): string | null {
  const own = /\/dist\/((?:apps|libs)\/[^/]+)\/src\/(?:(.+)\/)?[^/]+$/.exec(url);
  if (own) return [own[1], own[2]].filter(Boolean).join('/');
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? null;
}

/**
 * Time by part, most first. What is built in (native code of SQLite and OpenSSL, lists, texts) counts for the part that called
 * it; the collection of garbage is a part of its own.
 * @param byFunction each function by itself
 */
export function selfTimes({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, byFunction = false): Spent[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id] as const)));
  const nameOf = (id: number): string => {
    const { functionName, url, lineNumber } = byId.get(id)!.callFrame;
    if (functionName === '(garbage collector)' || functionName === '(idle)') return functionName;
    const part = partOf(url);
    const parent = parentOf.get(id);
    if (part === null && parent !== undefined && byId.get(parent)!.callFrame.functionName !== '(root)') {
      return byFunction && functionName !== '' ? `${nameOf(parent)} > ${functionName}` : nameOf(parent);
    }
    if (part === null) return 'Node itself';
    return byFunction ? `${part} ${functionName || '(anonymous)'}:${lineNumber + 1}` : part;
  };
  const names = new Map<number, string>();
  const spent = new Map<string, number>();
  samples.forEach((id, i) => {
    const name = names.get(id) ?? nameOf(id);
    names.set(id, name);
    spent.set(name, (spent.get(name) ?? 0) + timeDeltas[i]!);
  });
  spent.delete('(idle)');
  const all = [...spent.values()].reduce((sum, time) => sum + time, 0);
  return [...spent].map(([name, time]) => ({ name, share: time / all })).sort((a, b) => b.share - a.share);
}
