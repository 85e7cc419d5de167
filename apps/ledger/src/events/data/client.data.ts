/** Data of the events of a client: contract section 3, fourth table. */
import { CASE_STATUSES, LEFT_OBSERVATION_REASONS, OFFENCE_SEVERITIES, type EventDataByName } from '#libs/trajectory';
import { Code, Municipality, On, Pseudonym } from './rules.js';
import { ClientEventData, type Sent } from './shared.data.js';

type Data = EventDataByName;

export class OffenceRecordedData extends ClientEventData implements Sent<Data['offence-recorded']> {
  @Code(OFFENCE_SEVERITIES)
  readonly offence!: Data['offence-recorded']['offence'];

  @Code(CASE_STATUSES)
  readonly caseStatus!: Data['offence-recorded']['caseStatus'];
}

export class JusticeRegisterMatchedData extends ClientEventData implements Sent<Data['justice-register-matched']> {
  @On()
  readonly coveredFrom!: string;

  @On()
  readonly coveredUntil!: string;
}

export class ClientMovedData extends ClientEventData implements Sent<Data['client-moved']> {
  @Municipality()
  readonly municipality!: string;
}

export class ClientLeftObservationData extends ClientEventData implements Sent<Data['client-left-observation']> {
  @Code(LEFT_OBSERVATION_REASONS)
  readonly reason!: Data['client-left-observation']['reason'];
}

export class ClientsLinkedData extends ClientEventData implements Sent<Data['clients-linked']> {
  @Pseudonym()
  readonly otherClient!: string;
}
