import type { Question } from '#libs/indicators';
import type { ParameterError } from '../parameters/invalid-parameters.js';

/** Whether a day is the last of its month. */
function endsMonth(day: string): boolean {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.getUTCDate() === 1;
}

/** What is wrong with the days of a question of which small numbers are protected: they are those of whole months (indicators.md section 6). */
export function wholeMonths({ window, observedUntil }: Question): ParameterError[] {
  const fault = (parameter: string, message: string): ParameterError => ({
    parameter,
    code: 'whole-months',
    message,
  });
  return [
    ...(window.from.endsWith('-01') ? [] : [fault('from', 'Windows are whole months: give the first day of a month.')]),
    ...(endsMonth(window.to) ? [] : [fault('to', 'Windows are whole months: give the last day of a month.')]),
    ...(observedUntil === null || endsMonth(observedUntil)
      ? []
      : [fault('observedUntil', 'Observation ends with a month: give the last day of one, or leave it out.')]),
  ];
}
