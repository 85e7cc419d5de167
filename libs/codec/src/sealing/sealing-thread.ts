/** The thread of a `Sealer`. */
import { answerRequests } from '#libs/thread';
import { sealPacked, type PackedTexts, type SealedTexts } from './packed-texts.js';

answerRequests(() => (request: PackedTexts) => {
  const answer: SealedTexts = sealPacked(request);
  return Promise.resolve({ answer, transfer: [answer.buffer] });
});
