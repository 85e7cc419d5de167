/** Environment variable with the access token that commands send to a server. */
const TOKEN_VARIABLE = 'CARE_LEDGER_TOKEN';

/** The header for a server that asks who calls; none where no token is set. */
export function bearer(): { authorization?: string } {
  const token = process.env[TOKEN_VARIABLE];
  return token ? { authorization: `Bearer ${token}` } : {};
}
