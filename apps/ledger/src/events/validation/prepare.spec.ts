import { describe, expect, it } from '@jest/globals';
import { EVENT_NAMES, EVENT_TYPES, type EventName } from '#libs/trajectory';
import { DATA_CLASSES } from '../data/data-classes.js';
import { fieldsOf } from '../data/field.js';
import { BSN, PSEUDONYM, pseudonymiser, sample, SAMPLE_DATA } from '../../testing/samples.js';
import { prepare } from './prepare.js';
import type { Violation } from './violation.js';

function violationsOf(raw: unknown): readonly Violation[] {
  const result = prepare(raw, pseudonymiser);
  return result.ok ? [] : result.violations;
}

const codesOf = (raw: unknown) => violationsOf(raw).map(({ pointer, code }) => [pointer, code]);

const NOT_OPTIONAL_ANYWHERE = ['effectiveOn', 'client', 'sex', 'careForm', 'corrects', 'retracts', 'reason', 'goals'];

describe.each(EVENT_NAMES)('%s', (name: EventName) => {
  it('takes its fields and keeps them as they came, a BSN apart', () => {
    const result = prepare(sample(name), pseudonymiser);
    const { client, ...rest } = SAMPLE_DATA[name];
    expect(result).toMatchObject({ ok: true, event: { name } });
    const { data } = (result as { event: { data: unknown } }).event;
    expect(data).toEqual(client ? { ...rest, client: { pseudonym: PSEUDONYM } } : rest);
  });

  it('refuses a field it does not know', () => {
    expect(codesOf(sample(name, { remark: 'text' }))).toEqual([['/data/remark', 'unknown-field']]);
  });

  it('refuses an unreal date', () => {
    expect(codesOf(sample(name, { effectiveOn: '2023-02-29' }))).toEqual([['/data/effectiveOn', 'invalid-date']]);
    expect(codesOf(sample(name, { effectiveOn: '29-02-2024' }))).toEqual([['/data/effectiveOn', 'invalid-date']]);
    expect(codesOf(sample(name, { effectiveOn: 20240229 }))).toEqual([['/data/effectiveOn', 'invalid-date']]);
  });

  it.each([...fieldsOf(DATA_CLASSES[name]).keys()])('has a clear word for null, or nothing, in %s', (field) => {
    const [violation, ...more] = violationsOf(sample(name, { [field]: null }));
    expect(violation?.pointer).toBe(`/data/${field}`);
    expect(more).toEqual([]);
    const { [field]: _, ...rest } = SAMPLE_DATA[name];
    const without = violationsOf({ ...sample(name), data: rest });
    if (NOT_OPTIONAL_ANYWHERE.includes(field) && EVENT_TYPES[name].kind !== 'client') {
      expect(without).toEqual([expect.objectContaining({ pointer: `/data/${field}`, code: 'malformed' })]);
    } else {
      expect(without.every(({ code, pointer }) => code === 'malformed' && pointer === `/data/${field}`)).toBe(true);
    }
  });

  it.each([[], 'text', 7, true, null])('refuses data that is %j', (data) => {
    expect(codesOf({ ...sample(name), data })).toContainEqual(['/data', 'malformed']);
  });
});

describe('fields', () => {
  it.each([
    ['intake-registered', { careForm: '05' }, '/data/careForm', 'unknown-code'],
    ['intake-registered', { careForm: 2 }, '/data/careForm', 'malformed'],
    ['intake-registered', { referrer: '07' }, '/data/referrer', 'unknown-code'],
    ['intake-registered', { municipality: 'GM344' }, '/data/municipality', 'malformed'],
    ['intake-registered', { provider: 'a b' }, '/data/provider', 'malformed'],
    ['intake-registered', { provider: 'x'.repeat(65) }, '/data/provider', 'malformed'],
    ['intake-registered', { born: '2011-13' }, '/data/born', 'invalid-date'],
    ['intake-registered', { born: '11' }, '/data/born', 'invalid-date'],
    ['intake-registered', { sex: 'X' }, '/data/sex', 'unknown-code'],
    ['intake-registered', { referredOn: '2024-1-2' }, '/data/referredOn', 'invalid-date'],
    ['intake-registered', { client: {} }, '/data/client', 'malformed'],
    ['intake-registered', { client: 'text' }, '/data/client', 'malformed'],
    ['intake-registered', { client: { bsn: '123456789' } }, '/data/client/bsn', 'invalid-bsn'],
    ['intake-registered', { client: { bsn: '000000000' } }, '/data/client/bsn', 'invalid-bsn'],
    ['intake-registered', { client: { bsn: '999999999' } }, '/data/client/bsn', 'invalid-bsn'],
    ['intake-registered', { client: { bsn: 999990019 } }, '/data/client/bsn', 'invalid-bsn'],
    ['intake-registered', { client: { pseudonym: BSN } }, '/data/client/pseudonym', 'invalid-bsn'],
    ['intake-registered', { client: { pseudonym: '' } }, '/data/client/pseudonym', 'malformed'],
    ['intake-registered', { client: { bsn: BSN, pseudonym: 'p' } }, '/data/client', 'malformed'],
    ['intake-registered', { client: { bsn: BSN, name: 'x' } }, '/data/client/name', 'unknown-field'],
    ['care-started', { crisis: 'no' }, '/data/crisis', 'malformed'],
    ['step-assessed', { scores: { s: null } }, '/data/scores', 'malformed'],
    ['step-assessed', { scores: ['1'] }, '/data/scores', 'malformed'],
    ['step-assessed', { scores: { s: Infinity } }, '/data/scores', 'malformed'],
    ['step-assessed', { scores: { 'free text': 1 } }, '/data/scores', 'malformed'],
    ['step-assessed', { instrument: { id: 'STEP' } }, '/data/instrument/version', 'malformed'],
    ['plan-established', { goals: {} }, '/data/goals', 'malformed'],
    ['plan-established', { goals: ['g'] }, '/data/goals', 'malformed'],
    ['plan-established', { goals: Array(501).fill({ goal: 'g', scale: 'DR4' }) }, '/data/goals', 'malformed'],
    ['plan-established', { goals: [{ goal: 'g', scale: 'DR5' }] }, '/data/goals/0/scale', 'unknown-code'],
    ['plan-established', { goals: [{ goal: 'g', scale: 'DR4', why: 1 }] }, '/data/goals/0/why', 'unknown-field'],
    ['goal-updated', { status: 'added', scale: undefined }, '/data/scale', 'malformed'],
    ['goal-updated', { status: 'scored', score: undefined }, '/data/score', 'malformed'],
    ['goal-updated', { score: NaN }, '/data/score', 'malformed'],
    ['perspective-plan-made', { domains: ['housing', 'housing'] }, '/data/domains', 'malformed'],
    ['perspective-plan-made', { domains: ['income', 'garden'] }, '/data/domains/1', 'unknown-code'],
    ['exit-questionnaire-completed', { usefulness: 11 }, '/data/usefulness', 'malformed'],
    ['exit-questionnaire-completed', { items: [1] }, '/data/items', 'malformed'],
    ['cost-declared', { amountCents: 1.5 }, '/data/amountCents', 'malformed'],
    ['cost-declared', { amountCents: 2 ** 60 }, '/data/amountCents', 'malformed'],
    ['clients-linked', { otherClient: BSN }, '/data/otherClient', 'invalid-bsn'],
    ['offence-recorded', { client: { bsn: '1' } }, '/data/client/bsn', 'invalid-bsn'],
    ['event-corrected', { corrects: { source: '', id: 'x' } }, '/data/corrects/source', 'malformed'],
    ['event-corrected', { data: [] }, '/data/data', 'malformed'],
    ['event-retracted', { retracts: {} }, '/data/retracts/source', 'malformed'],
  ] as const)('%s %j is wrong at %s: %s', (name, data, pointer, code) => {
    expect(codesOf(sample(name, data))).toContainEqual([pointer, code]);
  });

  it.each([
    ['intake-registered', { born: '2011' }],
    ['intake-registered', { client: { pseudonym: 'p-1' } }],
    ['step-assessed', { scores: [1, null, 0] }],
    ['plan-established', { goals: [] }],
    ['goal-updated', { status: 'withdrawn', scale: undefined, score: undefined }],
    ['perspective-plan-made', { domains: [] }],
  ] as const)('%s takes %j', (name, data) => {
    expect(codesOf(sample(name, data))).toEqual([]);
  });

  it('tells everything at once and repeats no value', () => {
    const raw = sample('intake-registered', {
      careForm: 'secret',
      born: 'secret',
      client: { bsn: 'secret' },
      x: 'secret',
    });
    delete raw['specversion'];
    const violations = violationsOf(raw);
    expect(violations.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/specversion', '/data/client/bsn', '/data/born', '/data/careForm', '/data/x']),
    );
    expect(violations).toHaveLength(5);
    expect(JSON.stringify(violations)).not.toContain('secret');
  });

  it('never repeats a number that stands as a field name', () => {
    const violations = violationsOf(sample('care-started', { [BSN]: 1, [`x${BSN}`]: 1 }));
    expect(violations.map(({ code }) => code)).toEqual(['unknown-field', 'unknown-field']);
    expect(JSON.stringify(violations)).not.toContain(BSN);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('knows no field %s', (name) => {
    const text = JSON.stringify(sample('care-started')).replace('"crisis"', `"${name}":{"crisis":true},"crisis"`);
    expect(codesOf(JSON.parse(text))).toEqual([[`/data/${name}`, 'unknown-field']]);
    const outside = JSON.stringify(sample('care-started')).replace('"source"', `"${name}":{"id":"x"},"source"`);
    expect(codesOf(JSON.parse(outside))).toEqual([[`/${name}`, 'unknown-field']]);
    expect(({} as Record<string, unknown>)['crisis']).toBeUndefined();
  });
});

describe('the envelope', () => {
  it.each([
    [{ specversion: '0.3' }, '/specversion', 'malformed'],
    [{ specversion: 1 }, '/specversion', 'malformed'],
    [{ id: '' }, '/id', 'malformed'],
    [{ id: 'a b' }, '/id', 'malformed'],
    [{ id: 'x'.repeat(129) }, '/id', 'malformed'],
    [{ id: '\ud800' }, '/id', 'malformed'],
    [{ id: 7 }, '/id', 'malformed'],
    [{ source: '' }, '/source', 'malformed'],
    [{ source: 'a b' }, '/source', 'malformed'],
    [{ source: '%zz' }, '/source', 'malformed'],
    [{ source: `urn:${'x'.repeat(253)}` }, '/source', 'malformed'],
    [{ type: 'nl.jeugdhulptrajecten.nothing' }, '/type', 'unknown-type'],
    [{ type: 'care-started' }, '/type', 'unknown-type'],
    [{ type: 'nl.jeugdhulptrajecten.constructor' }, '/type', 'unknown-type'],
    [{ type: null }, '/type', 'malformed'],
    [{ subject: undefined }, '/subject', 'malformed'],
    [{ subject: 'a/b' }, '/subject', 'malformed'],
    [{ subject: null }, '/subject', 'malformed'],
    [{ time: '2024-06-30' }, '/time', 'malformed'],
    [{ time: '2023-02-29T10:00:00Z' }, '/time', 'malformed'],
    [{ time: '2024-06-30T25:00:00Z' }, '/time', 'malformed'],
    [{ datacontenttype: 'text/plain' }, '/datacontenttype', 'malformed'],
    [{ datacontenttype: 'application/json; note=anything' }, '/datacontenttype', 'malformed'],
    [{ sequence: '1' }, '/sequence', 'unknown-field'],
    [{ data_base64: 'e30=' }, '/data_base64', 'unknown-field'],
  ])('with %j is wrong at %s: %s', (envelope, pointer, code) => {
    expect(codesOf(sample('care-started', {}, envelope))).toEqual([[pointer, code]]);
  });

  it('takes time with an offset and the attributes of the data', () => {
    const envelope = {
      time: '2024-06-30T14:02:11.123+02:00',
      datacontenttype: 'application/json; charset=utf-8',
      dataschema: 'https://example.org/schema#1',
    };
    const { time, ...attributes } = envelope;
    expect(prepare(sample('care-started', {}, envelope), pseudonymiser)).toMatchObject({
      ok: true,
      event: { time, attributes },
    });
  });

  it.each([null, [], 'text', 7, true, undefined])('is an object, not %j', (raw) => {
    expect(codesOf(raw)).toEqual([['', 'malformed']]);
  });

  it('is not nested without end', () => {
    let deep: unknown = 1;
    for (let level = 0; level < 100_000; level++) deep = { deep };
    expect(codesOf(sample('event-corrected', { data: deep }))).toEqual([['', 'malformed']]);
  });
});

describe('the id of a stream', () => {
  it.each(['intake-registered', 'placement-authorised', 'probation-ended', 'event-retracted'] as const)(
    'may be a number that passes the elfproef by chance: %s',
    (name) => {
      expect(codesOf(sample(name, {}, { subject: BSN }))).toEqual([]);
    },
  );
});

describe('the client of a client’s own events', () => {
  const without = { subject: undefined };

  it('is the subject, or data.client, or both where they agree', () => {
    const expected = { ok: true, event: { subject: PSEUDONYM, data: SAMPLE_DATA['client-moved'] } };
    const client = { client: { bsn: BSN } };
    expect(prepare(sample('client-moved'), pseudonymiser)).toMatchObject(expected);
    for (const raw of [sample('client-moved', client, without), sample('client-moved', client)]) {
      const result = prepare(raw, pseudonymiser);
      expect(result).toMatchObject(expected);
      expect(JSON.stringify(result)).not.toContain('"client"');
    }
    expect(codesOf(sample('client-moved', { client: { pseudonym: 'p-else' } }))).toEqual([
      ['/data/client', 'malformed'],
    ]);
  });

  it('is needed and never a BSN in the subject', () => {
    expect(codesOf(sample('client-moved', {}, without))).toEqual([['/subject', 'malformed']]);
    expect(codesOf(sample('client-moved', {}, { subject: BSN }))).toEqual([['/subject', 'invalid-bsn']]);
  });

  it('may be left out of a correction, whose subject follows from what it corrects', () => {
    expect(codesOf(sample('event-retracted'))).toEqual([]);
  });
});
