import { logLog } from './interval.js';
import { atRiskOn, type Estimator } from './life-table.js';

/**
 * Kaplan-Meier: 1 - S, with Greenwood's variance and a log-log interval. Competing events and the end of observation censor.
 * Agrees with R's `survfit(conf.type = "log-log")`.
 */
export const kaplanMeier: Estimator = (days) => {
  const risk = atRiskOn(days);
  let survival = 1;
  let greenwood = 0;
  return days.map((day, i) => {
    const atRisk = risk[i]!;
    survival *= (atRisk - day.events) / atRisk;
    greenwood += day.events / (atRisk * (atRisk - day.events));
    return { ...day, atRisk, value: 1 - survival, interval: intervalOf(survival, greenwood) };
  });
};

function intervalOf(survival: number, greenwood: number): { lower: number; upper: number } | null {
  if (survival === 0 || survival === 1) return null;
  const { lower, upper } = logLog(survival, Math.sqrt(greenwood));
  return { lower: 1 - upper, upper: 1 - lower };
}
