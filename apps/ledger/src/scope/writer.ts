/** What a caller may write (contract section 4): events of its own sources, on its own trajectories. */
import type { Principal } from '#libs/access';
import type { Codec } from '#libs/codec';
import { problemOf, type Problem } from '#libs/http';
import { EVENT_TYPES, eventNameOf } from '#libs/trajectory';
import { isObject } from '../events/data/rules.js';
import type { StreamAbout, Streams } from './streams.js';

/** Who writes; a provider without an id of its own (an access desk, an administration) adds to the trajectories of all. */
export interface Writer {
  readonly sources: readonly string[];
  readonly provider?: string;
}

/** The limits of a caller; null where there are none. */
export function writerOf({ open, sources = [], provider }: Principal): Writer | null {
  return open ? null : { sources, provider };
}

/** Judges what a writer may not send, before it is looked at further. */
export class WriterScope {
  constructor(
    private readonly codec: Codec,
    private readonly streams: Streams,
  ) {}

  /**
   * The 403s for events that are not the writer's to send, by their place; null for all others, also those that are no
   * event. Whose a stream is, is asked once for all of them.
   */
  async refuseEach(sent: readonly { readonly raw: unknown; readonly writer?: Writer | null }[]) {
    const asked: Asked = new Map();
    const problems: (Problem | null)[] = [];
    for (const { raw, writer } of sent) problems.push(writer ? await this.refuse(raw, writer, asked) : null);
    return problems;
  }

  private async refuse(raw: unknown, writer: Writer, asked: Asked): Promise<Problem | null> {
    if (!isObject(raw)) return null;
    const data = isObject(raw['data']) ? raw['data'] : {};
    for (const [pointer, source] of sourcesIn(raw, data)) {
      if (typeof source === 'string' && !writer.sources.includes(source)) return sourceRefused(pointer, writer);
    }
    return this.refuseStream(raw, data, writer, asked);
  }

  private async refuseStream(raw: Fields, data: Fields, { provider }: Writer, asked: Asked): Promise<Problem | null> {
    if (provider === undefined) return null;
    for (const [pointer, value] of carersIn(data)) {
      if (typeof value === 'string' && value !== provider) {
        const message = `This must be your own provider, ${provider}.`;
        return refused('not-your-provider', pointer, message);
      }
    }
    const name = typeof raw['type'] === 'string' ? eventNameOf(raw['type']) : null;
    const kind = name === null ? 'any' : EVENT_TYPES[name].kind;
    const { subject } = raw;
    if (kind === 'any' || kind === 'client' || typeof subject !== 'string') return null;
    const stream = this.codec.findStream(kind, subject);
    if (stream === null) return null;
    const { owners } = asked.get(stream) ?? (await this.streams.about(stream));
    asked.set(stream, { owners });
    if (owners.length === 0 || owners.includes(provider)) return null;
    return refused('not-your-stream', '/subject', `This ${kind} is that of another provider.`);
  }
}

type Fields = Readonly<Record<string, unknown>>;

/** Whose streams are, by their names in the store. */
type Asked = Map<string, Pick<StreamAbout, 'owners'>>;

/** Where the sources stand that must be the writer's: its own, and that of the event that it corrects or retracts. */
function sourcesIn(raw: Fields, data: Fields): readonly (readonly [string, unknown])[] {
  const target = (name: string): unknown => (isObject(data[name]) ? data[name]['source'] : undefined);
  return [
    ['/source', raw['source']],
    ['/data/corrects/source', target('corrects')],
    ['/data/retracts/source', target('retracts')],
  ];
}

/** Where an opening event says whose the stream is: also as the new data in a correction, and in a correction of that. */
function carersIn(data: Fields, pointer = '/data'): readonly (readonly [string, unknown])[] {
  const own = ['provider', 'institution'].map((name) => [`${pointer}/${name}`, data[name]] as const);
  const { data: inner } = data;
  return isObject(inner) ? [...own, ...carersIn(inner, `${pointer}/data`)] : own;
}

function sourceRefused(pointer: string, { sources }: Writer): Problem {
  const yours = sources.length === 0 ? 'Your access token names none.' : `Yours: ${sources.join(', ')}.`;
  return refused('source-not-allowed', pointer, `You may send events of your own sources only. ${yours}`);
}

function refused(code: string, pointer: string, message: string): Problem {
  return problemOf({ status: 403, code, detail: message, errors: [{ pointer, code, message }] });
}
