import type { Problem } from '#libs/http';

/** An event that was refused, kept so that it can be mended and sent again. */
export interface Rejection {
  readonly id: string;
  /** The problem it was refused with. */
  readonly problem: Problem;
  /** Idempotency key and type, as far as they could be read. */
  readonly source: string | null;
  readonly eventId: string | null;
  readonly type: string | null;
  /** The event with BSNs replaced; null for what is no JSON or too large to keep. */
  readonly event: unknown;
  /** Length and hash of what is not kept itself. */
  readonly unreadable: { readonly bytes: number; readonly sha256: string } | null;
  /** RFC 3339 instants in UTC. */
  readonly firstRefusedAt: string;
  readonly lastRefusedAt: string;
  /** How often the same content was refused by the same rule. */
  readonly times: number;
  /** When and where the event was recorded after all. */
  readonly resolved: { readonly at: string; readonly position: string } | null;
}

/** Which rejections to list. */
export interface RejectionFilter {
  /** Only events of one of these. */
  readonly sources?: readonly string[];
  readonly code?: string;
  readonly resolved?: boolean;
}

/** A page of rejections, newest first; `after` continues it. */
export interface RejectionPage {
  readonly rejections: readonly Rejection[];
  /** Cursor of the last one; null when there is none. */
  readonly after: string | null;
  readonly more: boolean;
}

/** How many refused events of a source and type have one reason. */
export interface RejectionCount {
  readonly source: string | null;
  readonly type: string | null;
  /** Code of the problem. */
  readonly code: string;
  readonly rejections: number;
  /** Those whose event was not recorded after all. */
  readonly open: number;
  /** RFC 3339 instant in UTC at which the last one was refused. */
  readonly lastRefusedAt: string;
}
