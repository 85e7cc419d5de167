/** Folds over the histories of persons: a researcher's own figures. */
export { FoldError, type FoldFailure } from './fold/failure.js';
export type { Fold, FoldContext, FoldEvent, FoldQuestion, PersonResult } from './fold/fold.js';
export type { FoldFile } from './fold/fold-source.js';
export { sameFigure } from './fold/json.js';
export { runFold, type FoldOutcome, type RunFoldOptions } from './run/run-fold.js';
export { inOrder, type Spooled } from './run/spool.js';
export { LocalFolder } from './worker/folder.js';
