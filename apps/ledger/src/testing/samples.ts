/** Valid events for tests: one of every type, and helpers to vary them. */
import { createPseudonymiser } from '#libs/privacy';
import { EVENT_TYPES, typeOf, type EventName } from '#libs/trajectory';

/** A BSN that passes the elfproef and belongs to nobody. */
export const BSN = '999990019';
export const SOURCE = 'urn:nld:kvknr:41188450:systeem:ecd';
export const pseudonymiser = createPseudonymiser(Buffer.alloc(32, 7));
export const PSEUDONYM = pseudonymiser.of(BSN);

const opening = { client: { bsn: BSN }, municipality: 'GM0344', born: '2011-03', sex: 'O' };

/** Data that is valid for each type, with every optional field. */
export const SAMPLE_DATA: { readonly [N in EventName]: Record<string, unknown> } = {
  'intake-registered': {
    effectiveOn: '2024-01-10',
    ...opening,
    provider: 'agb:12345678',
    careForm: '02',
    referrer: '08',
    referredOn: '2024-01-02',
    decidedOn: '2024-01-05',
    previousTrajectory: 'T-0',
  },
  'care-started': { effectiveOn: '2024-02-01', careForm: '02', crisis: false },
  'waiting-paused': { effectiveOn: '2024-01-15', reason: 'client-request' },
  'waiting-resumed': { effectiveOn: '2024-01-20', reason: 'matching' },
  'step-assessed': {
    effectiveOn: '2024-02-02',
    moment: 'start',
    instrument: { id: 'STEP', version: '1.0' },
    scores: { severity: 2.5, functioning: 3 },
  },
  'plan-established': {
    effectiveOn: '2024-02-03',
    form: 'written',
    familyGroupPlan: true,
    goals: [{ goal: 'g1', domain: 'school', scale: 'DR4' }],
  },
  'goal-updated': {
    effectiveOn: '2024-03-01',
    goal: 'g2',
    status: 'added',
    scale: 'GAS5',
    score: 1,
    moment: 'interim',
  },
  'explanatory-analysis-completed': { effectiveOn: '2024-01-05', by: 'local-team', model: 'VA-1' },
  'perspective-plan-made': { effectiveOn: '2024-02-10', domains: ['housing', 'income'] },
  'referral-stepped-up': {
    effectiveOn: '2024-05-01',
    fromCareForm: '02',
    toCareForm: '12',
    toProvider: 'p2',
    toTrajectory: 'T-2',
  },
  'referral-stepped-down': { effectiveOn: '2024-05-01', fromCareForm: '12', toCareForm: '02' },
  'exit-questionnaire-completed': {
    effectiveOn: '2024-06-28',
    informant: 'youth',
    instrument: { id: 'EXIT', version: '7' },
    usefulness: 8.5,
    withoutHelp: '02',
    items: { q1: 4 },
  },
  'cost-declared': {
    effectiveOn: '2024-03-31',
    amountCents: -1250,
    periodFrom: '2024-02-01',
    periodTo: '2024-02-29',
    productCategory: '45',
    productCode: '45A04',
  },
  'trajectory-ended': { effectiveOn: '2024-06-28', endReason: '01', imputed: false, deceased: false },
  're-entry-registered': { effectiveOn: '2024-01-10', previousTrajectory: 'T-0' },
  'protection-measure-imposed': { effectiveOn: '2024-01-10', ...opening, measureType: '11', institution: 'gi-1' },
  'protection-measure-transferred': { effectiveOn: '2024-02-10', toInstitution: 'gi-2' },
  'placement-authorised': { effectiveOn: '2024-02-10', authorisation: '72' },
  'placement-authorisation-ended': { effectiveOn: '2024-03-10', authorisation: '72' },
  'protection-measure-ended': { effectiveOn: '2024-04-10', endReason: '01' },
  'probation-started': { effectiveOn: '2024-01-10', ...opening, probationType: '41', institution: 'gi-1' },
  'probation-transferred': { effectiveOn: '2024-02-10', toInstitution: 'gi-2' },
  'probation-ended': { effectiveOn: '2024-04-10', riskChange: '41', careAfter: '51', recognisedIntervention: '01' },
  'offence-recorded': { effectiveOn: '2024-01-10', offence: 'general', caseStatus: 'valid' },
  'justice-register-matched': {
    effectiveOn: '2024-04-10',
    coveredFrom: '2023-01-01',
    coveredUntil: '2024-03-31',
  },
  'client-moved': { effectiveOn: '2024-04-10', municipality: 'GM0310' },
  'client-deceased': { effectiveOn: '2024-04-10' },
  'client-left-observation': { effectiveOn: '2024-04-10', reason: 'emigrated' },
  'client-returned-to-observation': { effectiveOn: '2024-05-10' },
  'clients-linked': { effectiveOn: '2024-04-10', otherClient: 'p-other' },
  'event-corrected': {
    effectiveOn: '2024-07-01',
    corrects: { source: SOURCE, id: 'e-1' },
    data: { effectiveOn: '2024-02-02', careForm: '02', crisis: true },
    reason: 'typing-error',
  },
  'event-retracted': { effectiveOn: '2024-07-01', retracts: { source: SOURCE, id: 'e-1' }, reason: 'other' },
};

let counter = 0;

/** A valid CloudEvent of a type, with other data where given. Each has an id of its own. */
export function sample(
  name: EventName,
  data: Record<string, unknown> = {},
  envelope: Record<string, unknown> = {},
): Record<string, unknown> {
  const { kind } = EVENT_TYPES[name];
  const subject = kind === 'client' ? PSEUDONYM : `${kind}-1`;
  return {
    specversion: '1.0',
    id: `e-${++counter}`,
    source: SOURCE,
    type: typeOf(name),
    ...(kind === 'any' ? {} : { subject }),
    data: { ...SAMPLE_DATA[name], ...data },
    ...envelope,
  };
}
