/** What a caller is told who does not get in. */
import { ProblemException } from '#libs/http';

/** 401: no caller. `error` is that of RFC 6750; left out where no token was sent. */
export function unauthenticated(detail: string, error?: 'invalid_token' | 'invalid_request'): ProblemException {
  const challenge = error === undefined ? 'Bearer' : `Bearer error="${error}"`;
  return new ProblemException({
    status: 401,
    code: 'unauthenticated',
    detail,
    headers: { 'www-authenticate': challenge },
  });
}

/** 403: the caller is known and has none of the roles. */
export function roleNeeded(roles: readonly string[]): ProblemException {
  const needed = roles.length === 1 ? `the role ${roles[0]}` : `one of the roles ${roles.join(', ')}`;
  return new ProblemException({
    status: 403,
    code: 'forbidden',
    detail: `This needs ${needed}.`,
    headers: { 'www-authenticate': 'Bearer error="insufficient_scope"' },
  });
}

/** 403: the caller asks for what is not theirs; `detail` says what is. */
export function outsideScope(detail: string): ProblemException {
  return new ProblemException({ status: 403, code: 'outside-scope', detail });
}
