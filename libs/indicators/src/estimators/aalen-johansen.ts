import { logLog } from './interval.js';
import { atRiskOn, type Estimator } from './life-table.js';

/**
 * Aalen-Johansen: the cumulative incidence of the event where competing events compete, with a log-log interval. The
 * variance is Gray's, as `cmprsk::cuminc` gives it: with a correction for ties, and renewed on days with an event only.
 *
 * With S the probability that nothing happened before the day, S' after it, F the incidence after it, n at risk and d of a kind, each kind adds
 * q = S^2 d (1 - (d - 1)/(n - 1)) / n^2 to three sums: weight^2 q, weight q / S' and q / S'^2, where weight = F / S' for a competing event and
 * 1 + F / S' for the event itself (terms in 1 / S' vanish when S' = 0). Var F = first - 2 F second + F^2 third.
 */
export const aalenJohansen: Estimator = (days) => {
  const risk = atRiskOn(days);
  let eventFree = 1;
  let incidence = 0;
  let competed = false;
  let [first, second, third, variance] = [0, 0, 0, 0];
  const add = (quantity: number, weight: number, inverse: number): void => {
    first += weight * weight * quantity;
    second += weight * inverse * quantity;
    third += inverse * inverse * quantity;
  };
  return days.map((day, i) => {
    const atRisk = risk[i]!;
    const { events, competing } = day;
    const after = (eventFree * (atRisk - events - competing)) / atRisk;
    competed ||= competing > 0;
    // Without competing events the incidence is 1 - S, and that to the last digit: 1 is then exactly 1.
    incidence = competed ? incidence + (eventFree * events) / atRisk : 1 - after;
    const inverse = after > 0 ? 1 / after : 0;
    const quantity = (count: number): number =>
      (eventFree * eventFree * count * (count > 1 ? 1 - (count - 1) / (atRisk - 1) : 1)) / (atRisk * atRisk);
    if (competing > 0 && after > 0) add(quantity(competing), incidence * inverse, inverse);
    if (events > 0) {
      add(quantity(events), 1 + incidence * inverse, inverse);
      variance = first + incidence * incidence * third - 2 * incidence * second;
    }
    eventFree = after;
    return { ...day, atRisk, value: incidence, interval: intervalOf(incidence, variance) };
  });
};

function intervalOf(incidence: number, variance: number): { lower: number; upper: number } | null {
  return incidence === 0 || incidence === 1 ? null : logLog(incidence, Math.sqrt(Math.max(0, variance)) / incidence);
}
