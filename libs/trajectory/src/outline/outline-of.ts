import { isChange, resolve, type Arrived } from '../corrections/resolve.js';
import { keepsRules } from '../decide.js';
import type { StreamKind } from '../events/care-event.js';
import { LegalOutline } from './legal-outline.js';
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
