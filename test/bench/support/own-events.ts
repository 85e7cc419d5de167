/** Events of clients made up here, for what is sent one by one. */

const event = (name: string, id: string, data: object): object => ({
  specversion: '1.0',
  id: `${name}-${id}`,
  source: 'urn:bench',
  type: `nl.jeugdhulptrajecten.${name}`,
  subject: `T-bench-${id}`,
  data,
});

/** The intake of a client of its own. */
export const intake = (id: string): object =>
  event('intake-registered', id, {
    effectiveOn: '2026-01-10',
    client: { pseudonym: `p-bench-${id}` },
    provider: 'provider-bench',
    municipality: 'GM0230',
    careForm: '02',
    referrer: '01',
    born: '2012-05',
    sex: 'V',
  });

/** The start of care after `intake`. */
export const start = (id: string): object =>
  event('care-started', id, { effectiveOn: '2026-02-01', careForm: '02', crisis: false });
