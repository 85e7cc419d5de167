import type { AppendFault, WireFaults, WireRead } from './wire-faults.js';
import type { WireLog, WireProposal } from './wire-log.js';

/** What the handlers of the calls share. */
export interface WireContext {
  readonly log: WireLog;
  readonly faults: WireFaults;
  readonly stats: WireStats;
  faultOf(stream: string, proposed: readonly WireProposal[]): AppendFault | undefined;
  dropConnections(): void;
}

/** What the server was asked, since it was made. */
export interface WireStats {
  appends: number;
  batchCalls: number;
  eventsSent: number;
  readonly reads: WireRead[];
}
