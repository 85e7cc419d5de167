/** Words for the person it is about: plain Dutch, not the terms of the field. */

/** What an event says has happened. */
export const HAPPENED: Readonly<Record<string, string>> = {
  'intake-registered': 'Je bent aangemeld voor hulp',
  'care-started': 'De hulp is begonnen',
  'waiting-paused': 'Het wachten op hulp is stilgezet',
  'waiting-resumed': 'Het wachten op hulp ging weer verder',
  'step-assessed': 'Er is een vragenlijst over de ernst van de problemen ingevuld',
  'plan-established': 'Er is een plan voor de hulp gemaakt',
  'goal-updated': 'Een doel uit het plan is bijgewerkt',
  'explanatory-analysis-completed': 'Er is uitgezocht waar de problemen vandaan komen (verklarende analyse)',
  'perspective-plan-made': 'Er is een plan voor je toekomst gemaakt (perspectiefplan)',
  'referral-stepped-up': 'Je bent doorverwezen naar zwaardere hulp',
  'referral-stepped-down': 'Je bent doorverwezen naar lichtere hulp',
  'exit-questionnaire-completed': 'Er is een vragenlijst over de afgelopen hulp ingevuld',
  'cost-declared': 'De kosten van de hulp zijn doorgegeven',
  'trajectory-ended': 'De hulp is gestopt',
  're-entry-registered': 'Je bent opnieuw aangemeld voor hulp',
  'protection-measure-imposed': 'De rechter heeft een maatregel opgelegd om je te beschermen',
  'protection-measure-transferred': 'De maatregel is naar een andere instelling gegaan',
  'placement-authorised': 'De rechter heeft toestemming gegeven om je ergens anders te laten wonen',
  'placement-authorisation-ended': 'Die toestemming van de rechter is gestopt',
  'protection-measure-ended': 'De maatregel is gestopt',
  'probation-started': 'De jeugdreclassering is begonnen',
  'probation-transferred': 'De jeugdreclassering is naar een andere instelling gegaan',
  'probation-ended': 'De jeugdreclassering is gestopt',
  'offence-recorded': 'Er is een strafbaar feit geregistreerd',
  'justice-register-matched': 'Er is in het justitieregister gekeken',
  'client-moved': 'Je bent verhuisd',
  'client-deceased': 'Overlijden',
  'client-left-observation': 'Je bent uit beeld van de aanleverende organisaties',
  'client-returned-to-observation': 'Je bent weer in beeld van de aanleverende organisaties',
  'clients-linked': 'Er is vastgelegd dat twee codenamen bij jou horen',
  'event-corrected': 'Iets wat eerder is doorgegeven, is verbeterd',
  'event-retracted': 'Iets wat eerder is doorgegeven, is ingetrokken',
};

/** What a stream is about. */
export const ABOUT: Readonly<Record<string, string>> = {
  trajectory: 'Jeugdhulp',
  measure: 'Kinderbescherming',
  probation: 'Jeugdreclassering',
  client: 'Over jou',
};

/** Whether an event holds. */
export const HOLDS: Readonly<Record<string, string>> = {
  standing: 'geldt',
  corrected: 'later verbeterd',
  retracted: 'later ingetrokken',
};

/** What a field of an event is. One that is not here is shown by its own name. */
export const FIELDS: Readonly<Record<string, string>> = {
  client: 'wie',
  otherClient: 'andere codenaam',
  provider: 'aanbieder',
  institution: 'instelling',
  municipality: 'gemeente',
  careForm: 'soort hulp',
  referrer: 'verwezen door',
  born: 'geboren',
  sex: 'geslacht',
  referredOn: 'verwezen op',
  decidedOn: 'besloten op',
  previousTrajectory: 'eerdere hulp',
  crisis: 'crisis',
  reason: 'reden',
  moment: 'moment',
  instrument: 'vragenlijst',
  scores: 'uitkomsten',
  form: 'vorm',
  familyGroupPlan: 'familiegroepsplan',
  goals: 'doelen',
  goal: 'doel',
  domain: 'leefgebied',
  domains: 'leefgebieden',
  status: 'stand',
  scale: 'schaal',
  score: 'uitkomst',
  by: 'gedaan door',
  model: 'werkwijze',
  fromCareForm: 'van soort hulp',
  toCareForm: 'naar soort hulp',
  toProvider: 'naar aanbieder',
  toTrajectory: 'naar',
  toInstitution: 'naar instelling',
  informant: 'ingevuld door',
  usefulness: 'hoe nuttig (1 tot 10)',
  withoutHelp: 'verder zonder hulp',
  items: 'antwoorden',
  amountCents: 'bedrag in eurocenten',
  periodFrom: 'van',
  periodTo: 'tot en met',
  productCategory: 'soort product',
  productCode: 'product',
  endReason: 'reden van stoppen',
  imputed: 'afgeleid',
  deceased: 'overleden',
  measureType: 'soort maatregel',
  authorisation: 'soort toestemming',
  probationType: 'soort jeugdreclassering',
  riskChange: 'kans op herhaling',
  careAfter: 'hulp daarna',
  recognisedIntervention: 'erkende aanpak',
  offence: 'hoe ernstig',
  caseStatus: 'stand van de zaak',
  coveredFrom: 'gekeken vanaf',
  coveredUntil: 'gekeken tot en met',
  corrects: 'verbetert',
  retracts: 'trekt in',
  data: 'wordt',
  source: 'bron',
  id: 'kenmerk',
  version: 'versie',
};

type Codes = Readonly<Record<string, string>>;

const CARE_FORMS: Codes = {
  '01': 'hulp van een wijk- of buurtteam',
  '02': 'hulp op afspraak bij een aanbieder',
  '03': 'daghulp bij een aanbieder',
  '04': 'hulp in je eigen omgeving',
  '11': 'pleegzorg',
  '12': 'wonen in een gezinshuis',
  '13': 'gesloten jeugdhulp',
  '14': 'wonen bij een aanbieder',
};

/** Codes by field; `endReason` by kind of stream. A code that is not here is shown as it is. */
const CODES: Readonly<Record<string, Codes>> = {
  careForm: CARE_FORMS,
  fromCareForm: CARE_FORMS,
  toCareForm: CARE_FORMS,
  referrer: {
    '01': 'de gemeente',
    '02': 'de huisarts',
    '03': 'de jeugdarts',
    '04': 'een gecertificeerde instelling',
    '05': 'een medisch specialist',
    '06': 'niemand',
    '08': 'de rechter of officier van justitie',
  },
  sex: { V: 'vrouw', M: 'man', O: 'niet bekend' },
  measureType: {
    '11': 'ondertoezichtstelling',
    '12': 'voorlopige ondertoezichtstelling',
    '21': 'voogdij',
    '22': 'voorlopige voogdij',
    '23': 'tijdelijke voogdij',
  },
  authorisation: { '71': 'gesloten plaatsing', '72': 'uithuisplaatsing' },
  probationType: {
    '41': 'toezicht en begeleiding, verplicht',
    '42': 'toezicht en begeleiding, vrijwillig',
    '50': 'individuele trajectbegeleiding Harde Kern',
    '51': 'individuele trajectbegeleiding Criem',
    '61': 'scholings- en trainingsprogramma',
    '62': 'gedragsbeïnvloedende maatregel',
    '63': 'voorbereiding van een gedragsbeïnvloedende maatregel',
  },
  riskChange: { '41': 'lager', '42': 'even hoog', '43': 'hoger' },
  careAfter: { '51': 'nee', '52': 'ja' },
  recognisedIntervention: { '01': 'ja', '02': 'nee' },
  moment: { start: 'begin', interim: 'tussendoor', end: 'einde' },
  form: { written: 'op papier', oral: 'in een gesprek' },
  status: { added: 'toegevoegd', scored: 'uitkomst gegeven', withdrawn: 'vervallen' },
  by: { provider: 'de aanbieder', 'local-team': 'het lokale team' },
  informant: { youth: 'jou', parent: 'een ouder' },
  offence: { general: 'gewoon', serious: 'ernstig', 'very-serious': 'zeer ernstig' },
  caseStatus: { valid: 'geldig', pending: 'loopt nog', dismissed: 'geseponeerd' },
  domains: {
    housing: 'wonen',
    'education-work': 'school en werk',
    income: 'geld',
    wellbeing: 'welzijn',
    support: 'steun van anderen',
  },
  reason: {
    'client-request': 'op verzoek van jou of je ouders',
    matching: 'zoeken naar hulp die past',
    emigrated: 'naar het buitenland verhuisd',
    'moved-out-of-region': 'buiten de regio verhuisd',
    'typing-error': 'een typefout',
    'wrong-client': 'het ging over iemand anders',
    'late-information': 'later pas bekend',
    other: 'anders',
  },
};

const CARE_ENDS: Codes = {
  '01': 'volgens plan',
  '02': 'eerder, samen besloten',
  '03': 'eerder, op jouw verzoek',
  '04': 'eerder, besloten door de aanbieder',
  '05': 'eerder, door iets van buitenaf',
  unknown: 'niet bekend',
};

const MEASURE_ENDS: Codes = {
  '01': 'je werd 18',
  '02': 'eerder opgeheven',
  '03': 'niet verlengd',
  '04': 'volgens plan',
  '05': 'er kwam een maatregel die het gezag beëindigt',
  '06': 'overlijden',
  '07': 'het werd een ondertoezichtstelling',
  '11': 'je werd 18',
  '12': 'een pleegouder kreeg de voogdij',
  '13': 'een bekende kreeg de voogdij',
  '14': 'een ouder kreeg het gezag terug',
  '15': 'overlijden',
};

/** What a code of a field means. @param kind of the stream: reasons of ending are other lists */
export function meaning(field: string, code: string, kind: string): string {
  const codes = field === 'endReason' ? (kind === 'measure' ? MEASURE_ENDS : CARE_ENDS) : CODES[field];
  return codes?.[code] ?? code;
}

/** What somebody did who looked. */
export const LOOKED: Readonly<Record<string, string>> = {
  read: 'bekeken',
  export: 'meegenomen in een export',
  replay: 'gebruikt voor een berekening',
  'subject-access': 'opgevraagd voor een overzicht als dit',
  erase: 'opgezocht om over vernietigen te beslissen',
  backup: 'meegenomen in een reservekopie',
  restore: 'teruggezet uit een reservekopie',
};

/** On what ground destruction was asked. */
export const GROUNDS: Readonly<Record<string, string>> = {
  'destruction-request': 'je vroeg om vernietiging van je dossier',
  'retention-expired': 'de bewaartermijn was voorbij',
  'no-longer-necessary': 'de gegevens waren niet meer nodig',
  'consent-withdrawn': 'toestemming ingetrokken',
  objection: 'bezwaar',
  unlawful: 'de gegevens waren niet volgens de wet vastgelegd',
  'legal-obligation': 'een wet verplicht tot vernietigen',
};

/** Why destruction was refused. */
export const REASONS: Readonly<Record<string, string>> = {
  'interest-of-another': 'bewaren is van groot belang voor iemand anders',
  'law-opposes': 'een wet verbiedt vernietigen',
  'legal-duty': 'nodig voor een wettelijke plicht of taak',
  'public-health': 'nodig voor de volksgezondheid',
  'archiving-or-statistics': 'nodig voor archief, onderzoek of statistiek',
  'legal-claims': 'nodig voor een rechtszaak of claim',
  'requester-not-entitled': 'wie het vroeg, mag dit niet namens jou vragen',
};
