import type { RouteOptions } from 'fastify';

interface Entry {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Which methods each path takes: the router itself only says that nothing matched. */
export class RouteTable {
  private readonly entries = new Map<string, Entry>();

  /** To be called for every route as it is registered (Fastify's `onRoute`). */
  add(route: Pick<RouteOptions, 'method' | 'url'>): void {
    if (route.url.includes('*')) return;
    const entry = this.entries.get(route.url) ?? { pattern: patternOf(route.url), methods: new Set<string>() };
    for (const method of [route.method].flat()) entry.methods.add(method);
    this.entries.set(route.url, entry);
  }

  /** Methods that a path takes, in alphabetical order; none when there is no such path. */
  methodsAt(url: string): string[] {
    const path = url.split('?', 1)[0]!;
    const methods = new Set<string>();
    for (const entry of this.entries.values()) {
      if (entry.pattern.test(path)) for (const method of entry.methods) methods.add(method);
    }
    return [...methods].sort();
  }
}

function patternOf(url: string): RegExp {
  const segments = url.split('/').map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[^\w-]/g, '\\$&')));
  return new RegExp(`^${segments.join('/')}$`);
}
