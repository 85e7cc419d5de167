/** Events for specifications: short to write, complete in what they hold. */
import type { CareEvent, CareEventOf, EventName, RecordedCareEvent } from '../src/events/care-event.js';
import type { EventDataByName } from '../src/events/event-data.js';

/** The source of every event made here. */
export const SOURCE = 'urn:test:ecd';

const client = { pseudonym: 'p-anna' };
const person = { client, municipality: 'GM0344', born: '2010-05-20', sex: 'V' } as const;

/** Valid data of each type, the date apart. */
const DEFAULTS: { [N in EventName]: Omit<EventDataByName[N], 'effectiveOn'> } = {
  'intake-registered': { ...person, provider: 'prov-1', careForm: '02', referrer: '01' },
  'care-started': { careForm: '02', crisis: false },
  'waiting-paused': { reason: 'client-request' },
  'waiting-resumed': { reason: 'client-request' },
  'step-assessed': { moment: 'start', instrument: { id: 'STEP', version: '1' }, scores: { FJ: 3 } },
  'plan-established': { form: 'written', goals: [] },
  'goal-updated': { goal: 'g1', status: 'added', scale: 'DR4' },
  'explanatory-analysis-completed': { by: 'provider' },
  'perspective-plan-made': { domains: ['housing'] },
  'referral-stepped-up': { fromCareForm: '02', toCareForm: '14' },
  'referral-stepped-down': { fromCareForm: '14', toCareForm: '02' },
  'exit-questionnaire-completed': { informant: 'youth', usefulness: 8 },
  'cost-declared': { amountCents: 12_500, periodFrom: '2024-01-01', periodTo: '2024-01-31' },
  'trajectory-ended': { endReason: '01' },
  're-entry-registered': { previousTrajectory: 'T-0' },
  'protection-measure-imposed': { ...person, measureType: '11', institution: 'GI-1' },
  'protection-measure-transferred': { toInstitution: 'GI-2' },
  'placement-authorised': { authorisation: '72' },
  'placement-authorisation-ended': { authorisation: '72' },
  'protection-measure-ended': { endReason: '04' },
  'probation-started': { ...person, probationType: '41', institution: 'GI-1' },
  'probation-transferred': { toInstitution: 'GI-2' },
  'probation-ended': { riskChange: '41' },
  'offence-recorded': { offence: 'general', caseStatus: 'valid' },
  'justice-register-matched': { coveredFrom: '2022-01-01', coveredUntil: '2023-12-31' },
  'client-moved': { municipality: 'GM0310' },
  'client-deceased': {},
  'client-left-observation': { reason: 'emigrated' },
  'client-returned-to-observation': {},
  'clients-linked': { otherClient: 'p-anne' },
  'event-corrected': { corrects: { source: SOURCE, id: 'none' }, data: {}, reason: 'typing-error' },
  'event-retracted': { retracts: { source: SOURCE, id: 'none' }, reason: 'typing-error' },
};

/** As `CareEventOf`, also for a union of names. */
export type EventOf<N extends EventName> = N extends EventName ? CareEventOf<N> : never;

/**
 * An event of a type on a day, valid by default.
 * @param data what differs from the defaults.
 */
export function event<N extends EventName>(
  id: string,
  name: N,
  effectiveOn: string,
  data: Partial<EventDataByName[N]> = {},
): EventOf<N> {
  return { source: SOURCE, id, name, subject: 'S-1', data: { ...DEFAULTS[name], effectiveOn, ...data } } as EventOf<N>;
}

/** The day on which mistakes are found here. */
const FOUND_ON = '2025-06-01';

/** A correction of an event: its data with something changed. */
export function correction(
  id: string,
  target: CareEvent,
  changes: Readonly<Record<string, unknown>>,
): CareEventOf<'event-corrected'> {
  return event(id, 'event-corrected', FOUND_ON, {
    corrects: { source: target.source, id: target.id },
    data: { ...target.data, ...changes },
  });
}

/** A retraction of an event. */
export function retraction(id: string, target: CareEvent): CareEventOf<'event-retracted'> {
  return event(id, 'event-retracted', FOUND_ON, { retracts: { source: target.source, id: target.id } });
}

/** Events as they stand in the ledger after arriving in this order. */
export function recorded(...events: readonly CareEvent[]): RecordedCareEvent[] {
  return events.map((e, revision) => ({
    ...e,
    revision,
    position: String(revision + 1),
    recordedAt: '2025-06-01T10:00:00.000Z',
    schemaVersion: 1,
  }));
}
