/** A gate for tests: the bearer token is the name of a caller, with neither keys nor tokens on disk. */
import type { Gate } from '#libs/http';
import {
  hasRole,
  roleNeeded,
  setCaller,
  unauthenticated,
  type AccessLog,
  type Principal,
  type Role,
} from '#libs/access';

/**
 * @param callers by the token that stands for each; `id` is the token, `open` false unless said otherwise
 */
export function accessFor(callers: Readonly<Record<string, Partial<Principal>>>, log?: AccessLog): Gate {
  return {
    open: false,
    admit(request, roles) {
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if (!Object.hasOwn(callers, token)) throw unauthenticated('Nobody is known by this token.');
      const caller: Principal = { id: token, roles: [], open: false, ...callers[token] };
      if (!hasRole(caller, ...(roles as Role[]))) throw roleNeeded(roles);
      setCaller(request, caller, log);
    },
  };
}

/** The header that says who calls. */
export const as = (token: string) => ({ authorization: `Bearer ${token}` });
