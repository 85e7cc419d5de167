import { describe, it } from '@jest/globals';
import { given } from '../../testing/decider-specification.js';
import { event } from '../../testing/events.js';

describe('a probation', () => {
  const started = event('started', 'probation-started', '2024-01-10');
  const ended = event('ended', 'probation-ended', '2024-12-31');

  it('starts first, and once', () => {
    given('probation').when(ended).refused({ code: 'not-opened' });
    given('probation', started)
      .when(event('x', 'probation-started', '2024-02-01'))
      .refused({ code: 'already-opened', blocking: ['started'] });
  });

  it('keeps its events between start and end', () => {
    const whole = given('probation', started, ended);
    whole.when(event('x', 'probation-transferred', '2024-12-31')).accepted();
    whole
      .when(event('x', 'probation-transferred', '2025-01-01'))
      .refused({ code: 'after-end', blocking: ['ended'], pointer: '/data/effectiveOn' });
    given('probation', started)
      .when(event('x', 'probation-ended', '2024-01-09'))
      .refused({ code: 'before-opening', blocking: ['started'] });
    whole.when(event('x', 'probation-ended', '2024-12-31')).refused({ code: 'already-ended', blocking: ['ended'] });
  });

  it('starts on or after the day of birth, not 280 days before it', () =>
    given('probation')
      .when(event('x', 'probation-started', '2010-05-19'))
      .refused({ code: 'before-birth', status: 400 }));
});

describe("a client's stream", () => {
  const died = event('died', 'client-deceased', '2024-05-01');

  it.each([
    event('x', 'client-moved', '1990-01-01'),
    event('x', 'offence-recorded', '2024-01-01'),
    event('x', 'clients-linked', '2024-01-01'),
    event('x', 'client-left-observation', '2024-01-01'),
    event('x', 'client-returned-to-observation', '2024-01-01'),
    event('x', 'justice-register-matched', '2024-01-01'),
    died,
  ])('needs no opening event: $name', (first) => given('client').when(first).accepted());

  it('records a death once, and other events whatever their date', () => {
    given('client', died)
      .when(event('x', 'client-deceased', '2024-05-01'))
      .refused({ code: 'already-deceased', blocking: ['died'] });
    given('client', died)
      .when(event('x', 'client-moved', '2024-06-01'))
      .accepted();
  });
});
