import { describe, expect, it } from '@jest/globals';
import { ERASURE_GROUNDS, REFUSAL_REASONS } from '#libs/erasure';
import { EVENT_NAMES } from '#libs/trajectory';
import type { SubjectAccess } from '../subject-access.js';
import { subjectLetter } from './subject-letter.js';
import { GROUNDS, HAPPENED, REASONS } from './words.js';

const event = (name: string, data: object, more: object = {}) => ({
  specversion: '1.0' as const,
  id: `id-${name}`,
  source: 'urn:nld:agb:12345678',
  type: `nl.jeugdhulptrajecten.${name}`,
  subject: 'T-1',
  position: '1',
  revision: 0,
  recordedtime: '2024-06-30T14:02:11Z',
  status: 'standing' as const,
  data: { effectiveOn: '2024-06-28', ...data },
  ...more,
});

const ACCESS: SubjectAccess = {
  madeAt: '2026-11-22T10:00:00Z',
  clients: ['p-one', 'p-two'],
  bsnKept: false,
  streams: [
    {
      kind: 'trajectory',
      id: 'T-1',
      state: {} as never,
      events: [
        event('care-started', { careForm: '02', crisis: false }),
        event(
          'trajectory-ended',
          { endReason: '01' },
          {
            status: 'corrected',
            effectiveData: { effectiveOn: '2024-06-28', endReason: '03' },
            changedBy: { source: 'urn:nld:agb:12345678', id: 'correction', position: '9' },
          },
        ),
        event('plan-established', { form: 'oral', goals: [{ goal: 'G1', scale: 'DR4' }] }),
      ],
    },
    {
      kind: 'measure',
      id: 'M-1',
      state: {} as never,
      events: [event('protection-measure-ended', { endReason: '11' })],
    },
  ],
  refused: [
    {
      event: { subject: 'T-1', data: { note: '<script>alert(1)</script>' } },
      problem: { type: 'x', title: 'x', status: 400, code: 'unknown-field', detail: 'There is no such field.' },
      source: 'urn:a&b',
      firstRefusedAt: '2024-07-01T08:00:00Z',
      lastRefusedAt: '2024-07-01T08:00:00Z',
    },
    {
      event: { subject: 'T-1' },
      problem: { type: 'x', title: 'x', status: 409, code: 'later-code', detail: 'A rule of a later version.' },
      source: 'urn:a',
      firstRefusedAt: '2024-07-01T08:00:00Z',
      lastRefusedAt: '2024-07-01T08:00:00Z',
    },
  ],
  decisions: [{ id: 'd', ground: 'destruction-request', reason: 'interest-of-another', decidedOn: '2025-01-02' }],
  looks: [
    {
      at: '2025-03-01T09:30:00Z',
      who: 'somebody',
      roles: ['provider'],
      organisation: 'agb:12345678',
      address: '10.0.0.1',
      action: 'read',
      object: 'trajectory',
      detail: null,
      outcome: 'refused',
    },
  ],
};

describe('the page for a person', () => {
  const page = subjectLetter(ACCESS);

  it('says what happened, when it was so, when it was known, who sent it and whether it holds', () => {
    expect(page).toContain('De hulp is begonnen');
    expect(page).toContain('hulp op afspraak bij een aanbieder');
    expect(page).toContain('28 juni 2024');
    expect(page).toContain('30 juni 2024 om 16:02');
    expect(page).toContain('urn:nld:agb:12345678');
    expect(page).toMatch(/volgens plan[^]*Nu geldt:[^]*eerder, op jouw verzoek[^]*later verbeterd/);
    expect(page).toContain('je werd 18'); // the same code means something else of a measure
    expect(page).toContain('in een gesprek');
  });

  it('says what was refused, which requests were, who looked, and what rights there are', () => {
    expect(page).toContain('er stond iets in wat het register niet kent');
    expect(page).toContain('het klopte niet (later-code)');
    expect(page).not.toContain('There is no such field.');
    expect(page).toContain('2 januari 2025');
    expect(page).toMatch(/somebody[^]*agb:12345678[^]*bekeken \(trajectory\): geweigerd/);
    expect(page).toContain('Autoriteit Persoonsgegevens');
    expect(page).toContain('burgerservicenummer wordt niet bewaard');
    expect(page).toContain('p-one, p-two');
  });

  it('fetches and runs nothing, whatever was sent', () => {
    expect(page).not.toMatch(/<script|<img|<link|https?:/);
    expect(page).toContain('&#60;script&#62;');
    expect(page).toContain('urn:a&#38;b');
  });

  it('begins with what the organisation says, and says what it should where it says nothing', () => {
    expect(page).toContain('op grond van welke wet');
    const introduced = subjectLetter(ACCESS, 'Wij zijn <de regio>.\n\nBel ons.');
    expect(introduced).toContain('<p>Wij zijn &#60;de regio&#62;.</p>\n<p>Bel ons.</p>');
    expect(introduced).not.toContain('op grond van welke wet');
  });

  it('has words for every type of event, ground and reason', () => {
    expect(EVENT_NAMES.filter((name) => HAPPENED[name] === undefined)).toEqual([]);
    expect(Object.keys(ERASURE_GROUNDS).filter((ground) => GROUNDS[ground] === undefined)).toEqual([]);
    expect(Object.keys(REFUSAL_REASONS).filter((reason) => REASONS[reason] === undefined)).toEqual([]);
  });
});
