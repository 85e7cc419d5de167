import { randomUUID } from 'node:crypto';
import { BEGINNING, comparePositions, type AppendedEvent, type EventStore } from '#libs/event-store';
import type { KeyVault } from '#libs/privacy';
import { dayInAmsterdam } from '#libs/trajectory';
import type { ErasureGround, RefusalReason } from './codes.js';
import type { Person } from './find-person.js';
import { DECISION_TYPES, decodeDecision, encodeDecision, type Decision, type RecordedDecision } from './record.js';

/** Where decisions are kept and carried out. */
export interface DecisionKeeper {
  readonly store: EventStore;
  readonly vault: KeyVault;
  /** Takes the line of a decision for the register, before the keys are destroyed. */
  readonly register?: (line: string) => Promise<void>;
  readonly now: () => Date;
}

/**
 * Erases a person: writes the decision into register and ledger, then destroys the keys. Whatever is interrupted between
 * these is finished by `settleErasures` on the next start.
 */
export async function erase(keeper: DecisionKeeper, person: Person, ground: ErasureGround): Promise<RecordedDecision> {
  const streams = new Set([...person.clientStreams, ...person.streams.map(({ stream }) => stream)]);
  const decision: Decision = {
    decision: 'erased',
    id: randomUUID(),
    ground,
    decidedOn: dayInAmsterdam(keeper.now()),
    streams: [...streams].sort(),
    clients: [...person.clientStreams].sort(),
  };
  const recorded = await record(keeper, decision);
  keeper.vault.destroy(decision.streams, keeper.now().toISOString());
  return recorded;
}

/** Records that a request about a person was considered and refused. */
export async function refuse(
  keeper: DecisionKeeper,
  person: Person,
  ground: ErasureGround,
  reason: RefusalReason,
): Promise<RecordedDecision> {
  const decidedOn = dayInAmsterdam(keeper.now());
  const [client] = person.clientStreams as [string];
  return record(keeper, { decision: 'refused', id: randomUUID(), ground, reason, decidedOn, client });
}

/** All decisions of a ledger, in order. */
export async function decisionsOf(store: EventStore, after = BEGINNING): Promise<RecordedDecision[]> {
  const decisions: RecordedDecision[] = [];
  const from = comparePositions(after, BEGINNING) === 0 ? undefined : after;
  for await (const stored of store.readAll({ types: DECISION_TYPES, after: from })) {
    const decision = decodeDecision(stored);
    if (decision) decisions.push(decision);
  }
  return decisions;
}

/**
 * Destroys the keys of every erasure that the ledger holds: what a crash left undone, or a vault restored from a backup
 * brought back.
 * @returns how many keys there were
 */
export async function settleErasures({ store, vault }: Pick<DecisionKeeper, 'store' | 'vault'>): Promise<number> {
  const gone = new Set(Array.from(vault.destroyed(), ({ stream }) => stream));
  let destroyed = 0;
  for (const decision of await decisionsOf(store)) {
    if (decision.decision !== 'erased') continue;
    const left = decision.streams.filter((stream) => !gone.has(stream));
    if (left.length > 0) destroyed += vault.destroy(left, decision.recordedAt);
  }
  return destroyed;
}

/**
 * Carries out, on a ledger restored from a backup, the decisions that were made after it: their keys are destroyed and
 * the decisions recorded where they are missing.
 * @param register decisions as `parseDecision` reads them from the lines of the register
 * @returns how many keys were destroyed and how many decisions recorded
 */
export async function replayErasures(
  { store, vault, now }: Omit<DecisionKeeper, 'register'>,
  register: Iterable<Decision>,
): Promise<{ readonly keys: number; readonly decisions: number }> {
  const known = new Set((await decisionsOf(store)).map(({ id }) => id));
  let [keys, decisions] = [await settleErasures({ store, vault }), 0];
  for (const decision of register) {
    if (!known.has(decision.id)) {
      await record({ store, vault, now }, decision);
      known.add(decision.id);
      decisions += 1;
    }
    if (decision.decision === 'erased') keys += vault.destroy(decision.streams, now().toISOString());
  }
  return { keys, decisions };
}

async function record({ store, register }: DecisionKeeper, decision: Decision): Promise<RecordedDecision> {
  const { stream, event } = encodeDecision(decision);
  await register?.(JSON.stringify(decision));
  const [place] = (await store.append(stream, [event], 'must-not-exist')) as [AppendedEvent];
  return { ...decision, position: place.position, recordedAt: place.recordedAt };
}
