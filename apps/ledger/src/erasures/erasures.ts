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
import type { EventStore } from '#libs/event-store';
import type { KeyVault } from '#libs/privacy';
import { keyText, type Mentions } from '../rejections/mentions.js';
import type { RejectionStore } from '../rejections/rejection-store.js';

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

/** Erases persons from everything that the ledger keeps, and records each decision. Usable without HTTP. */
export class Erasures {
  private readonly keeper: DecisionKeeper;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: ErasuresParts) {
    const { store, vault, now, registerPath } = parts;
    const register = registerPath === undefined ? undefined : (line: string) => appendLine(registerPath, line);
    this.keeper = { store, vault, now, register };
  }

  /** Carries out a decision; null when nothing that can be read names the client. One at a time. */
  decide(asked: Asked): Promise<RecordedDecision | null> {
    const result = this.turn.then(() => this.carryOut(asked));
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** Everything of the person a pseudonym belongs to; null when nothing names it. */
  find(pseudonym: string): Promise<Person | null> {
    return findPerson(this.parts, pseudonym);
  }

  /** All decisions so far. */
  list(): Promise<RecordedDecision[]> {
    return decisionsOf(this.parts.store);
  }

  /** Finishes what an interrupted erasure, or a restored vault, left undone. */
  settle(): Promise<number> {
    return settleErasures(this.keeper);
  }

  private async carryOut(asked: Asked): Promise<RecordedDecision | null> {
    const person = await this.find(asked.pseudonym);
    if (person === null) {
      const unknown = { clients: new Set([asked.pseudonym]), subjects: new Set<string>(), keys: new Set<string>() };
      if (asked.decision === 'erase') await this.parts.rejections.removeMentions(unknown);
      return null;
    }
    if (asked.decision === 'refuse') return refuse(this.keeper, person, asked.ground, asked.reason);
    const decision = await erase(this.keeper, person, asked.ground);
    this.parts.forget();
    await this.parts.rejections.removeMentions(mentionsOf(person));
    return decision;
  }
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
