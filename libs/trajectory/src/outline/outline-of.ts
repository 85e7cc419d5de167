import { isChange, resolve, type Arrived } from '../corrections/resolve.js';
import { keepsRules } from '../decide.js';
import type { CareEvent, StreamKind } from '../events/care-event.js';
import { OPENED_BY } from '../rules/opening.js';
import type { Outline } from './outline.js';
import { TrajectoryOutline } from './trajectory-outline.js';

/** The outline of a stream with this history; one that admits nothing when the history breaks a rule already. */
export function outlineOf(kind: StreamKind, history: readonly Arrived[]): Outline {
  if (history.length === 0) return emptyOutline(kind);
  const { standing } = resolve(history);
  if (!keepsRules(kind, standing)) return NOTHING;
  const outline = emptyOutline(kind);
  for (const event of standing) outline.follow(event);
  return outline;
}

function emptyOutline(kind: StreamKind): Outline {
  switch (kind) {
    case 'trajectory':
      return new TrajectoryOutline();
    case 'measure':
    case 'probation':
      return new LegalOutline(kind);
    case 'client':
      return CLIENT;
  }
}

const NOTHING: Outline = { admits: () => false, follow: () => undefined, size: 1 };

/** Anything may be told of a client, but a death only once. */
const CLIENT: Outline = {
  admits: (event) => event.name !== 'client-deceased' && !isChange(event),
  follow: () => undefined,
  size: 1,
};

/** Measures and probations are few: only their beginning is admitted without a look at the history. */
class LegalOutline implements Outline {
  readonly size = 1;
  private empty = true;

  constructor(private readonly kind: 'measure' | 'probation') {}

  admits(event: CareEvent): boolean {
    return this.empty && event.name === OPENED_BY[this.kind];
  }

  follow(): void {
    this.empty = false;
  }
}
