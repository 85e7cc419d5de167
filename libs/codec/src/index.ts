export { canonicalBytes, canonicalJson } from './canonical-json.js';
export { toCloudEvent, type ReadCloudEvent } from './cloud-event.js';
export { DamagedEventError } from './damaged-event-error.js';
export { decode } from './decode.js';
export { encode, sameContent } from './encode.js';
export { eventIdOf } from './event-id.js';
export { parseStream, streamName, type StreamOf } from './stream-name.js';
export { schemaVersionOf } from './upcast.js';
