export { addDays, addMonths, addYears, dayFromNumber, dayNumber, daysBetween, daysInMonth, isDay } from './day.js';
export { ageOn, assumedBirth, earliestBirth, isPartialDate, latestBirth } from './birth.js';
export { dayInAmsterdam } from './amsterdam.js';
