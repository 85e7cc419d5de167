/** What the problems mean that the API answers with, by their code (docs/http.md), and what a reader can do about them. */
import { names, texts } from './language.js';

export interface ProblemText {
  readonly title: string;
  readonly text: string;
}

type ByCode = Readonly<Record<string, ProblemText>>;

export const PROBLEMS = texts<ByCode>({
  nl: {
    differencing: {
      title: 'Dit antwoord zou een klein aantal verraden',
      text:
        'Naast een cijfer dat u eerder kreeg, is uit dit cijfer af te leiden hoe het een handvol jeugdigen vergaat. ' +
        'Daarom wordt het niet gegeven. Wel mogelijk: de vraag die u eerder stelde, dezelfde stand van kennis als toen, ' +
        'of een periode of groep die meer verschilt (bijvoorbeeld een heel jaar in plaats van een maand erbij).',
    },
    'invalid-parameters': {
      title: 'Deze vraag kan zo niet worden gesteld',
      text: 'Hieronder staat wat er in het adres of de keuzes niet klopt. Er is niets berekend.',
    },
    'invalid-note': {
      title: 'De notitie kan zo niet worden vastgelegd',
      text: 'Hieronder staat wat er ontbreekt of niet klopt.',
    },
    malformed: {
      title: 'Deze vraag is niet te lezen',
      text: 'Controleer het adres. Een stand van kennis (positie) hoort bij de server die hem gaf.',
    },
    'no-curve': {
      title: 'Deze vraag heeft geen curve',
      text: 'Een curve hoort bij een kans binnen een tijd, en bij een schatter. Kies een ander beeld.',
    },
    forbidden: {
      title: 'U mag dit niet zien',
      text: 'Met uw rol is dit niet op te vragen. Kies een andere vraag of gebruik een ander token.',
    },
    'outside-scope': {
      title: 'U mag dit niet zien',
      text: 'Dit valt buiten het gebied of de aanbieder van uw token. Laat die keuze weg of vraag toegang aan.',
    },
    'other-host': {
      title: 'Deze server antwoordt niet op dit adres',
      text: 'Gebruik het adres dat de beheerder gaf; de server laat alleen dat toe.',
    },
    'other-origin': {
      title: 'Deze server antwoordt niet op dit adres',
      text: 'Gebruik het adres dat de beheerder gaf; de server laat alleen dat toe.',
    },
    'not-found': {
      title: 'Dit is er niet',
      text: 'Het is niet bekend op deze server, of u mag het niet zien. Controleer het adres.',
    },
    'unknown-indicator': {
      title: 'Deze indicator is er niet',
      text: 'Controleer het adres, of kies een indicator uit de definities.',
    },
    'unknown-version': {
      title: 'Deze versie van de indicator is er niet',
      text: 'Laat de versie weg uit het adres om de nieuwste te zien.',
    },
    'unknown-note': { title: 'Deze notitie is er niet', text: 'Misschien is zij ingetrokken. Laad de pagina opnieuw.' },
    'retired-indicator': {
      title: 'Deze indicator is buiten gebruik',
      text: 'Een cijfer ervan is nog op te vragen met een versie in het adres, bijvoorbeeld version=1.',
    },
    'not-acceptable': {
      title: 'Dit formaat geeft de server niet',
      text: 'Neem een ander bestand, of vraag de beheerder.',
    },
    'too-large': { title: 'Dit is te groot om te versturen', text: 'Maak het korter en probeer het opnieuw.' },
    'too-many-requests': {
      title: 'Er is te veel tegelijk gevraagd',
      text: 'De pagina vraagt vanzelf opnieuw.',
    },
    'as-of-not-reached': {
      title: 'Deze stand van kennis is nog niet bereikt',
      text: 'De cijfers lopen iets achter op het register. De pagina vraagt vanzelf opnieuw.',
    },
    'ledger-unavailable': {
      title: 'Het register is nu niet bereikbaar',
      text: 'Wat er op dat moment bekend was, is nu niet vast te stellen. De pagina vraagt vanzelf opnieuw.',
    },
    unavailable: { title: 'De server kan nu niet antwoorden', text: 'De pagina vraagt vanzelf opnieuw.' },
    contended: { title: 'Er wordt net iets gewijzigd', text: 'De pagina vraagt vanzelf opnieuw.' },
    'issuer-unavailable': {
      title: 'Uw toegang is nu niet te controleren',
      text: 'De dienst die tokens uitgeeft antwoordt niet. De pagina vraagt vanzelf opnieuw.',
    },
    'access-log-unavailable': {
      title: 'Inzage kan nu niet worden vastgelegd',
      text: 'Zonder vastlegging wordt niets getoond. Probeer het later, of waarschuw de beheerder.',
    },
    'internal-error': {
      title: 'Er ging iets mis op de server',
      text: 'Probeer het opnieuw. Blijft het misgaan, geef dan het adres van deze pagina door aan de beheerder.',
    },
    unreachable: { title: 'De server antwoordt niet', text: 'Controleer of hij draait en of er verbinding is.' },
  },
  en: {
    differencing: {
      title: 'This answer would give away a small number',
      text:
        'Beside a figure that you got before, this one would show how a handful of young people fare. ' +
        'So it is not given. What can be asked: the question that you asked before, the same state of knowledge as then, ' +
        'or a period or group that differs more (a whole year, say, instead of one month more).',
    },
    'invalid-parameters': {
      title: 'This question cannot be asked so',
      text: 'Below is what is not right in the address or the choices. Nothing was computed.',
    },
    'invalid-note': { title: 'The note cannot be recorded so', text: 'Below is what is missing or not right.' },
    malformed: {
      title: 'This question cannot be read',
      text: 'Check the address. A state of knowledge (position) belongs to the server that gave it.',
    },
    'no-curve': {
      title: 'This question has no curve',
      text: 'A curve belongs to a probability within a time, and to an estimator. Choose another picture.',
    },
    forbidden: {
      title: 'You may not see this',
      text: 'Your role does not give this. Ask another question, or use another token.',
    },
    'outside-scope': {
      title: 'You may not see this',
      text: 'This is outside the region or provider of your token. Leave that choice out, or ask for access.',
    },
    'other-host': {
      title: 'This server does not answer at this address',
      text: 'Use the address that the administrator gave; the server allows that one only.',
    },
    'other-origin': {
      title: 'This server does not answer at this address',
      text: 'Use the address that the administrator gave; the server allows that one only.',
    },
    'not-found': {
      title: 'There is nothing here',
      text: 'This server does not know it, or you may not see it. Check the address.',
    },
    'unknown-indicator': {
      title: 'There is no such indicator',
      text: 'Check the address, or choose an indicator from the definitions.',
    },
    'unknown-version': {
      title: 'There is no such version of the indicator',
      text: 'Leave the version out of the address to see the newest.',
    },
    'unknown-note': { title: 'There is no such note', text: 'It may have been withdrawn. Load the page again.' },
    'retired-indicator': {
      title: 'This indicator is retired',
      text: 'A figure of it can still be asked with a version in the address, such as version=1.',
    },
    'not-acceptable': {
      title: 'The server does not give this format',
      text: 'Take another file, or ask the administrator.',
    },
    'too-large': { title: 'This is too large to send', text: 'Make it shorter and try again.' },
    'too-many-requests': { title: 'Too much was asked at once', text: 'The page asks again by itself.' },
    'as-of-not-reached': {
      title: 'This state of knowledge is not reached yet',
      text: 'The figures are a little behind the ledger. The page asks again by itself.',
    },
    'ledger-unavailable': {
      title: 'The ledger cannot be reached now',
      text: 'What was known at that moment cannot be told now. The page asks again by itself.',
    },
    unavailable: { title: 'The server cannot answer now', text: 'The page asks again by itself.' },
    contended: { title: 'Something is being changed just now', text: 'The page asks again by itself.' },
    'issuer-unavailable': {
      title: 'Your access cannot be checked now',
      text: 'The service that issues tokens does not answer. The page asks again by itself.',
    },
    'access-log-unavailable': {
      title: 'Looks cannot be logged now',
      text: 'Nothing is shown without that. Try later, or warn the administrator.',
    },
    'internal-error': {
      title: 'Something went wrong on the server',
      text: 'Try again. If it keeps failing, give the address of this page to the administrator.',
    },
    unreachable: { title: 'The server does not answer', text: 'Check that it runs and that there is a connection.' },
  },
});

/** What is wrong with one parameter or member, by the code of the error. */
export const FAULTS = texts({
  nl: names({
    'unknown-parameter': 'deze instelling bestaat hier niet',
    'impossible-parameter': 'deze waarde kan niet',
    'whole-months': 'alleen hele maanden, omdat kleine aantallen beschermd zijn',
    malformed: 'ontbreekt of heeft niet de goede vorm',
    'unknown-field': 'dit veld bestaat hier niet',
    bsn: 'een burgerservicenummer mag hier niet staan',
  }),
  en: names({
    'unknown-parameter': 'there is no such setting here',
    'impossible-parameter': 'this value is not possible',
    'whole-months': 'whole months only, because small numbers are protected',
    malformed: 'is missing, or has not the right form',
    'unknown-field': 'there is no such field here',
    bsn: 'a citizen service number may not stand here',
  }),
});

/** Parameters and members of a note by the names that the pages give them. */
export const FIELDS = texts({
  nl: names({
    from: 'Eerste dag',
    to: 'Laatste dag',
    asOf: 'Stand van kennis',
    observedUntil: 'Waargenomen tot en met',
    by: 'Uitsplitsing',
    method: 'Methode',
    interval: 'Lengte van de perioden',
    version: 'Versie',
    '/author/id': 'Kenmerk van de schrijver',
    '/author/role': 'Functie van de schrijver',
    '/text': 'Tekst',
    '/kind': 'Soort notitie',
    '/query': 'Vraag',
    '/group': 'Groep',
    '/position': 'Stand van kennis',
  }),
  en: names({
    from: 'First day',
    to: 'Last day',
    asOf: 'State of knowledge',
    observedUntil: 'Observed until',
    by: 'Breakdown',
    method: 'Method',
    interval: 'Length of the periods',
    version: 'Version',
    '/author/id': 'Id of the writer',
    '/author/role': 'Function of the writer',
    '/text': 'Text',
    '/kind': 'Kind of note',
    '/query': 'Question',
    '/group': 'Group',
    '/position': 'State of knowledge',
  }),
});

/** The text of a problem; one with a code of a newer server is told by its status. */
export function problemText(
  { code, status }: { readonly code: string; readonly status: number },
  of: ByCode,
): ProblemText {
  const fallback =
    status === 404 ? 'not-found' : status === 403 ? 'forbidden' : status >= 500 ? 'internal-error' : 'malformed';
  return of[code] ?? of[fallback]!;
}
