export { Public } from '#libs/http';
export { Allow } from './caller/allow.js';
export { Caller, callerOf, setCaller } from './caller/caller.js';
export { hasRole, OPEN_CALLER, ROLES, type Principal, type Role } from './caller/principal.js';
export { OPEN_ACCESS } from './gate/open-access.js';
export { outsideScope, roleNeeded, unauthenticated } from './gate/refusals.js';
