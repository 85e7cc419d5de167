/** Whom a refused event is about, in names that tell nothing by themselves: what an erasure in another process goes by. */
import type { Codec } from '#libs/codec';
import type { Problem } from '#libs/http';
import { EVENT_TYPES, eventNameOf, type StreamKind } from '#libs/trajectory';
import { isObject } from '../events/data/rules.js';
import type { Keepable } from './keepable.js';

export interface About {
  /** Opaque names of the streams that it names, and the ids under which the store keeps, or would keep, the events it names. */
  readonly references: readonly string[];
  /** Whether it may be about somebody of whom nothing is recorded, or names somebody where no name belongs. */
  readonly unknown: boolean;
}

const CLIENT: readonly StreamKind[] = ['client'];
const TRAJECTORY: readonly StreamKind[] = ['trajectory'];
const ANY: readonly StreamKind[] = ['trajectory', 'measure', 'probation', 'client'];

/** Refused for its shape: names may stand anywhere in it. */
const SHAPELESS: ReadonlySet<string> = new Set(['malformed', 'unknown-field', 'unknown-type', 'too-large']);

/** A subject, a pseudonym or an id is no longer. */
const LONGEST_NAME = 64;

/** Whom what is kept of a refused event, and its problem, are about by what the ledger knows now. */
export function aboutOf(kept: Keepable, problem: Problem, codec: Codec): About {
  const found = new Names(codec, kindsOf(kept.type));
  found.look(problem);
  if (kept.event === null) return { references: [...found.references], unknown: false };
  found.look(JSON.parse(kept.event));
  return { references: [...found.references], unknown: found.unknown || SHAPELESS.has(problem.code) };
}

/** Kinds of stream that the subject of an event may be of. */
function kindsOf(type: string | null): readonly StreamKind[] {
  const name = type === null ? null : eventNameOf(type);
  const kind = name === null ? 'any' : EVENT_TYPES[name].kind;
  return kind === 'any' ? ANY : [kind];
}

class Names {
  readonly references = new Set<string>();
  unknown = false;

  constructor(
    private readonly codec: Codec,
    private readonly subjectKinds: readonly StreamKind[],
  ) {}

  look(value: unknown, member = ''): void {
    if (typeof value === 'string') return this.name(value, member);
    if (Array.isArray(value)) return value.forEach((item) => this.look(item));
    if (!isObject(value)) return;
    const { source, id } = value;
    if (typeof source === 'string' && typeof id === 'string') this.references.add(this.codec.eventIdOf({ source, id }));
    for (const [name, item] of Object.entries(value)) this.look(item, name);
  }

  /** Notes what a text names, of whatever kind: a pseudonym anywhere, another subject where one belongs. */
  private name(text: string, member: string): void {
    if (text.length > LONGEST_NAME) return;
    const kinds = this.kindsIn(member);
    const known = (kinds === null ? CLIENT : ANY).filter((kind) => {
      const stream = this.codec.findStream(kind, text);
      if (stream !== null) this.references.add(stream);
      return stream !== null;
    });
    if (kinds !== null && !kinds.some((kind) => known.includes(kind))) this.unknown = true;
  }

  /** What the text of a member names; null where it names no stream. */
  private kindsIn(member: string): readonly StreamKind[] | null {
    switch (member) {
      case 'subject':
        return this.subjectKinds;
      case 'previousTrajectory':
      case 'toTrajectory':
        return TRAJECTORY;
      case 'pseudonym':
      case 'otherClient':
      case 'client':
      case 'bsn':
        return CLIENT;
      default:
        return null;
    }
  }
}
