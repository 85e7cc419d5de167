/** Short ways to write the events of one stream, for the suites of the HTTP interface. */
import { Sender, type SentEvent } from './events.js';

const PERSON = { municipality: 'GM0344', born: '2010-05-05', sex: 'V' };

/** Events of one test case: ids and subjects of its own. */
export class Case {
  readonly sender: Sender;

  constructor(
    readonly name: string,
    source = 'urn:nld:kvknr:12345678:systeem:ecd',
  ) {
    this.sender = new Sender(source, name);
  }

  get trajectory(): string {
    return `${this.name}-T`;
  }

  get measure(): string {
    return `${this.name}-M`;
  }

  get probation(): string {
    return `${this.name}-O`;
  }

  get client(): string {
    return `${this.name}-C`;
  }

  intake(on = '2024-01-10', data: Record<string, unknown> = {}, subject = this.trajectory): SentEvent {
    const client = { pseudonym: this.client };
    const opening = { client, ...PERSON, provider: 'prov-1', careForm: '02', referrer: '01', ...data };
    return this.sender.event('intake-registered', subject, on, opening);
  }

  started(on = '2024-02-01', data: Record<string, unknown> = {}): SentEvent {
    return this.at('care-started', on, { careForm: '02', crisis: false, ...data });
  }

  ended(on = '2024-06-28', data: Record<string, unknown> = {}): SentEvent {
    return this.at('trajectory-ended', on, { endReason: '01', ...data });
  }

  plan(on = '2024-02-10', goals: readonly Record<string, unknown>[] = [{ goal: 'g1', scale: 'DR4' }]): SentEvent {
    return this.at('plan-established', on, { form: 'written', goals });
  }

  goal(on: string, status: string, data: Record<string, unknown> = {}): SentEvent {
    return this.at('goal-updated', on, { goal: 'g1', status, ...data });
  }

  /** Any event of the trajectory. */
  at(name: string, on: string, data: Record<string, unknown> = {}): SentEvent {
    return this.sender.event(name, this.trajectory, on, data);
  }

  imposed(on = '2024-01-10', data: Record<string, unknown> = {}): SentEvent {
    const client = { pseudonym: this.client };
    const opening = { client, ...PERSON, measureType: '11', institution: 'GI-1', ...data };
    return this.onMeasure('protection-measure-imposed', on, opening);
  }

  onMeasure(name: string, on: string, data: Record<string, unknown> = {}): SentEvent {
    return this.sender.event(name, this.measure, on, data);
  }

  probationStarted(on = '2024-01-10', data: Record<string, unknown> = {}): SentEvent {
    const client = { pseudonym: this.client };
    const opening = { client, ...PERSON, probationType: '41', institution: 'GI-1', ...data };
    return this.onProbation('probation-started', on, opening);
  }

  onProbation(name: string, on: string, data: Record<string, unknown> = {}): SentEvent {
    return this.sender.event(name, this.probation, on, data);
  }

  onClient(name: string, on: string, data: Record<string, unknown> = {}): SentEvent {
    return this.sender.event(name, this.client, on, data);
  }

  correction(of: SentEvent, data: Record<string, unknown>, on = '2025-01-15'): SentEvent {
    return this.sender.correction(of, on, data);
  }

  retraction(of: SentEvent, on = '2025-01-15'): SentEvent {
    return this.sender.retraction(of, on);
  }
}
