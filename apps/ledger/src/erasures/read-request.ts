import { ERASURE_GROUNDS, isGround, isReason, REFUSAL_REASONS } from '#libs/erasure';
import { ProblemException, type ProblemError } from '#libs/http';
import { isBsn, type Pseudonymiser } from '#libs/privacy';
import { isObject } from '../events/data/rules.js';
import { isSubjectId } from '../http/subject-id.js';
import type { Asked } from './erasures.js';

/**
 * Reads what is asked from a body; a BSN becomes a pseudonym at once.
 * @throws ProblemException 400 `malformed` with a pointer to each fault
 */
export function readRequest(body: unknown, pseudonymiser: Pseudonymiser): Asked {
  const sent = isObject(body) ? body : {};
  const errors: ProblemError[] = isObject(body) ? [] : [fault('', 'The body must be a JSON object.')];
  for (const name of Object.keys(sent)) {
    if (!MEMBERS.has(name)) errors.push({ ...fault(`/${name}`, 'This field is not known.'), code: 'unknown-field' });
  }
  const pseudonym = pseudonymIn(sent['client'], pseudonymiser);
  const { decision, ground, reason } = sent;
  if (pseudonym === null) errors.push(fault('/client', 'Name the client by pseudonym, or by a bsn that is one.'));
  if (decision !== 'erase' && decision !== 'refuse') errors.push(fault('/decision', 'This must be erase or refuse.'));
  if (!isGround(ground))
    errors.push(fault('/ground', `This must be one of ${Object.keys(ERASURE_GROUNDS).join(', ')}.`));
  if (decision === 'refuse' && !isReason(reason)) {
    errors.push(fault('/reason', `A refusal needs one of ${Object.keys(REFUSAL_REASONS).join(', ')}.`));
  }
  if (decision === 'erase' && reason !== undefined) errors.push(fault('/reason', 'Only a refusal has a reason.'));
  if (errors.length === 0 && pseudonym !== null && isGround(ground)) {
    return decision === 'refuse' && isReason(reason)
      ? { decision, pseudonym, ground, reason }
      : { decision: 'erase', pseudonym, ground };
  }
  throw new ProblemException({ status: 400, code: 'malformed', detail: 'The request cannot be carried out.', errors });
}

const MEMBERS = new Set(['client', 'decision', 'ground', 'reason']);

function pseudonymIn(client: unknown, pseudonymiser: Pseudonymiser): string | null {
  if (!isObject(client) || Object.keys(client).length !== 1) return null;
  const { pseudonym, bsn } = client;
  if (typeof bsn === 'string' && isBsn(bsn)) return pseudonymiser.of(bsn);
  return typeof pseudonym === 'string' && isSubjectId(pseudonym) && !isBsn(pseudonym) ? pseudonym : null;
}

function fault(pointer: string, message: string): ProblemError {
  return { pointer, code: 'malformed', message };
}
