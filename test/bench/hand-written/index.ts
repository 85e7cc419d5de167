/** Figures as somebody who knows the tables would write them in SQL, for one window and one breakdown each. */
import { ENDINGS } from './endings.js';
import { RESULTS } from './results.js';
import { PERSONS } from './persons.js';
import { STARTS } from './starts.js';

export { parametersOf, WINDOW, type HandWritten } from './question.js';

/** The first one is asked of earlier states too. */
export const HAND_WRITTEN = [...ENDINGS, ...RESULTS, ...STARTS, ...PERSONS] as const;
