import { createContext, useContext } from 'react';

/** Which answer a part belongs to, where two stand side by side; empty where one stands alone. */
export const OfAnswer = createContext('');

/** The name of a landmark, other than that of its namesake in the answer beside it. */
export function useLandmark(name: string): string {
  const answer = useContext(OfAnswer);
  return answer ? `${name}, ${answer}` : name;
}
