/** What `care-ledger doctor` says about one thing. */

export interface Finding {
  /** What was looked at, in a word or two. */
  readonly check: string;
  /** `warning`: it works, but not as it should; `fault`: something will not work until it is mended. */
  readonly status: 'ok' | 'warning' | 'fault';
  /** What was found and, unless it is right, what to do. Never a key, and nothing of an event. */
  readonly detail: string;
}

/** What a look gives: a text when all is right. */
export type Found = string | Omit<Finding, 'check'>;

export const warning = (detail: string): Found => ({ status: 'warning', detail });
export const fault = (detail: string): Found => ({ status: 'fault', detail });

/** Looks at one thing; what is thrown is a fault with its message. */
export async function look(check: string, at: () => Found | Promise<Found>): Promise<Finding> {
  try {
    const found = await at();
    return typeof found === 'string' ? { check, status: 'ok', detail: found } : { check, ...found };
  } catch (error) {
    return { check, status: 'fault', detail: error instanceof Error ? error.message : 'Something failed.' };
  }
}
