import { AccessLog } from './access-log.js';

export interface AccessLogPlace {
  readonly path: string;
  /** The key vault: what stands for a client in the log is made with a key that follows from its own, and changes with no other. */
  readonly vault: { blind(text: string): Uint8Array };
  readonly years: number;
  readonly now?: () => Date;
}

/** Opens the access log beside a ledger. */
export function openAccessLog({ path, vault, years, now }: AccessLogPlace): AccessLog {
  return new AccessLog({ path, key: vault.blind('access log 1'), years, now });
}
