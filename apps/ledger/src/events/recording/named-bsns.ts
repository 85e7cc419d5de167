import type { BsnVault, Pseudonymiser } from '#libs/privacy';
import { EVENT_TYPES, type CareEvent } from '#libs/trajectory';
import { clientsIn } from '../../scope/clients-in.js';

/**
 * Remembers the BSNs of events that are being decided on, and puts those of recorded ones into the BSN vault: what is
 * refused leaves nothing there.
 */
export class NamedBsns {
  private readonly named = new Map<string, string>();

  constructor(private readonly vault: BsnVault | null) {}

  /** The same pseudonyms; whose they are is remembered where there is a vault. */
  noting(pseudonymiser: Pseudonymiser): Pseudonymiser {
    if (this.vault === null) return pseudonymiser;
    return {
      of: (bsn) => {
        const pseudonym = pseudonymiser.of(bsn);
        this.named.set(pseudonym, bsn);
        return pseudonym;
      },
    };
  }

  /** Keeps the BSNs of whom these events name; their keys are saved. */
  keep(events: readonly CareEvent[]): void {
    if (this.vault === null || this.named.size === 0) return;
    const clients = new Set(clientsIn(events.map(({ data }) => data)));
    for (const { name, subject } of events) if (EVENT_TYPES[name].kind === 'client') clients.add(subject);
    this.vault.keep([...this.named].filter(([pseudonym]) => clients.has(pseudonym)));
  }

  /** Nothing is being decided on. */
  clear(): void {
    this.named.clear();
  }
}
