export { answerRequests, type Answered } from './answer-requests.js';
export { builtModule } from './built-module.js';
export { collectSooner } from './collecting.js';
export { compileLater, inlineLess } from './compiling.js';
export { giveMemoryBack } from './giving-back.js';
export { Thread, ThreadEndedError, type ThreadOptions } from './thread.js';
