/** Short histories for tests. */
import type { CareEvent } from '#libs/trajectory';

export interface SampleTrajectory {
  readonly id: string;
  readonly client?: string;
  readonly careForm?: '02' | '03' | '11' | '14';
  readonly municipality?: string;
  readonly provider?: string;
  readonly start: string;
  readonly end?: string;
  readonly endReason?: '01' | '02' | '03';
}

/** A trajectory from intake, on the day care starts, to its end if it has one. */
export function trajectory(sample: SampleTrajectory): readonly CareEvent[] {
  const {
    id,
    client = `P-${id}`,
    careForm = '02',
    municipality = 'GM0344',
    provider = 'A',
    start,
    end,
    endReason = '01',
  } = sample;
  const common = { source: 'urn:test', subject: id };
  const opening = { client: { pseudonym: client }, municipality, born: '2010-05-05', sex: 'V' } as const;
  return [
    {
      ...common,
      id: `${id}-intake`,
      name: 'intake-registered',
      data: { effectiveOn: start, ...opening, provider, careForm, referrer: '01' },
    },
    { ...common, id: `${id}-start`, name: 'care-started', data: { effectiveOn: start, careForm, crisis: false } },
    ...(end === undefined
      ? []
      : [
          {
            ...common,
            id: `${id}-end`,
            name: 'trajectory-ended',
            data: { effectiveOn: end, endReason },
          } as const,
        ]),
  ];
}
