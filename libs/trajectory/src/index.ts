export * from './calendar/index.js';
export * from './codes/code-lists.js';
export * from './codes/intensity.js';
export * from './events/care-event.js';
export * from './events/event-data.js';
export { datesIn, type DateField } from './events/dates.js';
export { keyOf } from './events/key.js';
export { compareEvents } from './events/order.js';
export { EVENT_NAMES, EVENT_TYPES, eventNameOf, typeOf, type EventTypeInfo } from './events/registry.js';
export { compareText } from './events/text.js';
export { layersOf, type Layer } from './corrections/layers.js';
export {
  isChange,
  resolve,
  targetOf,
  type Arrived,
  type HistoryEntry,
  type Resolution,
} from './corrections/resolve.js';
export { judgeAlone } from './rules/alone.js';
export { takeTurns, type Turn, type TurnSpan } from './rules/alternation.js';
export { judgeLayers } from './rules/change.js';
export { SCORE_RANGES } from './rules/goals.js';
export { OPENED_BY } from './rules/opening.js';
export { REFUSAL_CODES, type BlockingEvent, type Refusal, type RefusalCode } from './rules/refusal.js';
export { decide } from './decide.js';
export type { Outline } from './outline/outline.js';
export { outlineOf } from './outline/outline-of.js';
export { clientOf, stateOf, type StateByKind, type StreamState } from './state/index.js';
export type { ClientState, CoveredSpan } from './state/client-state.js';
export type { AuthorisationSpan, Carrier, MeasureState, ProbationState } from './state/legal-state.js';
export type { OpeningState } from './state/opening-state.js';
export type { GoalScore, GoalState, TrajectoryState } from './state/trajectory-state.js';
