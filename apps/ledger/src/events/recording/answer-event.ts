/** Answers to events whose group was appended. */
import {
  EventIdTakenError,
  EventTooLargeError,
  StoreUnavailableError,
  WrongExpectedRevisionError,
  type AppendedEvent,
  type NewEvent,
} from '#libs/event-store';
import { leafHashTextOf } from '#libs/integrity';
import { KeysUnavailableError } from '#libs/privacy';
import type { CareEvent } from '#libs/trajectory';
import type { Verdict } from './group.js';
import type { Receipt } from './outcome.js';
import { plainProblem } from './problems.js';
import type { Waiting } from './waiting-events.js';

/** Answers one event by its verdict and what became of the append; false when it has to be decided anew. */
export function answer(item: Waiting, verdict: Verdict): boolean {
  const { event, call, place } = item;
  switch (verdict.kind) {
    case 'doubtful':
      return false;
    case 'stored':
      call.settle(place, {
        status: 'duplicate',
        receipt: receiptOf(event, verdict.subject, verdict.stored, leafHashTextOf(verdict.stored)),
      });
      return true;
    case 'refused':
      if (verdict.streams.some(({ doubtful }) => doubtful)) return false;
      call.settle(place, { status: 'rejected', problem: verdict.problem });
      return true;
    case 'accepted':
    case 'repeats':
      return answerAccepted(item, verdict);
  }
}

/** Gives up on an event that others were always faster than. */
export function contended({ call, place }: Waiting): void {
  call.settle(place, { status: 'rejected', problem: CONTENDED });
}

/** A store or a key vault that can take nothing is no fault of the program; anything else is, and is for the caller to report. */
export function failed({ call, place }: Waiting, error: unknown): void {
  if (error instanceof StoreUnavailableError) call.settle(place, { status: 'rejected', problem: UNAVAILABLE });
  else if (error instanceof KeysUnavailableError) call.settle(place, { status: 'rejected', problem: NO_KEYS });
  else call.fail(error);
}

function answerAccepted(
  item: Waiting,
  { kind, accepted }: Extract<Verdict, { kind: 'accepted' | 'repeats' }>,
): boolean {
  const { event, call, place } = item;
  const { stream, encoded, place: committed } = accepted;
  if (!(committed instanceof Error)) {
    const status = kind === 'accepted' && !committed!.repeated ? 'recorded' : 'duplicate';
    const leafHash = leafOf(stream.stream, encoded!, committed!);
    call.settle(place, { status, receipt: receiptOf(event, stream.subject, committed!, leafHash) });
    return true;
  }
  if (committed instanceof WrongExpectedRevisionError || committed instanceof EventIdTakenError) return false;
  if (committed instanceof EventTooLargeError) {
    if (committed.id !== encoded!.id) return false;
    const problem = plainProblem(413, 'too-large', 'The event is too large to be kept.');
    call.settle(place, { status: 'rejected', problem });
    return true;
  }
  failed(item, committed);
  return true;
}

function receiptOf(
  { id, source }: CareEvent,
  subject: string,
  { revision, position, recordedAt }: AppendedEvent,
  leafHash: string,
): Receipt {
  return { id, source, subject, revision, position, recordedAt, leafHash };
}

/** The leaf hash of an event that was appended: made where it was committed, or here. */
function leafOf(stream: string, { id, type, data, metadata }: NewEvent, committed: AppendedEvent): string {
  const { revision, recordedAt, leafHash } = committed;
  return leafHash ?? leafHashTextOf({ stream, revision, id, type, recordedAt, data, metadata });
}

const CONTENDED = plainProblem(503, 'contended', 'Others kept writing to the same stream. Send the event again.');
const UNAVAILABLE = plainProblem(
  503,
  'unavailable',
  'The event store takes no events now. Send the event again later.',
);
const NO_KEYS = plainProblem(503, 'unavailable', 'The key vault takes no keys now. Send the event again later.');
