/** Regions of the municipalities of random histories: one changes region along the way, one has none for a while. */
import { day, type DayNumber } from './calendar.js';

/** As the configured table has it: from and until may be open, `untilOn` is the first day no longer. */
export const REGIONS = [
  { municipality: 'GM0344', fromOn: null, untilOn: '2021-07-01', region: 'North' },
  { municipality: 'GM0344', fromOn: '2021-07-01', untilOn: null, region: 'South' },
  { municipality: 'GM0310', fromOn: '2020-06-01', untilOn: null, region: 'South' },
] as const;

/** The region of a municipality on a day. */
export const regionOf = (municipality: string | null, on: DayNumber): string | null =>
  REGIONS.find(
    (row) =>
      row.municipality === municipality &&
      (row.fromOn === null || day(row.fromOn) <= on) &&
      (row.untilOn === null || on < day(row.untilOn)),
  )?.region ?? null;
