/** Random small histories that the ledger would accept: messy in every way the contract allows. */
import fc from 'fast-check';
import { EVENT_TYPES, type CareEvent, type RecordedCareEvent } from '#libs/trajectory';
import { day, text } from './calendar.js';
import { along, outcome } from './random-care.js';
import { meetingDay, on, pick, type Draft } from './random-days.js';
import { SmallLedger, SOURCE } from './small-ledger.js';

const client = pick('c1', 'c1', 'c1', 'c2', 'c2', 'c3', 'c4');
const opening = fc.record({
  client,
  municipality: pick('GM0344', 'GM0310'),
  born: pick('2002-02-28', '2004-02-29', '2003-11', '2008', '2012-07-01'),
  sex: pick('V', 'M', 'O'),
});
const careForm = pick('01', '02', '03', '04', '11', '12', '13', '14');
const startDay = fc.oneof(
  { weight: 2, arbitrary: meetingDay(1200) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1200 }) },
);
/** Few different lengths, so that spans touch, overlap and leave one free day. */
const length = pick(0, 1, 2, 7, 28, 29, 30, 31, 60, 89, 90, 91, 180, 270, 364, 365);

const openingData = (o: { client: string; municipality: string; born: string; sex: string }) => ({
  client: { pseudonym: o.client },
  municipality: o.municipality,
  born: o.born,
  sex: o.sex,
});

const trajectory = fc
  .record({
    opening,
    outcome: fc.option(outcome, { freq: 2 }),
    along: fc.array(along, { maxLength: 10 }),
    referred: fc.option(pick(-60, -10, -1, 0, 5), { freq: 3 }),
    decided: fc.option(pick(-60, -5, 0, 1, 8), { freq: 2 }),
    crisis: pick(false, false, false, true),
    start: startDay,
    wait: pick(0, 0, 0, 0, 5, 40),
    length: fc.option(length, { freq: 6 }),
    started: fc.boolean().chain((b) => (b ? fc.constant(true) : fc.boolean())),
    provider: pick('A1', 'A1', 'A2'),
    careForm,
    otherForm: careForm,
    referrer: pick('01', '02', '04'),
    endReason: pick('01', '01', '02', '03', '04', '05', 'unknown'),
    deceased: pick(false, false, false, false, false, false, true),
    stepped: fc.option(pick(0, 10, 90, 91), { freq: 2 }),
  })
  .map((t) => (id: string): Draft[] => {
    const start = t.start + t.wait;
    const drafts: Draft[] = [
      {
        name: 'intake-registered',
        subject: id,
        data: {
          effectiveOn: on(t.start),
          provider: t.provider,
          careForm: t.otherForm,
          referrer: t.referrer,
          ...(t.referred === null ? {} : { referredOn: on(t.start + t.referred) }),
          ...(t.decided === null ? {} : { decidedOn: on(t.start + t.decided) }),
          ...openingData(t.opening),
        },
      },
    ];
    if (t.started)
      drafts.push({
        name: 'care-started',
        subject: id,
        data: { effectiveOn: on(start), careForm: t.careForm, crisis: t.crisis },
      });
    if (t.length !== null) {
      const end = start + t.length;
      drafts.push({
        name: 'trajectory-ended',
        subject: id,
        data: { effectiveOn: on(end), endReason: t.endReason, ...(t.deceased ? { deceased: true } : {}) },
      });
      if (t.stepped !== null) {
        const up = t.careForm < t.otherForm;
        drafts.push({
          name: up ? 'referral-stepped-up' : 'referral-stepped-down',
          subject: id,
          data: { effectiveOn: on(end - t.stepped), fromCareForm: t.careForm, toCareForm: t.otherForm },
        });
      }
    }
    const end = start + (t.length ?? 100);
    return [...drafts, ...t.along.map((make) => make(id, start, end)), ...(t.outcome?.(id, start, end) ?? [])];
  });

const measure = fc
  .record({
    opening,
    start: startDay,
    length: fc.option(length, { freq: 6 }),
    type: pick('11', '12', '12', '21', '22', '23'),
    otsReason: pick('01', '02', '03', '04', '05', '06', '07'),
    guardianReason: pick('11', '12', '13', '14', '15'),
    transfer: fc.option(length, { freq: 1 }),
  })
  .map((m) => (id: string): Draft[] => {
    const drafts: Draft[] = [
      {
        name: 'protection-measure-imposed',
        subject: id,
        data: { effectiveOn: on(m.start), measureType: m.type, institution: 'GI1', ...openingData(m.opening) },
      },
    ];
    if (m.transfer !== null)
      drafts.push({
        name: 'protection-measure-transferred',
        subject: id,
        data: { effectiveOn: on(m.start + m.transfer), toInstitution: 'GI2' },
      });
    if (m.length !== null)
      drafts.push({
        name: 'protection-measure-ended',
        subject: id,
        data: {
          effectiveOn: on(m.start + m.length),
          endReason: m.type.startsWith('1') ? m.otsReason : m.guardianReason,
        },
      });
    return drafts;
  });

const probation = fc
  .record({
    opening,
    start: startDay,
    length: fc.option(length, { freq: 8 }),
    riskChange: fc.option(pick('41', '42', '43'), { freq: 3 }),
    careAfter: fc.option(pick('51', '52'), { freq: 3 }),
    covered: fc.option(pick(29, 365, 1500, 1500), { freq: 2 }),
  })
  .map((p) => (id: string): Draft[] => [
    {
      name: 'probation-started',
      subject: id,
      data: { effectiveOn: on(p.start), probationType: '41', institution: 'GI1', ...openingData(p.opening) },
    },
    ...(p.length === null
      ? []
      : [
          {
            name: 'probation-ended',
            subject: id,
            data: {
              effectiveOn: on(p.start + p.length),
              ...(p.riskChange === null ? {} : { riskChange: p.riskChange }),
              ...(p.careAfter === null ? {} : { careAfter: p.careAfter }),
            },
          },
        ]),
    ...(p.covered === null
      ? []
      : [
          {
            name: 'justice-register-matched',
            subject: p.opening.client,
            data: {
              effectiveOn: on(p.start),
              coveredFrom: on(p.start),
              coveredUntil: on(p.start + (p.length ?? 0) + p.covered),
            },
          },
        ]),
  ]);

const clientEvent = fc
  .record({
    client,
    other: client,
    on: fc.oneof(meetingDay(1600), fc.integer({ min: 0, max: 1600 })),
    until: pick(0, 1, 30, 365, 800, 1500, 1500),
    name: pick(
      'offence-recorded',
      'offence-recorded',
      'justice-register-matched',
      'justice-register-matched',
      'client-moved',
      'client-deceased',
      'client-left-observation',
      'client-returned-to-observation',
      'clients-linked',
    ),
    offence: pick('general', 'serious', 'very-serious'),
    caseStatus: pick('valid', 'pending', 'dismissed'),
    municipality: pick('GM0344', 'GM0310'),
  })
  .map((c) => (): Draft[] => {
    const extra: Record<string, any> = {
      'offence-recorded': { offence: c.offence, caseStatus: c.caseStatus },
      'justice-register-matched': { coveredFrom: on(c.on), coveredUntil: on(c.on + c.until) },
      'client-moved': { municipality: c.municipality },
      'client-left-observation': { reason: 'other' },
      'clients-linked': { otherClient: c.other },
    };
    return [{ name: c.name, subject: c.client, data: { effectiveOn: on(c.on), ...extra[c.name] } }];
  });

const change = fc.record({
  target: fc.nat(),
  retract: fc.boolean(),
  shift: pick(-365, -30, -2, -1, 0, 1, 2, 30, 365),
  reason: pick('01', '03', 'unknown'),
  client: fc.option(client, { freq: 2 }),
});

/** New data for a correction: another day, another reason, another client; of a correction, what that says is changed. */
function changed(
  data: Record<string, any>,
  c: { shift: number; reason: string; client: string | null },
): Record<string, any> {
  if (data.corrects !== undefined) return { ...data, data: changed(data.data, c) };
  const effectiveOn = text(day(data.effectiveOn) + c.shift);
  if (data.client !== undefined)
    return { ...data, effectiveOn, ...(c.client === null ? {} : { client: { pseudonym: c.client } }) };
  return data.endReason !== undefined && c.shift === 0 ? { ...data, endReason: c.reason } : { ...data, effectiveOn };
}

/** Who sent an event and when it was logged there: what settles the order of two of one type on one day. */
const stamp = fc.record({
  source: pick(SOURCE, `${SOURCE}:other`),
  time: pick(undefined, '2024-01-01T10:00:00Z', '2024-01-01T11:30:00.5+02:00', '2024-01-01T09:30:00.25Z'),
});
type Stamp = typeof stamp extends fc.Arbitrary<infer T> ? T : never;

/** Random events of four clients, each accepted by the rules, in order of position (1, 2, 3, ...). */
const randomHistory = fc
  .record({
    trajectories: fc.array(trajectory, { minLength: 4, maxLength: 9 }),
    measures: fc.array(measure, { minLength: 1, maxLength: 4 }),
    probations: fc.array(probation, { minLength: 1, maxLength: 3 }),
    clientEvents: fc.array(clientEvent, { maxLength: 9 }),
    changes: fc.array(change, { maxLength: 6 }),
    shuffle: fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
    stamps: fc.array(stamp, { minLength: 7, maxLength: 7 }),
  })
  .map((h) => {
    const drafts = [
      ...h.trajectories.flatMap((make, i) => make(`T${i}`)),
      ...h.measures.flatMap((make, i) => make(`M${i}`)),
      ...h.probations.flatMap((make, i) => make(`P${i}`)),
      ...h.clientEvents.flatMap((make) => make()),
    ]
      .map((draft, i) => ({ draft, key: h.shuffle[i % h.shuffle.length]! * ((i % 5) + 1) }))
      .sort((a, b) => a.key - b.key)
      .map((keyed) => keyed.draft);
    const opens = (draft: Draft) => EVENT_TYPES[draft.name as CareEvent['name']].opens;
    // What others refer to comes first: a goal is scored after its plan has arrived.
    const refersTo = (draft: Draft) => (opens(draft) ? 0 : draft.name === 'plan-established' ? 1 : 2);
    return accepted(
      [0, 1, 2].flatMap((rank) => drafts.filter((draft) => refersTo(draft) === rank)),
      h.changes,
      h.stamps,
    );
  });

type Change = { target: number; retract: boolean; shift: number; reason: string; client: string | null };

function accepted(drafts: readonly Draft[], changes: readonly Change[], stamps: readonly Stamp[]): RecordedCareEvent[] {
  const ledger = new SmallLedger();
  drafts.forEach((draft, i) => {
    const { source, time } = stamps[i % stamps.length]!;
    ledger.offer({ source, id: `e${i}`, ...(time && { time }), ...draft } as unknown as CareEvent);
  });
  changes.forEach((c, i) => {
    const target = ledger.events[c.target % Math.max(1, ledger.events.length)];
    if (target === undefined) return;
    const ref = { source: target.source, id: target.id };
    const reason = 'other';
    const data = c.retract
      ? { effectiveOn: '2025-01-01', retracts: ref, reason }
      : { effectiveOn: '2025-01-01', corrects: ref, data: changed(target.data as any, c), reason };
    ledger.offer({
      source: SOURCE,
      id: `x${i}`,
      name: c.retract ? 'event-retracted' : 'event-corrected',
      subject: target.subject,
      data,
    } as unknown as CareEvent);
  });
  return ledger.events;
}

/** Several such histories in one ledger: of other clients, with other ids, one after the other. */
export const randomLedger = fc.array(randomHistory, { minLength: 2, maxLength: 6 }).map((histories) => {
  const all: RecordedCareEvent[] = [];
  histories.forEach((history, i) => {
    // Every id of this history, wherever it stands, gets the history's own prefix.
    const renamed = JSON.parse(
      JSON.stringify(history, (_key, value: unknown) =>
        typeof value === 'string' && /^[cTMPex]\d+$/.test(value) ? `h${i}-${value}` : value,
      ),
    ) as RecordedCareEvent[];
    for (const event of renamed) all.push({ ...event, position: String(all.length + 1) });
  });
  return all;
});
