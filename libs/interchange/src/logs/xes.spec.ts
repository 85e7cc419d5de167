import { describe, expect, it } from '@jest/globals';
import type { PersonHistory } from '#libs/facts';
import { xesFaults } from '../../testing/check-xes.js';
import { ANNA, BRAM, joined, NOBODY, of } from '../../testing/persons.js';
import { readXml, type Element } from '../../testing/read-xml.js';
import { xesLog, type Trace } from './xes.js';
import { escapeAttribute } from './xml.js';

const ORIGIN = { position: '42', recordedAt: '2025-01-01T00:00:42.000Z', program: 'care-ledger 1' };

async function log(trace: Trace, ...persons: readonly PersonHistory[]): Promise<Element> {
  return readXml(await joined(xesLog(of(...persons), trace, ORIGIN)));
}

const traces = ({ children }: Element) => children.filter(({ name }) => name === 'trace');
const events = ({ children }: Element) => children.filter(({ name }) => name === 'event');
const value = ({ children }: Element, key: string) =>
  children.find(({ attributes }) => attributes['key'] === key)?.attributes['value'];

describe('a XES log', () => {
  it.each(['person', 'trajectory'] as const)('keeps to the schema with a trace per %s', async (trace) => {
    expect(xesFaults(await log(trace, ANNA, BRAM, NOBODY))).toEqual([]);
  });

  it('has a trace per person with standing events in order, corrections applied', async () => {
    const [anna, bram, ...others] = traces(await log('person', ANNA, BRAM, NOBODY));
    expect(others).toEqual([]);
    expect([value(anna!, 'concept:name'), value(bram!, 'concept:name')]).toEqual(['anna', 'bram']);
    const steps = events(anna!).map(
      (one) => `${value(one, 'time:timestamp')!.slice(0, 10)} ${value(one, 'concept:name')}`,
    );
    expect(steps).toEqual([
      '2023-01-01 intake-registered',
      '2023-01-10 care-started',
      '2023-01-12 step-assessed',
      '2023-01-20 plan-established',
      '2023-02-01 protection-measure-imposed',
      '2023-03-01 protection-measure-transferred',
      '2023-04-01 client-moved',
      '2023-05-01 goal-updated',
      '2023-06-20 step-assessed',
      '2023-06-30 trajectory-ended',
      '2023-07-10 cost-declared',
    ]);
    expect(value(events(anna!).at(-2)!, 'endReason')).toBe('01');
  });

  it('has a trace per trajectory without what stands on other streams', async () => {
    const all = traces(await log('trajectory', ANNA, BRAM, NOBODY));
    expect(all.map((one) => [value(one, 'concept:name'), value(one, 'person'), events(one).length])).toEqual([
      ['T1', 'anna', 8],
      ['T2', 'bram', 3],
      ['T3', 'bram', 2],
    ]);
  });

  it('names who provides as org:group, a transfer already with the new institution', async () => {
    const [anna] = traces(await log('person', ANNA));
    const groups = new Map(events(anna!).map((one) => [value(one, 'concept:name'), value(one, 'org:group')]));
    expect(groups.get('care-started')).toBe('Zorg "A&B" <x>');
    expect(groups.get('protection-measure-imposed')).toBe('GI-1');
    expect(groups.get('protection-measure-transferred')).toBe('GI-2');
    expect(groups.get('client-moved')).toBeUndefined();
  });

  it('types the data of events', async () => {
    const [anna] = traces(await log('person', ANNA));
    const typed = events(anna!).flatMap(({ children }) =>
      children.map(({ name, attributes }) => `${name} ${attributes['key']}=${attributes['value']}`),
    );
    for (const one of [
      'string careForm=02',
      'string born=2010',
      'date referredOn=2022-12-01T00:00:00.000Z',
      'boolean crisis=false',
      'float scores.FJ=2.5',
      'float scores.3=2',
      'int amountCents=125050',
      'int score=3',
      'string goals.2.domain=school',
    ]) {
      expect(typed).toContain(one);
    }
    expect(typed.filter((one) => one.includes('scores.2'))).toEqual([]);
  });

  it('is a log when there is nobody', async () => {
    const empty = await log('person');
    expect(xesFaults(empty)).toEqual([]);
    expect(traces(empty)).toEqual([]);
  });
});

describe('escaping', () => {
  it('keeps every character that XML can hold, and replaces the others', () => {
    const text = `a&b<c>"d'\t\n\r\u00e9\u{1f600}`;
    const root = readXml(`<?xml version="1.0" encoding="UTF-8"?><x a="${escapeAttribute(text)}"/>`);
    expect(root.attributes['a']).toBe(text);
    expect(escapeAttribute('\u0000\u001f\ud800x\uffff')).toBe('\ufffd\ufffd\ufffdx\ufffd');
  });
});

describe('the check of a log', () => {
  const head = '<?xml version="1.0" encoding="UTF-8"?>';
  it.each(['<a><b></a></b>', '<a', '<a/><a/>', '<a b="1" b="2"/>', '<a b="x & y"/>', '<a>text</a>'])(
    'refuses what is not well-formed: %s',
    (text) => expect(() => readXml(head + text)).toThrow(),
  );

  it('finds wrong values, missing globals and undeclared extensions', () => {
    const wrong = readXml(
      `${head}<log xes.version="1849.2016" xmlns="http://www.xes-standard.org/"><global scope="event"><string key="concept:name" value=""/></global>` +
        '<trace><event><date key="day" value="2023-01-01"/></event></trace></log>',
    );
    expect(xesFaults(wrong)).toEqual([
      'global event: concept:name of no extension',
      'event: day is no date',
      'event without concept:name',
    ]);
  });
});
