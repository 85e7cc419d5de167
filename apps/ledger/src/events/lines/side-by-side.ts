/**
 * Works on items side by side, begun one after the other; gives each result as soon as it and those before it are there.
 * When the items fail, the results of those before come first. What is under way when nobody wants more is left to end.
 * @param most how many are worked on at one time; what was begun and not yet taken counts
 */
export async function* sideBySide<T, R>(
  items: AsyncIterable<T>,
  most: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const source = items[Symbol.asyncIterator]();
  const begun: Promise<R>[] = [];
  let coming: Promise<Coming<T>> | null = next(source);
  try {
    while (coming !== null || begun.length > 0) {
      const [first] = begun;
      const arrived = await (coming === null || begun.length >= most ? RESULT : first ? either(coming, first) : coming);
      if (arrived === RESULT) {
        yield await begun.shift()!;
      } else if ('item' in arrived) {
        const result = work(arrived.item);
        result.catch(() => undefined); // told when its turn comes
        begun.push(result);
        coming = next(source);
      } else {
        while (begun.length > 0) yield await begun.shift()!;
        if (arrived.failure) throw arrived.failure.error;
        coming = null;
      }
    }
  } finally {
    if (coming !== null) void source.return?.().catch(() => undefined);
  }
}

/** Another item, or the end of them and why. */
type Coming<T> = { readonly item: T } | { readonly failure: { readonly error: unknown } | null };

/** Says that the oldest result is there. */
const RESULT = 'result' as const;

async function next<T>(source: AsyncIterator<T>): Promise<Coming<T>> {
  try {
    const result = await source.next();
    return result.done ? { failure: null } : { item: result.value };
  } catch (error) {
    return { failure: { error } };
  }
}

/** Whichever is first: an item, or an end of the oldest work. */
function either<T>(coming: Promise<Coming<T>>, first: Promise<unknown>): Promise<Coming<T> | typeof RESULT> {
  const ended = (): typeof RESULT => RESULT;
  return Promise.race([first.then(ended, ended), coming]);
}
