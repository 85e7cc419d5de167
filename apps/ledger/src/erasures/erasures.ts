import { randomBytes } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import type { Codec } from '#libs/codec';
import {
  decisionsOf,
  erase,
  findPerson,
  refuse,
  settleErasures,
  type DecisionKeeper,
  type ErasureGround,
  type Person,
  type RecordedDecision,
  type RefusalReason,
} from '#libs/erasure';
import { BEGINNING, type EventStore, type Position } from '#libs/event-store';
import { base32, type KeyVault } from '#libs/privacy';
import { keyText, type Mentions } from '../rejections/mentions.js';
import type { Rejection } from '../rejections/rejection.js';
import type { RejectionStore } from '../rejections/rejection-store.js';
import { carryOut } from './carry-out.js';

export interface ErasuresParts {
  readonly store: EventStore;
  readonly codec: Codec;
  readonly vault: KeyVault;
  readonly rejections: RejectionStore;
  /** File that gets a line for every decision; default: none. */
  readonly registerPath?: string;
  readonly now: () => Date;
  /** Lets go of histories that are held in memory. */
  readonly forget: () => void;
}

/** What was asked about a client. */
export type Asked =
  | { readonly decision: 'erase'; readonly pseudonym: string; readonly ground: ErasureGround }
  | {
      readonly decision: 'refuse';
      readonly pseudonym: string;
      readonly ground: ErasureGround;
      readonly reason: RefusalReason;
    };

/** Pause between two looks at whether another process erased somebody, in ms. */
const PAUSE_MS = 1_000;

/** Erases persons from everything that the ledger keeps, and records each decision. Usable without HTTP. */
export class Erasures {
  private readonly keeper: DecisionKeeper;
  private turn: Promise<unknown> = Promise.resolve();
  private seenUntil: Position = BEGINNING;
  private settling: Promise<number> | null = null;
  private timer: NodeJS.Timeout | undefined;
  private failure: Error | null = null;

  constructor(private readonly parts: ErasuresParts) {
    const { store, vault, now, registerPath } = parts;
    const register = registerPath === undefined ? undefined : (line: string) => appendLine(registerPath, line);
    this.keeper = { store, vault, now, register };
  }

  /** Carries out a decision; null when nothing that can be read names the client. One at a time. */
  decide(asked: Asked): Promise<RecordedDecision | null> {
    return this.inTurn(() => this.carryOut(asked));
  }

  /** Everything of the person a pseudonym belongs to; null when nothing names it. */
  find(pseudonym: string): Promise<Person | null> {
    return findPerson(this.parts, pseudonym);
  }

  /** What this process refused and kept about a client, also one of whom nothing was recorded; oldest first. */
  async refusedAbout(pseudonym: string): Promise<Rejection[]> {
    const person = (await this.find(pseudonym)) ?? onlyRefused(pseudonym);
    const numbers = await this.parts.rejections.mentioning(mentionsOf(person));
    return numbers.map((number) => this.parts.rejections.at(number));
  }

  /** All decisions so far. */
  list(): Promise<RecordedDecision[]> {
    return decisionsOf(this.parts.store);
  }

  /**
   * Finishes what an interrupted erasure, or a restored backup, left undone, of keys and of refused events; once, unless it
   * fails. Before it nothing that was refused may be shown.
   * @returns how many keys were destroyed
   * @throws StoreUnavailableError while the store does not answer; call again
   */
  settle(): Promise<number> {
    this.settling ??= this.inTurn(async () => {
      const keys = await settleErasures(this.keeper);
      await this.catchUp();
      return keys;
    }).catch((error: unknown) => {
      this.settling = null;
      throw error;
    });
    return this.settling;
  }

  /** Goes on looking whether another process erased somebody, until `stop`: whoever it was leaves this one too. */
  follow(): void {
    this.timer ??= setInterval(() => void this.look(), PAUSE_MS).unref();
  }

  /** Ends `follow`. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.turn;
  }

  /** Why the last look at what other processes erased failed; null when it did not. */
  get fault(): Error | null {
    return this.failure;
  }

  private async look(): Promise<void> {
    try {
      if (this.isBehind()) await this.inTurn(() => this.catchUp());
      this.failure = null;
    } catch (error) {
      this.failure = error as Error; // the next look tries again
    }
  }

  private isBehind(): boolean {
    return this.parts.vault.lastDestruction() !== this.parts.rejections.settledUpTo;
  }

  /** Carries out here what was erased elsewhere. A decision is recorded before its keys are destroyed, so none is missed. */
  private async catchUp(): Promise<void> {
    const { store, vault, rejections, forget } = this.parts;
    if (!this.isBehind()) return;
    const destruction = vault.lastDestruction();
    forget();
    for (const decision of await decisionsOf(store, this.seenUntil)) {
      if (decision.decision === 'erased') await carryOut(store, rejections, decision);
      this.seenUntil = decision.position;
    }
    rejections.settledUpTo = destruction;
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private async carryOut(asked: Asked): Promise<RecordedDecision | null> {
    const { rejections, forget } = this.parts;
    const known = await this.find(asked.pseudonym);
    const person = known ?? onlyRefused(asked.pseudonym);
    if (asked.decision === 'refuse') return known && refuse(this.keeper, known, asked.ground, asked.reason);
    const mentioning = mentionsOf(person);
    if (!known && (await rejections.mentioning(mentioning)).length === 0) return null;
    const decision = await erase(this.keeper, person, asked.ground);
    forget();
    rejections.remove(await rejections.mentioning(mentioning));
    rejections.noteCarriedOut(decision.id);
    return decision;
  }
}

/**
 * Somebody of whom nothing was recorded, but something refused and kept. The name made for the decision stands for nobody
 * else: by it other processes, and a restored backup, see that there is something to remove.
 */
function onlyRefused(pseudonym: string): Person {
  return { clients: [pseudonym], clientStreams: [`client-${base32(randomBytes(16))}`], streams: [] };
}

/** Texts by which a refused event is known to be about the person, and keys of its events. */
function mentionsOf({ clients, streams }: Person): Mentions {
  return {
    clients: new Set(clients),
    subjects: new Set(streams.map(({ subject }) => subject)),
    keys: new Set(streams.flatMap(({ events }) => events.map(({ source, id }) => keyText(source, id)))),
  };
}

async function appendLine(path: string, line: string): Promise<void> {
  await appendFile(path, `${line}\n`, { mode: 0o600, flush: true });
}
