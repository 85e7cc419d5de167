/** Why a person is erased, or why a request to erase was refused. */

/** Grounds, with the rule each comes from. */
export const ERASURE_GROUNDS = {
  'destruction-request': 'Jeugdwet art. 7.3.9(1): the person concerned asks for destruction of the file',
  'retention-expired': 'Jeugdwet art. 7.3.8(3): 20 years have passed since the last change of the file',
  'no-longer-necessary': 'GDPR art. 17(1)(a): no longer necessary for what it was collected for',
  'consent-withdrawn': 'GDPR art. 17(1)(b): consent withdrawn, and no other ground for processing',
  objection: 'GDPR art. 17(1)(c): objection, and no overriding ground',
  unlawful: 'GDPR art. 17(1)(d): processed unlawfully',
  'legal-obligation': 'GDPR art. 17(1)(e): a legal obligation to erase',
} as const;

/** Reasons to refuse, with the rule each comes from. */
export const REFUSAL_REASONS = {
  'interest-of-another': 'Jeugdwet art. 7.3.9(2): keeping is of considerable interest to somebody else',
  'law-opposes': 'Jeugdwet art. 7.3.9(2): a law opposes destruction',
  'legal-duty': 'GDPR art. 17(3)(b): needed for a legal duty or a task of public interest',
  'public-health': 'GDPR art. 17(3)(c): needed for public interest in public health',
  'archiving-or-statistics':
    'GDPR art. 17(3)(d): archiving, research or statistics that erasure would seriously impair',
  'legal-claims': 'GDPR art. 17(3)(e): needed to establish, exercise or defend legal claims',
  'requester-not-entitled': 'Jeugdwet art. 7.3.15: whoever asks may not ask this for the person concerned',
} as const;

export type ErasureGround = keyof typeof ERASURE_GROUNDS;
export type RefusalReason = keyof typeof REFUSAL_REASONS;

export function isGround(text: unknown): text is ErasureGround {
  return typeof text === 'string' && Object.hasOwn(ERASURE_GROUNDS, text);
}

export function isReason(text: unknown): text is RefusalReason {
  return typeof text === 'string' && Object.hasOwn(REFUSAL_REASONS, text);
}
