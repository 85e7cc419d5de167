/** Why something was not taken into the ledger, for the person it is about: plain Dutch. */
import type { RefusalCode } from '#libs/trajectory';

/** By the code of a refusal; codes of refusals that are kept and are no rule of a trajectory stand at the end. */
const WHY_NOT: Readonly<Record<RefusalCode | 'too-large' | 'erased', string>> = {
  malformed: 'het bericht was niet goed opgebouwd',
  'unknown-field': 'er stond iets in wat het register niet kent',
  'unknown-type': 'het register kent dit soort bericht niet',
  'unknown-code': 'er stond een code in die niet bestaat',
  'invalid-date': 'er stond een datum in die niet bestaat',
  'invalid-bsn': 'het burgerservicenummer klopte niet',
  'future-date': 'de datum lag in de toekomst',
  'before-birth': 'de datum lag voor je geboorte',
  'wrong-direction': 'de verwijzing ging niet naar zwaardere of juist lichtere hulp, zoals er stond',
  'period-reversed': 'het einde van de periode lag voor het begin',
  'not-adult-measure': 'een maatregel voor kinderen kan niet ingaan na je 18e verjaardag',
  'event-id-conflict': 'hetzelfde kenmerk was al gebruikt voor iets anders',
  'wrong-revision': 'er was intussen iets anders bij gekomen',
  'unknown-event': 'het ging over een bericht dat er niet is',
  'other-stream': 'het ging over een bericht van andere hulp of een andere maatregel',
  'other-target': 'een verbetering kan niet naar een ander bericht worden verplaatst',
  retracted: 'het ging over een bericht dat al was ingetrokken',
  'not-opened': 'de aanmelding of het begin was nog niet doorgegeven',
  'already-opened': 'de aanmelding of het begin was al doorgegeven',
  'before-opening': 'de datum lag voor de aanmelding of het begin',
  'already-started': 'het begin van de hulp was al doorgegeven',
  'already-ended': 'het einde was al doorgegeven',
  'end-before-start': 'het einde lag voor het begin',
  'after-end': 'de datum lag na het einde',
  'unknown-goal': 'het ging over een doel dat er niet is, of toen nog niet was',
  'goal-exists': 'dat doel was er al',
  'wrong-scale': 'de uitkomst van het doel was op een andere schaal gegeven',
  'score-out-of-range': 'de uitkomst past niet op de schaal',
  'goal-withdrawn': 'dat doel was al vervallen',
  'not-paused': 'het wachten was niet stilgezet',
  'already-paused': 'het wachten was al stilgezet',
  'wrong-end-reason': 'die reden van stoppen past niet bij de maatregel',
  'already-authorised': 'er was al zo een toestemming van de rechter',
  'not-authorised': 'er was geen toestemming van de rechter die kon stoppen',
  'already-deceased': 'het overlijden was al doorgegeven',
  'too-large': 'het bericht was te groot',
  erased: 'waar het over ging, was al vernietigd',
};

/** Why not, in words; for a code without words that it was not right, with the code. */
export function whyNot(code: string): string {
  return (WHY_NOT as Readonly<Record<string, string>>)[code] ?? `het klopte niet (${code})`;
}
